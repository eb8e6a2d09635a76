"""The page of a source: its record, its standing, and what rests on it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from careers.models import Career, Skill
from citations.formats import apa
from citations.models import (
    Citation,
    RecordSighting,
    Source,
    SourceNotice,
    SourceOrganization,
    SourceRelation,
)
from kb.enums import State
from kb.models import Finding
from kb.selectors.lines import FindingLine, finding_lines
from kb.selectors.pair.rows import Row, rows

CHAIN = """
SELECT s.key, s.title, s.primary, c.depth, c.relation, c.note
FROM citations_chain(%(source)s) c JOIN citations_source s ON s.id = c.source_id
WHERE c.depth > 0 ORDER BY c.depth, s.title
"""


@dataclass(frozen=True)
class Shown:
    """A page on which findings of this source show, and how many do."""

    name: str
    career: Career | None
    skill: Skill | None
    findings: int


@dataclass(frozen=True)
class SourcePage:
    """All that the page of a source shows."""

    source: Source
    reference: str
    record: list[tuple[str, str]]
    roles: list[SourceOrganization]
    notices: list[SourceNotice]
    onward: list[SourceRelation]
    backward: list[SourceRelation]
    chain: list[Row]
    sightings: list[RecordSighting]
    quotes: list[Citation]
    lines: list[FindingLine]
    shown: list[Shown]


def source_page(source: Source) -> SourcePage:
    """Return the page of ``source`` in a constant number of statements."""
    lines = finding_lines(findings_on(source))
    return SourcePage(
        Source.objects.with_standing().with_interest().with_link().get(pk=source.pk),
        apa(source.csl()),
        record_of(source),
        list(source.roles.select_related("organization")),
        list(source.notices.select_related("revokes").with_force().newest_first()),
        relations(source, "from_source", "to_source"),
        relations(source, "to_source", "from_source"),
        chain_of(source),
        list(source.sightings.all()),
        quotes_from(source),
        lines,
        pages_showing(lines),
    )


def record_of(source: Source) -> list[tuple[str, str]]:
    """Return the bibliographic record as names and values, without empty fields."""
    fields = {
        "Type": source.get_csl_type_display(),
        "In": source.container_title,
        "Volume": source.volume,
        "Issue": source.issue,
        "Pages": source.page,
        "Number": source.number,
        "Edition": source.edition,
        "Version": source.version,
        "Publisher": source.publisher,
        "DOI": source.doi and f"https://doi.org/{source.doi}",
        "ISBN": source.isbn,
        "arXiv": source.arxiv and f"https://arxiv.org/abs/{arxiv_id(source)}",
        "PMID": source.pmid,
        "Address": "" if source.doi and source.doi in source.url else source.url,
        "Licence": source.licence,
    }
    return [(name, value) for name, value in fields.items() if value]


def arxiv_id(source: Source) -> str:
    """Return the arXiv id, with its version where one is known."""
    return (
        f"{source.arxiv}v{source.arxiv_version}"
        if source.arxiv_version
        else (source.arxiv)
    )


def findings_on(source: Source) -> QuerySet[Finding]:
    """Return the published findings of studies that cite a place in this source."""
    return (
        Finding.objects.published()
        .of_studies()
        .filter(citations__citation__source=source)
        .distinct()
    )


def quotes_from(source: Source) -> list[Citation]:
    """Return the places that published findings quote from this source."""
    resting = Finding.objects.published().filter(citations__citation=OuterRef("pk"))
    return list(
        Citation.objects.filter(Exists(resting), source=source)
        .exclude(quote="")
        .select_related("source")
    )


def relations(source: Source, this: str, other: str) -> list[SourceRelation]:
    """Return the relations with ``source`` on one side, the other side loaded.

    Each carries ``found``: how many published findings cite the other source.
    """
    return list(
        SourceRelation.objects.filter(**{this: source})
        .select_related(other)
        .annotate(
            found=Count(
                f"{other}__citations__findings__finding",
                filter=Q(
                    **{f"{other}__citations__findings__finding__state": State.PUBLISHED}
                ),
                distinct=True,
            )
        )
        .order_by("kind", f"{other}__title")
    )


def chain_of(source: Source) -> list[Row]:
    """Return the way from ``source`` down to what it took its numbers from.

    Each step has key, title, ``primary``, depth, relation and its note in words.
    """
    return rows(CHAIN, {"source": source.pk})


def pages_showing(lines: list[FindingLine]) -> list[Shown]:
    """Return the pages where these findings show as evidence, most findings first.

    A subject with career and skill shows on the page of the pair, one with either on
    the page of that career or skill.
    """
    counted: dict[
        tuple[int | None, int | None], tuple[Career | None, Skill | None]
    ] = {}
    findings: dict[tuple[int | None, int | None], set[int]] = {}
    for line in lines:
        for subject in line.finding.subjects.all():
            if subject.career or subject.skill:
                pair = (subject.career_id, subject.skill_id)
                counted[pair] = (subject.career, subject.skill)
                findings.setdefault(pair, set()).add(line.finding.pk)
    shown = [
        Shown(name_of(career, skill), career, skill, len(findings[pair]))
        for pair, (career, skill) in counted.items()
    ]
    return sorted(shown, key=lambda page: (-page.findings, page.name))


def name_of(career: Career | None, skill: Skill | None) -> str:
    """Return what a link to the page of these two says."""
    return ", ".join(str(named) for named in (skill, career) if named)
