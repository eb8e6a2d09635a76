"""Asking registries about sources again and again: which, when, and what came of it."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.functions import Now

from citations.enums import RegistryState
from citations.models import NoticeWatch
from citations.services.people import check_editor
from citations.services.refusal import row_check
from citations.services.registry import NoticeLook, notices_take
from citations.services.work import work_hold

NEXT = timedelta(days=7)
"""A registry that answered is asked again in a week."""
FIRST, LAST = timedelta(days=1), timedelta(days=30)
"""One that did not, in a day, then in two, in four, and at last each 30 days."""

ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('citations_noticewatch.gather'))"
GATHER = """
WITH wanted AS (
  SELECT id, notices_checked_at FROM citations_source
  WHERE (doi <> '' OR pmid <> '' OR arxiv <> '')
    AND merged_into_id IS NULL AND withdrawn_reason = ''
), found AS (
  INSERT INTO citations_noticewatch (source_id, state, sentence, times_silent, attempts,
    taken_by, due_at)
  SELECT id, 'unchecked', '', 0, 0, '', greatest(
    statement_timestamp(), notices_checked_at + %(next)s::interval)
  FROM wanted w WHERE NOT EXISTS (
    SELECT 1 FROM citations_noticewatch n WHERE n.source_id = w.id)
  LIMIT 10000
  ON CONFLICT DO NOTHING RETURNING 1
), again AS (
  UPDATE citations_noticewatch n SET due_at = statement_timestamp() FROM wanted w
  WHERE w.id = n.source_id AND n.due_at IS NULL AND n.taken_until IS NULL RETURNING 1
), left_out AS (
  UPDATE citations_noticewatch n SET due_at = NULL
  WHERE n.due_at IS NOT NULL AND n.taken_until IS NULL AND NOT EXISTS (
    SELECT 1 FROM wanted w WHERE w.id = n.source_id)
  RETURNING 1
)
SELECT (SELECT count(*) FROM found) + (SELECT count(*) FROM again)
"""


@transaction.atomic
def notice_watches_gather() -> int:
    """Watch each source that a registry may know, and no other; return how many came.

    One worker at a time: another finds nothing to do. At most 10,000 come at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(GATHER, {"next": f"{NEXT.days} days"})
        return int(cursor.fetchone()[0])


@transaction.atomic
def notice_watch_record(
    *, watch: NoticeWatch, look: NoticeLook, author: User, worker: str
) -> NoticeWatch | None:
    """Take over what registries told, and return the row; None if it came too late.

    The notices, what falls with them, and the end of the lease are one commit. What a
    rule refuses is kept as a sentence, and the source is asked about again.
    """
    held = work_hold(row=watch, worker=worker)
    if held is None:
        return None
    now = NoticeWatch.objects.values_list(Now(), flat=True).get(pk=held.pk)
    held.sentence, after = look.sentence, NEXT
    try:
        with transaction.atomic():
            done = notices_take(source=held.source, look=look, author=author)
    except ValidationError as error:
        held.state = RegistryState.REFUSED
        held.sentence = f"{look.sentence} Not taken over: {' '.join(error.messages)}"
    else:
        told = look.asked_at is not None
        held.state = RegistryState.TOLD if told else RegistryState.SILENT
        if done.new:
            held.sentence += f" New: {len(done.new)}."
    silent = held.state == RegistryState.SILENT
    if silent:
        after = min(FIRST * 2 ** min(held.times_silent, 5), LAST)
    held.times_silent = min(held.times_silent + 1, 1000) if silent else 0
    held.checked_at, held.due_at = now, now + after
    held.taken_by, held.taken_until, held.attempts = "", None, 0
    row_check(row=held)
    held.save()
    return held


@transaction.atomic
def notice_watch_now(*, watch: NoticeWatch, author: User) -> NoticeWatch:
    """Put a source at the head of the line, and return its row."""
    check_editor(author)
    held = NoticeWatch.objects.select_for_update(of=("self",)).get(pk=watch.pk)
    if held.due_at is None:
        raise ValidationError(
            f"No registry is asked about {held.source} any more: it has no DOI, PMID "
            "or arXiv id, or was merged or withdrawn."
        )
    NoticeWatch.objects.filter(pk=held.pk).update(due_at=Now())
    held.refresh_from_db()
    return held
