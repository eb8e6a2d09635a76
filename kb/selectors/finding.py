"""The page of a finding: all its figures, places, readings and versions."""

from dataclasses import dataclass

from django.db.models import QuerySet

from citations.models import Citation
from kb.enums import State
from kb.models import Bearing, Finding, FindingLink, Measure, Review, Subject
from kb.selectors.figures import Figure
from kb.selectors.lines import finding_lines

SEEN = [State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN]
"""States of versions that readers have seen; drafts and refusals are never told."""


@dataclass(frozen=True)
class Related:
    """Another published finding, how this one stands to it, and why."""

    kind: str
    other: Finding
    note: str


@dataclass(frozen=True)
class FindingPage:
    """All that the page of a finding shows."""

    finding: Finding
    subjects: list[Subject]
    figures: list[Figure]
    measures: list[Measure]
    marks: list[str]
    bearings: list[Bearing]
    citations: list[Citation]
    related: list[Related]
    versions: list[Finding]
    reviews: list[Review]


def finding_page(finding: Finding) -> FindingPage:
    """Return the page of a published ``finding`` in a constant number of statements."""
    line = finding_lines(Finding.objects.filter(pk=finding.pk))[0]
    return FindingPage(
        finding,
        list(finding.subjects.select_related("career", "skill", "task")),
        line.figures,
        measures_of(line.figures),
        line.marks,
        list(finding.bearings.select_related("career", "skill")),
        list(
            Citation.objects.filter(findings__finding=finding)
            .with_source()
            .order_by("findings__position")
        ),
        related(finding),
        list(versions_of(finding)),
        list(finding.reviews.select_related("release").order_by("decided_at")),
    )


def measures_of(shown: list[Figure]) -> list[Measure]:
    """Return the measures of figures in the order in which they are met."""
    found = Measure.objects.in_bulk({row["measure_id"] for row in shown})
    return [
        found[number] for number in dict.fromkeys(row["measure_id"] for row in shown)
    ]


def versions_of(finding: Finding) -> QuerySet[Finding]:
    """Return the versions of this finding that readers have seen, newest first."""
    return Finding.objects.filter(key=finding.key, state__in=SEEN).order_by("-version")


def related(finding: Finding) -> list[Related]:
    """Return the published findings that this one links to, or that link to it."""
    links = FindingLink.objects.filter(finding=finding) | FindingLink.objects.filter(
        to_key=finding.key, finding__state=State.PUBLISHED
    )
    rows = list(links.select_related("finding"))
    keys = {link.to_key for link in rows} - {finding.key}
    published = {
        other.key: other for other in Finding.objects.published().filter(key__in=keys)
    }
    seen: dict[tuple[str, str], Related] = {}
    for link in rows:
        other = (
            link.finding
            if link.finding_id != finding.pk
            else published.get(link.to_key)
        )
        if other is not None:
            seen.setdefault(
                (link.kind, other.key), Related(link.kind, other, link.note)
            )
    return sorted(seen.values(), key=lambda near: (near.kind, near.other.key))
