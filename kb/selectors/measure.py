"""The page of a measure, and the list of all of them."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q

from kb.enums import MeasureKind, State
from kb.models import Finding, Measure
from kb.selectors.hub import Shelf
from kb.selectors.lines import FindingLine, finding_lines


@dataclass(frozen=True)
class MeasurePage:
    """A measure, and the published findings of studies with a figure of it."""

    measure: Measure
    lines: list[FindingLine]


def measure_page(measure: Measure) -> MeasurePage:
    """Return the page of ``measure`` in a constant number of statements."""
    used = Finding.objects.of_studies().filter(estimates__measure=measure).distinct()
    return MeasurePage(measure, finding_lines(used, [measure]))


def all_measures() -> list[Shelf]:
    """Return all measures by kind, each with ``found`` published findings."""
    rows = Measure.objects.annotate(
        found=Count(
            "estimates__finding",
            filter=Q(estimates__finding__state=State.PUBLISHED),
            distinct=True,
        )
    ).order_by("kind", "label")
    return [
        Shelf(MeasureKind(kind).label, list(shelf))
        for kind, shelf in groupby(rows, key=lambda measure: measure.kind)
    ]
