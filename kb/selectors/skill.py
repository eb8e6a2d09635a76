"""The page of a skill, and its neighbours."""

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from careers.enums import Basis, Relation
from careers.models import Career, CareerSkill, Skill, SkillAdjacency
from citations.models import Source
from kb.models import EdgeBasis, Finding
from kb.selectors.lines import FacetShelf, by_facet, finding_lines
from kb.selectors.pair.statements import Document, statements_on

HIGHEST = 20
"""Occupations of a dataset that the page of a skill shows."""
MEASURED = """
WITH measured AS (
  SELECT f.id, f.key, f.release_id, coalesce(r.dataset, '') AS dataset
  FROM kb_subject s JOIN kb_finding f ON f.id = s.finding_id AND f.state = 'published'
  LEFT JOIN kb_release r ON r.id = f.release_id WHERE s.skill_id = %s
)
SELECT id FROM measured WHERE dataset = ''
UNION ALL (
  SELECT m.id FROM measured m
  JOIN kb_estimate e ON e.finding_id = m.id AND e.position = 0 AND e.value IS NOT NULL
  WHERE m.dataset <> '' AND NOT EXISTS (
    SELECT 1 FROM kb_newer_editions() w JOIN kb_finding again
      ON again.key = w.pack || substr(m.key, length(w.old) + 1)
     AND again.state = 'published'
    WHERE w.release_id = m.release_id)
  ORDER BY e.value DESC, m.key LIMIT %s)
"""


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
    measured = RawSQL(MEASURED, (skill.pk, HIGHEST))  # noqa: S611
    return Finding.objects.filter(pk__in=measured)


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
