"""Findings and their parts, the vocabulary they need, releases and reviews."""

from decimal import Decimal
from typing import Any

from kb.models import (
    Bearing,
    DeclaredInterest,
    EdgeBasis,
    Estimate,
    Facet,
    Finding,
    FindingCitation,
    FindingEditor,
    FindingLink,
    Measure,
    Release,
    Review,
    Subject,
    Topic,
)
from kb.selectors import finding_digest
from tests.make.identities import career, pair
from tests.make.maker import Maker, numbered
from tests.make.people import editor, reviewer
from tests.make.sources import citation, organization, source

facet = Maker(
    Facet,
    key=numbered("facet"),
    label="Importance",
    question="How much does the work depend on the skill?",
    position=lambda: Facet.objects.count() + 1,
)
topic = Maker(
    Topic,
    key=numbered("topic"),
    label="Time on a task",
    reason="It answers no sub-question by itself.",
)
measure = Maker(
    Measure,
    key=numbered("measure"),
    label="Change of the time on a task",
    unit="percent",
    kind="percent_change",
    direction="lower",
    definition="Mean time with the tool over mean time without it, less one.",
)
release = Maker(
    Release,
    pack=numbered("pack"),
    number=1,
    title="A pack",
    author=editor,
    licence="CC BY 4.0",
    attribution="By the people who made it.",
)
finding = Maker(
    Finding,
    key=numbered("finding"),
    source=source,
    topic=topic,
    kind="observed",
    design="rct",
    direction="supports",
    headline="The tool saves time",
    statement="People with the tool needed less time.",
    population="professionals who write for a living",
    places=list,
    limitations=list,
    author=editor,
)
subject = Maker(Subject, finding=finding, group=numbered("all jobs"))
bearing = Maker(
    Bearing, finding=finding, career=career, reason="The work is of the same kind."
)
estimate = Maker(
    Estimate,
    finding=finding,
    measure=measure,
    label="Change of the time on a task",
    value=Decimal(-40),
    confirmation="primary",
)
finding_citation = Maker(FindingCitation, finding=finding, citation=citation)


def somebodys_key() -> str:
    """Return the key of a finding that is here."""
    return finding().key


finding_link = Maker(
    FindingLink,
    finding=finding,
    to_key=somebodys_key,
    kind="conflicts",
    note="It found the contrary among beginners.",
)
edge_basis = Maker(EdgeBasis, pair=pair, finding_key=somebodys_key)


class ReviewMaker(Maker[Review]):
    """Names the content that stands there, as whoever read it would."""

    def unsaved(self, **fields: Any) -> Review:
        """Return a decision on a finding in review, by another person."""
        made = super().unsaved(**fields)
        made.digest = made.digest or finding_digest(made.finding)
        return made


review = ReviewMaker(
    Review,
    finding=lambda: finding(state="in_review"),
    reviewer=reviewer,
    decision="approve",
)
finding_editor = Maker(FindingEditor, finding=finding, person=reviewer)
declared_interest = Maker(
    DeclaredInterest,
    person=reviewer,
    organization=organization,
    note="Works there.",
)
