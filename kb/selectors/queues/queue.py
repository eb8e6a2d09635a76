"""What a queue is: rows that wait for a person, each with the reason it is there."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

CONTRIBUTOR = "contributor"
EDITOR = "editor"
REVIEWER = "reviewer"
MOST = 1000
"""A count goes no further: whoever has more to do needs no exact number."""
PAGE = 50


@dataclass(frozen=True)
class Entry:
    """A row as its queue shows it: what it is, why it is here, where to work on it.

    ``links`` lead to what else a person needs to look at, by their text.
    """

    name: str
    reason: str
    address: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Queue:
    """Rows that wait for whoever is in one of ``groups``.

    ``rows`` returns those of one person, in any order: a queue is read by row number,
    so that what waits longest comes first. It is asked on the front page of the admin
    at every visit, so its conditions begin at an index; what only ``entry`` needs
    (joins, annotations) costs nothing there. ``screen`` is the address at which the
    rows are worked on, if not the page that every queue has.
    """

    key: str
    title: str
    meaning: str
    groups: frozenset[str]
    rows: Callable[[User], QuerySet[Any]]
    entry: Callable[[Any], Entry]
    screen: Callable[[], str] | None = None

    @property
    def address(self) -> str:
        """Where its rows are worked on."""
        return self.screen() if self.screen else reverse("admin:queue", args=[self.key])


@dataclass(frozen=True)
class Waiting:
    """How much waits in a queue. ``count`` says “1,000+” for more than that."""

    queue: Queue
    rows: int

    @property
    def count(self) -> str:
        """The number in words for a page."""
        return f"{MOST:,}+" if self.rows > MOST else f"{self.rows:,}"


@dataclass(frozen=True)
class Page:
    """Up to 50 rows of a queue, and the row number after which the next begin."""

    entries: list[Entry]
    after: int | None


def queues_of(queues: Iterable[Queue], groups: Collection[str]) -> list[Queue]:
    """Return those of ``queues`` that the members of ``groups`` see, in their order."""
    return [queue for queue in queues if queue.groups & set(groups)]


def waiting_in(queues: Collection[Queue], person: User) -> list[Waiting]:
    """Return how much waits for ``person`` in each queue, in one statement.

    No count goes beyond a thousand rows, however many there are.
    """
    asked = [_bounded(queue.rows(person)) for queue in queues]
    if not asked:
        return []
    counts = ", ".join(f"(SELECT count(*) FROM ({one}) AS rows)" for one, _ in asked)  # noqa: S608 - each is a queryset's own SQL
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [x for _, values in asked for x in values])
        found = cursor.fetchone()
    return [Waiting(*pair) for pair in zip(queues, found, strict=True)]


def queue_page(queue: Queue, person: User, after: int = 0) -> Page:
    """Return the rows of ``queue`` that follow row number ``after``, at most 50."""
    rows = list(queue.rows(person).filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    shown = rows[:PAGE]
    more = len(rows) > PAGE
    return Page([queue.entry(row) for row in shown], shown[-1].pk if more else None)


def _bounded(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL that finds up to one row more than is counted."""
    try:
        return rows.order_by().values("pk")[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 1 WHERE false", ()
