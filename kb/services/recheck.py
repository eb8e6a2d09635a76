"""Asking the rules of publication again of what readers already see."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.functions import Now

from citations.selectors import quotes_lost
from citations.services import check_editor, work_hold
from kb.enums import Verdict
from kb.models import Finding, FindingWatch
from kb.rules.asked import shortfalls
from kb.services.rows import row_check

NEXT = timedelta(days=30)

ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('kb_findingwatch.gather'))"
GATHER = """
WITH found AS (
  INSERT INTO kb_findingwatch (finding_id, state, found, unverified, attempts,
    taken_by, due_at)
  SELECT id, 'unchecked', '', false, 0, '', statement_timestamp() FROM kb_finding f
  WHERE f.state = 'published'
    AND NOT EXISTS (SELECT 1 FROM kb_findingwatch w WHERE w.finding_id = f.id)
    AND NOT EXISTS (
      SELECT 1 FROM kb_release r WHERE r.id = f.release_id AND r.dataset <> '')
  LIMIT 10000
  ON CONFLICT DO NOTHING RETURNING 1
), again AS (
  UPDATE kb_findingwatch w SET due_at = statement_timestamp() FROM kb_finding f
  WHERE f.id = w.finding_id AND f.state = 'published' AND w.due_at IS NULL
    AND w.taken_until IS NULL AND NOT EXISTS (
      SELECT 1 FROM kb_release r WHERE r.id = f.release_id AND r.dataset <> '')
  RETURNING 1
), left_out AS (
  UPDATE kb_findingwatch w SET due_at = NULL FROM kb_finding f
  WHERE f.id = w.finding_id AND w.due_at IS NOT NULL AND w.taken_until IS NULL
    AND (f.state <> 'published' OR EXISTS (
      SELECT 1 FROM kb_release r WHERE r.id = f.release_id AND r.dataset <> ''))
  RETURNING 1
)
SELECT (SELECT count(*) FROM found) + (SELECT count(*) FROM again)
"""


@transaction.atomic
def findings_gather() -> int:
    """Watch what readers see, and nothing else; return how many findings came.

    What a dataset brought is left out: it is read by the next load of its files, which
    says what changed in them, and by ``manage.py audit``.

    At most 10,000 at once, so that a worker gets to its work after a large release.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(GATHER)
        return int(cursor.fetchone()[0])


@transaction.atomic
def finding_recheck(*, watch: FindingWatch, worker: str) -> FindingWatch | None:
    """Ask all rules again and keep the verdict; None if the row was taken over.

    Where a page was kept again since it was quoted, each quote is looked for in its
    newest text. Nothing is suspended or changed by it: an editor decides what follows.
    """
    held = work_hold(row=watch, worker=worker)
    if held is None:
        return None
    broken = [str(one) for one in shortfalls([held.finding])]
    cited = held.finding.citations.values_list("citation_id", flat=True)
    lost = [str(one) for one in quotes_lost(cited)]
    held.state = Verdict.CHANGED if lost else Verdict.HOLDS
    if broken:
        held.state = Verdict.FALLS_SHORT
    held.found = "\n".join([*broken, *lost])
    asked = Finding.objects.filter(pk=held.finding_id)
    held.unverified = asked.with_unverified_figures().exists()
    now = FindingWatch.objects.values_list(Now(), flat=True).get(pk=held.pk)
    held.checked_at, held.due_at = now, now + NEXT
    held.taken_by, held.taken_until, held.attempts = "", None, 0
    row_check(row=held)
    held.save()
    return held


@transaction.atomic
def finding_check_now(*, watch: FindingWatch, author: User) -> FindingWatch:
    """Put a published finding at the head of the line, and return its row."""
    check_editor(author)
    held = FindingWatch.objects.select_for_update(of=("self",)).get(pk=watch.pk)
    if held.due_at is None:
        raise ValidationError(
            f"Only what readers see is verified again: {held.finding} is "
            f"{held.finding.get_state_display()}."
        )
    FindingWatch.objects.filter(pk=held.pk).update(due_at=Now())
    held.refresh_from_db()
    return held
