"""The page of a skill, and its neighbours."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from careers.enums import Basis, Relation
from careers.models import Career, CareerSkill, Skill, SkillAdjacency
from citations.models import Source
from kb.models import EdgeBasis, Estimate, Finding
from kb.selectors.lines import FacetShelf, by_facet, finding_lines
from kb.selectors.pair.statements import Document, statements_on

HIGHEST = 20
"""Occupations of a dataset that the page of a skill shows."""


@dataclass(frozen=True)
class Edge:
    """An edge between this skill and another, read in its own direction."""

    other: Skill
    sentence: tuple[str, str, str]
    reason: str
    basis: str
    career: Career | None
    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class SkillPage:
    """All that the page of a skill shows."""

    skill: Skill
    careers: list[CareerSkill]
    edges: list[Edge]
    facets: list[FacetShelf]
    statements: list[Document]


def skill_page(skill: Skill) -> SkillPage:
    """Return the page of ``skill`` in a constant number of statements."""
    return SkillPage(
        skill,
        pairs_of(skill),
        edges_of(skill),
        by_facet(finding_lines(findings_about(skill), [skill])),
        statements_on(None, skill),
    )


def pairs_of(skill: Skill) -> list[CareerSkill]:
    """Return the careers that list this skill, each with its ``direct`` findings."""
    rows = CareerSkill.objects.raw(
        "SELECT p.*, (SELECT count(*) FROM kb_directness(p.career_id, p.skill_id) d"
        "   WHERE d.place = 1) AS direct"
        " FROM careers_careerskill p JOIN careers_career c ON c.id = p.career_id"
        " WHERE p.skill_id = %s AND c.merged_into_id IS NULL"
        " AND c.withdrawn_reason = '' ORDER BY c.name",
        [skill.pk],
    ).prefetch_related("career")
    return list(rows)


def findings_about(skill: Skill) -> QuerySet[Finding]:
    """Return the published findings that measured this skill, in whatever career.

    A dataset rates it in every occupation: of those the twenty highest, in its newest
    edition.
    """
    measured = Finding.objects.published().filter(subjects__skill=skill)
    studies = measured.filter(Q(release=None) | Q(release__dataset=""))
    rated = measured.exclude(Q(release=None) | Q(release__dataset=""))
    highest = (
        Estimate.objects.filter(
            finding__in=rated.of_newest_editions(), position=0, value__isnull=False
        )
        .order_by("-value", "finding__key")
        .values("finding")[:HIGHEST]
    )
    return Finding.objects.filter(Q(pk__in=studies.values("pk")) | Q(pk__in=highest))


def edges_of(skill: Skill) -> list[Edge]:
    """Return the edges of ``skill`` both ways, by the other's name, with basis."""
    rows = (
        SkillAdjacency.objects.filter(from_skill=skill)
        | SkillAdjacency.objects.filter(to_skill=skill)
    ).select_related("from_skill", "to_skill", "career")
    edges = list(rows)
    behind = bases_of(edges)
    near = [
        (edge, edge.to_skill if edge.from_skill_id == skill.pk else edge.from_skill)
        for edge in edges
    ]
    return [
        Edge(
            other,
            (edge.from_skill.name, Relation(edge.relation).label, edge.to_skill.name),
            edge.reason,
            Basis(edge.basis).value,
            edge.career,
            *behind.get(edge.pk, ([], [])),
        )
        for edge, other in sorted(near, key=lambda pair: pair[1].name)
    ]


def bases_of(
    edges: list[SkillAdjacency],
) -> dict[int, tuple[list[Source], list[Finding]]]:
    """Return the sources and published findings behind each edge, by its number."""
    rows = list(EdgeBasis.objects.filter(skill_edge__in=edges).select_related("source"))
    keys = [row.finding_key for row in rows if row.finding_key]
    published = {
        finding.key: finding
        for finding in Finding.objects.published().filter(key__in=keys)
    }
    behind: dict[int, tuple[list[Source], list[Finding]]] = {}
    for row in rows:
        sources, findings = behind.setdefault(row.skill_edge_id or 0, ([], []))
        if row.source:
            sources.append(row.source)
        elif row.finding_key in published:
            findings.append(published[row.finding_key])
    return behind
