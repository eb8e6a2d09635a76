"""What a kind of work is."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, TypeAlias

from citations.models import Due, DueQuerySet
from citations.services import work_free_lapsed, work_put_off, work_take

Queue: TypeAlias = DueQuerySet[Any]


@dataclass(frozen=True)
class Done:
    """What came of one row: a word to count by, and a line for the log."""

    state: str
    line: str


class Kind(ABC):
    """Rows that fall due, and the one thing that is done with each.

    ``lease`` is how long a worker may need for a row. What is done must be recorded
    under ``work_hold``, so that a row whose worker was given up counts once.
    """

    name: ClassVar[str]
    lease: ClassVar[timedelta] = timedelta(minutes=5)

    def why_not(self) -> str:
        """Return why none of it can be done here, in a sentence; empty if it can."""
        return ""

    @abstractmethod
    def queue(self) -> Queue:
        """Return all rows of this kind."""

    @abstractmethod
    def gather(self) -> int:
        """Add rows for what is new, and return how many."""

    @abstractmethod
    def do(self, row: Due, worker: str) -> Done | None:
        """Do one row that ``worker`` took; None if it was taken over meanwhile."""

    def free(self) -> Queue:
        """Return the rows that may be taken now, in their order."""
        return self.queue().free()

    def is_held_up(self) -> bool:
        """Tell whether rows are due that may be taken in a moment, not now."""
        return False

    def take(self, worker: str) -> Due | None:
        """Take the next row for ``worker``; None if there is nothing to do."""
        work_free_lapsed(queue=self.queue())
        row: Due | None = work_take(free=self.free(), worker=worker, lease=self.lease)
        return row

    def put_off(self, row: Due, worker: str, after: timedelta) -> None:
        """Give a row back undone."""
        work_put_off(row=row, worker=worker, after=after)
