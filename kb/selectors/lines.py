"""Findings as lists show them: one line each, with figures and marks."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)

from citations.enums import Interest, Standing
from citations.models import Organization
from kb.enums import LinkKind, State
from kb.models import Estimate, Finding, FindingLink, Measure, Subject
from kb.selectors.figures import Figure, figures
from kb.selectors.pair.findings import marks

STANDING = Func(F("source"), function="citations_standing", output_field=CharField())
MOST = 100
READ = (
    *("key", "state", "headline", "population", "kind", "period_end", "published_at"),
    *("topic__key", "topic__facet__key", "topic__facet__label"),
    *("topic__facet__question", "topic__facet__position"),
    *("source__key", "source__title", "source__version", "release__dataset"),
)
"""What lists and the sections of a career show of a finding: no more is read."""


@dataclass(frozen=True)
class FindingLine:
    """A published finding in a list."""

    finding: Finding
    figures: list[Figure]
    marks: list[str]
    subjects: list[str]


@dataclass(frozen=True)
class FacetShelf:
    """The findings of a list that answer one facet."""

    label: str
    question: str
    lines: list[FindingLine]


def by_facet(lines: Iterable[FindingLine]) -> list[FacetShelf]:
    """Return the lines by the facet they answer, those that answer none last."""

    def place(line: FindingLine) -> tuple[bool, int]:
        facet = line.finding.topic.facet
        return facet is None, facet.position if facet else 0

    shelves = []
    for _, shelf in groupby(sorted(lines, key=place), key=place):
        rows = list(shelf)
        facet = rows[0].finding.topic.facet
        label = facet.label if facet else "On no question of a page"
        shelves.append(FacetShelf(label, facet.question if facet else "", rows))
    return shelves


def finding_lines(
    findings: QuerySet[Finding], about: Collection[Model] = ()
) -> list[FindingLine]:
    """Return published ``findings`` as lines, in a constant number of statements.

    Figures and subjects of what the list is ``about`` come first in each line: careers,
    skills or measures. At most ``MOST`` of them: whoever wants all asks the API.
    """
    order = ("topic__facet__position", "key")
    held = Finding.objects.published().filter(pk__in=findings.order_by().values("pk"))
    first: QuerySet[Finding] = Finding.objects.filter(
        pk__in=held.order_by(*order).values("pk")[:MOST]
    )
    rows = list(
        first.select_related("source", "topic__facet", "release")
        .only(*READ)
        .prefetch_related(Prefetch("subjects", Subject.objects.named()))
        .order_by(*order)
        .annotate(conflicting=Exists(conflicts()), vendor=sold(), standing=STANDING)
    )
    named = {one.pk: str(one) for row in rows for one in row.subjects.all()}
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures(Estimate.objects.filter(finding__in=rows), named):
        found[figure["finding_id"]].append(figure)
    return [line(row, found[row.pk], about) for row in rows]


def line(
    finding: Any,  # noqa: ANN401 - with what finding_lines reads beside it
    figures: list[Figure],
    about: Collection[Model],
) -> FindingLine:
    """Return one line: ``finding`` as ``finding_lines`` reads it, with its figures."""
    subjects = sorted(
        finding.subjects.all(), key=lambda subject: not is_about(subject, about)
    )
    shown = {
        "estimates": figures,
        "links": [{"kind": LinkKind.CONFLICTS}] if finding.conflicting else [],
        "vendor": finding.vendor,
        "kind": finding.kind,
        "close_match": False,
        "corrected": finding.standing == Standing.CORRECTED,
    }
    return FindingLine(
        finding,
        nearest_first(figures, subjects, about),
        marks(shown),
        [str(subject) for subject in subjects],
    )


def nearest_first(
    figures: Iterable[Figure], subjects: Iterable[Subject], about: Collection[Model]
) -> list[Figure]:
    """Return the figures of a finding, those of what it is read for first."""
    near = {row.pk for row in subjects if is_about(row, about)}
    read = {row.pk for row in about if isinstance(row, Measure)}
    return sorted(
        figures,
        key=lambda figure: (
            figure["subject_id"] not in near and figure["measure_id"] not in read
        ),
    )


def is_about(subject: Subject, about: Collection[Model]) -> bool:
    """Whether a skill, or a career as a whole, is what a list is about."""
    return (subject.skill or subject.career) in about


def conflicts() -> QuerySet[FindingLink]:
    """Return the conflicts between an outer finding and a published one, both ways."""
    # Asked of each link, not of a list of all that is published: there are few links
    # and, with datasets, a great many findings.
    other = Exists(Finding.objects.published().filter(key=OuterRef("to_key")))
    return FindingLink.objects.filter(
        (Q(finding=OuterRef("pk")) & other)
        | Q(to_key=OuterRef("key"), finding__state=State.PUBLISHED),
        kind=LinkKind.CONFLICTS,
    )


def sold() -> Exists:
    """Return whether somebody behind an outer finding's source sells its subject."""
    sellers = Organization.objects.filter(
        roles__source=OuterRef("source"), interest=Interest.VENDOR
    )
    return Exists(sellers)
