"""Keeping a check, and what all checks of an address say together."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from citations.enums import LinkState
from citations.fetch import likeness
from citations.models import LinkCheck, LinkWatch
from citations.services.links.question import Outcome
from citations.services.links.quotes import gone_sentence, quotes_gone
from citations.services.refusal import row_check
from citations.services.work import work_hold

GONE_TIMES = 3
GONE_APART = timedelta(days=3)
"""Dead is what was gone three times, three days apart.

As InternetArchiveBot does (Meta-Wiki, “InternetArchiveBot/FAQ for sysadmins”), which
has checked more links than anybody. Days are counted between checks that found nothing;
a check that could not see (blocked, unreachable) neither counts nor starts anew.
"""
ALIKE = 50
"""Below this share of its text, in percent, a page counts as another one."""
NEXT = {
    LinkState.OK: timedelta(days=30),
    LinkState.MOVED: timedelta(days=30),
    LinkState.CHANGED: timedelta(days=30),
    LinkState.DEAD: timedelta(days=30),
    LinkState.BLOCKED: timedelta(days=14),
    LinkState.UNREACHABLE: GONE_APART,
}


@transaction.atomic
def link_record(*, watch: LinkWatch, outcome: Outcome, worker: str) -> LinkCheck | None:
    """Keep what ``worker`` found, and return the check; None if it came too late.

    The worker must hold the row: that is its right to write. The state of the row is
    told anew from this check and what was known before.
    """
    held = work_hold(row=watch, worker=worker)
    if held is None:
        return None
    now: datetime = LinkWatch.objects.values_list(Now(), flat=True).get(pk=held.pk)
    before = held.state
    check = LinkCheck(
        watch=held,
        checked_at=now,
        worker=worker,
        address=held.address,
        **{name: getattr(outcome, name) for name in COPIED},
        sketch=outcome.sketch or b"",
    )
    _compare(held, check, outcome)
    _look_for_quotes(held, check, outcome)
    _count(held, check, outcome)
    row_check(row=check)
    check.save()
    if outcome.good and outcome.sketch and held.compared_to_id is None:
        held.compared_to = check
    if outcome.good:
        held.good_at = now
    if held.state != before:
        held.fine_by, held.fine_at, held.fine_note = None, None, ""
    held.sentence, held.checked_at = check.sentence, now
    held.taken_by, held.taken_until, held.attempts = "", None, 0
    held.due_at = now + NEXT[LinkState(check.state)]
    row_check(row=held)
    held.save()
    return check


COPIED = (
    *("state", "sentence", "gone", "status", "final_address", "media_type", "size"),
    "sha256",
)


def _compare(held: LinkWatch, check: LinkCheck, outcome: Outcome) -> None:
    """Say how much of the text is what it was, where both texts are known."""
    if not outcome.good or outcome.sketch is None or held.compared_to is None:
        return
    check.likeness = likeness(bytes(held.compared_to.sketch), outcome.sketch)
    seen = f"{held.compared_to.checked_at:%Y-%m-%d}"
    check.sentence += f" {check.likeness} % of its text is as on {seen}."
    if check.likeness < ALIKE:
        check.state = LinkState.CHANGED


def _look_for_quotes(held: LinkWatch, check: LinkCheck, outcome: Outcome) -> None:
    """Say which quotes the page holds no more; nothing that rests on them changes."""
    gone = quotes_gone(held, outcome)
    check.quotes_gone = [citation.pk for citation in gone]
    news = [citation for citation in gone if citation.pk not in held.quotes_fine]
    if news:
        check.state = LinkState.CHANGED
        check.sentence += f" {gone_sentence(news)}"


def _count(held: LinkWatch, check: LinkCheck, outcome: Outcome) -> None:
    """Set the state of the row by this check and those before it."""
    if check.gone:
        last = held.gone_at
        if last is None or check.checked_at - last >= GONE_APART:
            held.times_gone += 1
            held.gone_at = check.checked_at
            held.gone_since = held.gone_since or check.checked_at
        if held.times_gone >= GONE_TIMES:
            check.state = LinkState.DEAD
        else:
            check.sentence += (
                f" Found gone {held.times_gone} of {GONE_TIMES} times that count."
            )
    if outcome.good:
        held.times_gone, held.gone_since, held.gone_at = 0, None, None
    seen = outcome.good or check.state == LinkState.DEAD
    if seen or held.state not in {LinkState.DEAD, LinkState.CHANGED}:
        held.state = check.state
