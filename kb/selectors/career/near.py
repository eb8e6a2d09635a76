"""What stands near a career: the same under other names, and careers beside it."""

from dataclasses import dataclass

from django.db.models import Q

from careers.enums import Basis
from careers.models import Career, CareerAdjacency


@dataclass(frozen=True)
class Neighbour:
    """A career beside this one, why, and what that rests on."""

    career: Career
    reason: str
    basis: str


def near_careers(career: Career) -> list[Career]:
    """Return the careers that meet this one as same or close, itself first.

    Each carries ``match`` and ``path``: how the two meet, in words.
    """
    return list(
        Career.objects.raw(
            "SELECT c.*, m.match, m.path FROM careers_career_matches(%s) AS m"
            " JOIN careers_career AS c ON c.id = m.career_id"
            " WHERE m.match IN ('same', 'close')"
            " ORDER BY c.id <> %s, m.match DESC, c.name",
            [career.pk, career.pk],
        )
    )


def neighbours(career: Career) -> list[Neighbour]:
    """Return the careers beside this one; an edge is read both ways."""
    edges = CareerAdjacency.objects.filter(
        Q(from_career=career) | Q(to_career=career)
    ).select_related("from_career", "to_career")
    near = [
        (edge.to_career if edge.from_career_id == career.pk else edge.from_career, edge)
        for edge in edges
    ]
    return [
        Neighbour(other, edge.reason, Basis(edge.basis).label)
        for other, edge in sorted(near, key=lambda pair: pair[0].name)
    ]
