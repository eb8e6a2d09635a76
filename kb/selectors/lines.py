"""Findings as lists show them: one line each, with figures and marks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
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
from kb.models import Estimate, Finding, FindingLink, Subject
from kb.selectors.pair.figure import figure_text
from kb.selectors.pair.findings import marks

Figure = dict[str, Any]
COPIED = (
    "label",
    "category",
    "missing",
    "interval",
    "n",
    "n_approx",
    "n_unit",
    "base",
    "currency",
    "area",
    "qualifier",
    "comparison",
    "confirmation",
)
STANDING = Func(F("source"), function="citations_standing", output_field=CharField())
MOST = 100
DECIMAL = ("value", "low", "high", "ci_level", "se", "rse", "quantile")


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
    rows = (
        first.select_related("source", "topic__facet", "release")
        .prefetch_related(
            Prefetch(
                "estimates",
                Estimate.objects.select_related("measure", "recomputation"),
            ),
            Prefetch(
                "subjects", Subject.objects.select_related("career", "skill", "task")
            ),
        )
        .order_by(*order)
        .annotate(conflicting=Exists(conflicts()), vendor=sold(), standing=STANDING)
    )
    return [
        FindingLine(
            row,
            figures_of(row, about),
            marks(
                {
                    "estimates": [
                        {"confirmation": estimate.confirmation}
                        for estimate in row.estimates.all()
                    ],
                    "links": [{"kind": LinkKind.CONFLICTS}] if row.conflicting else [],
                    "vendor": row.vendor,
                    "kind": row.kind,
                    "close_match": False,
                    "corrected": row.standing == Standing.CORRECTED,
                }
            ),
            [
                str(subject)
                for subject in sorted(
                    row.subjects.all(), key=lambda subject: not is_about(subject, about)
                )
            ],
        )
        for row in rows
    ]


def figures_of(finding: Finding, about: Collection[Model]) -> list[Figure]:
    """Return the figures of ``finding``, each with the ``subject`` it is about."""
    subjects = {row.pk: str(row) for row in finding.subjects.all()}
    return [
        figure(estimate)
        | {
            "subject": subjects.get(estimate.subject_id or 0),
            "recomputed": recomputed(estimate),
        }
        for estimate in nearest_first(finding, about)
    ]


def recomputed(estimate: Estimate) -> str:
    """Return in words what came of computing a figure again; empty if nobody did."""
    again = getattr(estimate, "recomputation", None)
    if again is None:
        return ""
    rows = f"from {again.inputs} row{'' if again.inputs == 1 else 's'}"
    if again.matches:
        return f"recomputed {rows}: matches"
    score, off = plain(again.value), plain(abs(again.difference))
    return f"recomputed {rows}: {score}, which differs by {off}"


def nearest_first(finding: Finding, about: Collection[Model]) -> list[Estimate]:
    """Return the estimates of ``finding``, those of what it is read for first."""
    near = {row.pk for row in finding.subjects.all() if is_about(row, about)}
    return sorted(
        finding.estimates.all(),
        key=lambda row: row.subject_id not in near and row.measure not in about,
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


def figure(estimate: Estimate) -> Figure:
    """Return an estimate in the shape of the pair document, with its text."""
    measure = estimate.measure
    shown: Figure = {
        "measure": measure.key,
        "measure_label": measure.label,
        "definition": measure.definition,
        "towards": measure.direction,
        "kind": measure.kind,
        "unit": measure.unit,
        "scale_low": plain(measure.scale_low),
        "scale_high": plain(measure.scale_high),
        "year": estimate.price_year,
        "period": {"start": estimate.period_start, "end": estimate.period_end},
        **{name: getattr(estimate, name) for name in COPIED},
        **{name: plain(getattr(estimate, name)) for name in DECIMAL},
    }
    return shown | {"text": figure_text(shown)}


def plain(number: Decimal | None) -> str | None:
    """Return a decimal without the zeros that storage adds, never as an exponent."""
    return None if number is None else format(number.normalize(), "f")
