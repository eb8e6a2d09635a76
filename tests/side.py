"""Two people at once: each a thread with a connection of its own, in a set order.

Nothing sleeps. A side is known to wait when PostgreSQL names whom it waits for.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from kb.rules.rule import RuleViolations
from tests.sql import rows, value

Result = TypeVar("Result")
Act = Callable[[], object]


class Side:
    """One person: does one thing after another, in a transaction that stays open."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._whole: Any = None
        self.pid = int(self.do(lambda: value("SELECT pg_backend_pid()")))

    def begin(self, isolation: str = "") -> None:
        """Open a transaction."""

        def open_() -> None:
            self._whole = transaction.atomic()
            self._whole.__enter__()
            if isolation:
                rows(f"SET TRANSACTION ISOLATION LEVEL {isolation}")

        self.do(open_)

    def start(self, work: Callable[[], Result]) -> "Future[Result]":
        """Begin a piece of work and return at once; its outcome comes later."""
        return self._thread.submit(work)

    def do(self, work: Callable[[], Result]) -> Result:
        """Do a piece of work and return its outcome."""
        return self.start(work).result(timeout=30)

    def commit(self) -> None:
        """Close the transaction; raises what its deferred gates refuse."""
        whole, self._whole = self._whole, None  # a commit that is refused ends it too
        self.do(lambda: whole.__exit__(None, None, None))

    def close(self) -> None:
        """Undo what is still open, and hang up."""

        def hang_up() -> None:
            if self._whole is not None:
                transaction.set_rollback(True)
                self._whole.__exit__(None, None, None)
            connection.close()

        self.do(hang_up)
        self._thread.shutdown()

    def waits_for(self, other: "Side", work: "Future[Any]") -> None:
        """Return once this side waits for a lock of ``other``, and not before."""
        while other.pid not in value("SELECT pg_blocking_pids(%s)", self.pid):
            assert not work.done(), "It should have waited."


@contextmanager
def two_sides() -> Iterator[tuple[Side, Side]]:
    """Give two people, and hang up for them in the end."""
    first, second = Side(), Side()
    try:
        yield first, second
    finally:
        first.close()
        second.close()


def in_turn(
    sides: tuple[Side, Side], first_act: Act, second_act: Act
) -> Exception | None:
    """Let the second begin before the first commits; return what stopped it."""
    first, second = sides
    first.begin()
    first.do(first_act)
    second.begin()
    waiting = second.start(second_act)
    second.waits_for(first, waiting)
    first.commit()
    try:
        waiting.result(timeout=30)
        second.commit()
    except (Error, ValidationError) as error:
        return error
    return None


def rules_of(error: Exception | None) -> set[str]:
    """Return the ids of the rules that an error names."""
    if isinstance(error, RuleViolations):
        return {violation.rule.id for violation in error.violations}
    told = getattr(error.__cause__, "diag", None) if error else None
    return {told.constraint_name} if told else set()
