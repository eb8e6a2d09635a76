"""What happened to what readers see: all of it, or to one page."""

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q, QuerySet

from careers.models import Career, Skill
from kb.enums import Resource, State
from kb.models import Change, Finding, Subject

PAGE = 50
SEEN = [State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN]
HERE = "SELECT kb_era(), kb_settled()"


@dataclass(frozen=True)
class Place:
    """A place in the feed: behind the line ``number`` of ``transaction``, of an era."""

    era: int
    transaction: int
    number: int


@dataclass(frozen=True)
class News:
    """Lines of the feed, where they end, and whether there are more already."""

    changes: list[Change]
    place: Place
    more: bool


class EraError(Exception):
    """The place is of another era: its numbers mean nothing here."""


def place_now(using: str = DEFAULT_DB_ALIAS) -> Place:
    """Return the place behind all that the present transaction sees settled.

    Whoever reads rows in one snapshot of the database and then the feed from here on
    misses nothing, and may be told some of it again.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(HERE)
        era, settled = cursor.fetchone()
    return Place(era, settled - 1, 2**63 - 1)


def changes_after(
    place: Place | None, *, limit: int, resources: list[str] | None = None
) -> News:
    """Return up to ``limit`` changes behind ``place``, in the order of commits.

    Raises ``EraError`` if the database is not the one that gave the place out.
    """
    changes = Change.objects.settled()
    with connections[changes.db].cursor() as cursor:
        cursor.execute("SELECT kb_era()")
        (era,) = cursor.fetchone()
    if place is None:
        place = Place(era, 0, 0)
    elif place.era != era:
        raise EraError
    if resources:
        changes = changes.filter(resource__in=resources)
    found = list(changes.after(place.transaction, place.number)[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    if found:
        place = Place(era, found[-1].transaction, found[-1].pk)
    return News(found, place, more)


def changes_of_career(career: Career) -> QuerySet[Change]:
    """Return what changed about a career, its pairs and what was measured on it."""
    return _about(
        Q(resource=Resource.CAREER, key=career.key)
        | Q(resource=Resource.PAIR, key__startswith=f"{career.key}/"),
        Subject.objects.filter(career=career),
    )


def changes_of_skill(skill: Skill) -> QuerySet[Change]:
    """Return what changed about a skill and what was measured on it."""
    return _about(
        Q(resource=Resource.SKILL, key=skill.key),
        Subject.objects.filter(skill=skill),
    )


def changes_of_pair(career: Career, skill: Skill) -> QuerySet[Change]:
    """Return what changed about a skill in a career, measured on the two together."""
    return _about(
        Q(resource=Resource.PAIR, key=f"{career.key}/{skill.key}"),
        Subject.objects.filter(career=career, skill=skill),
    )


def _about(what: Q, subjects: QuerySet[Subject]) -> QuerySet[Change]:
    """Return the newest changes of a page and of the findings about ``subjects``."""
    findings = Finding.objects.filter(
        state__in=SEEN, pk__in=subjects.values("finding")
    ).values("key")
    about = what | Q(resource=Resource.FINDING, key__in=findings)
    return Change.objects.settled().filter(about).order_by("-transaction", "-id")[:PAGE]


def headlines_of(changes: list[Change]) -> dict[str, str]:
    """Return the headline of each finding among ``changes`` that readers see now."""
    keys = {change.key for change in changes if change.resource == Resource.FINDING}
    published = Finding.objects.published().filter(key__in=keys)
    return dict(published.values_list("key", "headline"))
