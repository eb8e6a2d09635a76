"""The page of a career, and the table of its skills."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from careers.enums import Basis, Role
from careers.models import Career, CareerAdjacency, CareerSkill
from kb.models import Finding
from kb.selectors.lines import FacetShelf, by_facet, finding_lines
from kb.selectors.pair.statements import Document, statements_on


@dataclass(frozen=True)
class Neighbour:
    """A career beside this one, why, and what that rests on."""

    career: Career
    reason: str
    basis: str


@dataclass(frozen=True)
class RoleShelf:
    """The skills with one role in a career."""

    role: str
    pairs: list[CareerSkill]


@dataclass(frozen=True)
class CareerPage:
    """All that the page of a career shows."""

    career: Career
    skills: list[RoleShelf]
    facets: list[FacetShelf]
    statements: list[Document]
    neighbours: list[Neighbour]
    matches: list[Career]


def career_page(career: Career) -> CareerPage:
    """Return the page of ``career`` in a constant number of statements."""
    matches = near_careers(career)
    pairs = CareerSkill.objects.filter(career=career).by_role()
    return CareerPage(
        career,
        [
            RoleShelf(Role(role).label, list(shelf))
            for role, shelf in groupby(pairs, key=lambda pair: pair.role)
        ],
        by_facet(finding_lines(findings_about(matches), matches)),
        statements_on(career, None),
        neighbours(career),
        [match for match in matches if match.pk != career.pk],
    )


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


def findings_about(careers: list[Career]) -> QuerySet[Finding]:
    """Return the published findings about these careers as a whole: no skill named."""
    return (
        Finding.objects.published()
        .filter(subjects__career__in=careers, subjects__skill=None)
        .distinct()
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
