"""All of one finding, in whatever state: what a reviewer reads before deciding."""

from dataclasses import dataclass

from citations.models import Citation, Flag
from kb.formats import number_words
from kb.models import Bearing, Estimate, Finding, FindingLink, Review, Subject
from kb.selectors.figures import Figure, figures
from kb.selectors.publication import finding_digest
from kb.selectors.quotes import Passage, QuotedFigure, passages, quoted_figures


@dataclass(frozen=True)
class FindingWhole:
    """A finding with its parts, its decisions and its versions.

    ``digest`` is that of a content no newer than the one here: a decision that names it
    is refused if anything changed meanwhile. ``worded`` are the number words of its
    sentences, at which a person should look.
    """

    finding: Finding
    digest: str
    subjects: list[Subject]
    estimates: list[Estimate]
    figures: list[Figure]
    citations: list[Citation]
    passages: dict[int, Passage]
    quoted: list[QuotedFigure]
    bearings: list[Bearing]
    links: list[FindingLink]
    reviews: list[Review]
    flags: list[Flag]
    versions: list[Finding]
    worded: list[str]


def finding_whole(finding: Finding) -> FindingWhole:
    """Return all of ``finding``, in a constant number of statements."""
    digest = finding_digest(finding)
    subjects = list(finding.subjects.select_related("career", "skill", "task"))
    citations = list(
        Citation.objects.filter(findings__finding=finding)
        .with_source()
        .order_by("findings__position")
    )
    return FindingWhole(
        finding,
        digest,
        subjects,
        list(finding.estimates.select_related("measure", "subject")),
        figures(finding.estimates.all(), {row.pk: str(row) for row in subjects}),
        citations,
        passages(citations),
        quoted_figures(finding),
        list(finding.bearings.select_related("career", "skill")),
        list(finding.links.all()),
        list(finding.reviews.select_related("reviewer", "release")),
        list(Flag.objects.filter(citation__findings__finding=finding).with_people()),
        list(Finding.objects.filter(key=finding.key).order_by("-version")),
        number_words(f"{finding.headline} {finding.statement}"),
    )
