"""Links as workers see them, and time that passes because a test says so."""

from datetime import timedelta

from citations.enums import LinkState
from citations.fetch import sketch
from citations.models import LinkCheck, LinkWatch
from citations.services import Outcome, link_record, work_take
from tests.sql import rows

WORKER = "here:1:aa"
LEASE = timedelta(minutes=5)
WORDS = " ".join(f"word{number}" for number in range(200))
OTHER_WORDS = WORDS.replace("word", "other")

FINE = Outcome(LinkState.OK, "It answers.", status=200, sketch=sketch(WORDS))
OTHER = Outcome(LinkState.OK, "It answers.", status=200, sketch=sketch(OTHER_WORDS))
BLOCKED = Outcome(LinkState.BLOCKED, "It does not let a program in.", status=403)
FAULT = Outcome(LinkState.UNREACHABLE, "Its server has a fault.", status=500)
GONE = Outcome(LinkState.UNREACHABLE, "It is gone.", gone=True, status=404)


def take(worker: str = WORKER) -> LinkWatch | None:
    """Take the next link for a worker."""
    return work_take(free=LinkWatch.objects.free(), worker=worker, lease=LEASE)


def check(watch: LinkWatch, outcome: Outcome, *, days: int = 3) -> LinkCheck:
    """Let ``days`` pass, and check the link."""
    pass_days(watch, days)
    assert take() == watch
    made = link_record(watch=watch, outcome=outcome, worker=WORKER)
    assert made
    watch.refresh_from_db()
    return made


def pass_days(watch: LinkWatch, days: int) -> None:
    """Move all that is known of a link into the past, and make it due."""
    past = timedelta(days=days)
    rows(
        "UPDATE citations_linkwatch SET due_at = now() - interval '1 s',"
        " gone_at = gone_at - %s, gone_since = gone_since - %s,"
        " checked_at = checked_at - %s, good_at = good_at - %s WHERE id = %s",
        *[past] * 4,
        watch.pk,
    )
