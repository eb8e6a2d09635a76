"""Taking work and giving it back: one worker a row, and nothing lost with a worker."""

from datetime import timedelta
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Case, F, When
from django.db.models.functions import Now

from citations.models import Due, DueQuerySet

Row = TypeVar("Row", bound=Due)

PATIENCE = 3
"""After so many unfinished attempts a row rests: it may be what kills its workers."""
REST = timedelta(hours=1)
CROSSINGS = 5


def work_take(*, free: DueQuerySet[Row], worker: str, lease: timedelta) -> Row | None:
    """Take the first row of ``free`` that nobody else is taking, and return it.

    Many workers on many machines may ask at once: a row that another has locked is
    skipped. The lock ends here; what keeps others away is ``taken_until``. ``worker``
    is a name that no other process has or will have.
    """
    for _ in range(CROSSINGS):
        try:
            with transaction.atomic():
                row = free.select_for_update(skip_locked=True, of=("self",)).first()
                if row is None:
                    return None
                type(row)._default_manager.filter(pk=row.pk).update(
                    taken_by=worker,
                    taken_until=Now() + lease,
                    attempts=F("attempts") + 1,
                )
        except IntegrityError:  # another has just taken a row of the same host
            continue
        row.refresh_from_db()
        return row
    return None


def work_hold(*, row: Row, worker: str) -> Row | None:
    """Lock ``row`` for its worker to finish it; None if it was taken over since.

    What a worker brings that came too late is dropped, so a row is done once.
    """
    held = type(row)._default_manager.filter(pk=row.pk, taken_by=worker)
    return held.select_for_update(of=("self",)).first()


@transaction.atomic
def work_put_off(*, row: Due, worker: str, after: timedelta) -> None:
    """Give a row back undone, to be taken again after a while."""
    if held := work_hold(row=row, worker=worker):
        type(row)._default_manager.filter(pk=held.pk).update(
            taken_by="", taken_until=None, due_at=Now() + after
        )


@transaction.atomic
def work_free_lapsed(*, queue: DueQuerySet[Row]) -> int:
    """Free the rows whose workers did not finish in time, and return how many.

    One that nobody could finish three times rests an hour before the next attempt.
    """
    lapsed = list(queue.lapsed().select_for_update(skip_locked=True, of=("self",)))
    if not lapsed:
        return 0
    return queue.filter(pk__in=[row.pk for row in lapsed]).update(
        taken_by="",
        taken_until=None,
        due_at=Case(
            When(attempts__gte=PATIENCE, then=Now() + REST), default=F("due_at")
        ),
    )
