"""What a reviewer gave back."""

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from kb.enums import Decision, State
from kb.models import Finding, FindingEditor, Review
from kb.selectors.queues.queue import CONTRIBUTOR, EDITOR, Entry, Queue


def rows(person: User) -> QuerySet[Finding]:
    """Return the drafts that ``person`` wrote at and whose last review asked for more.

    What its author took back before a decision has no such review; what a dataset
    brought comes again with its next load.
    """
    reviews = Review.objects.filter(finding=OuterRef("pk")).order_by("-decided_at")
    drafts = Finding.objects.of_studies().filter(state=State.DRAFT)
    theirs = drafts.filter(author_id=person.pk).values("pk")
    touched = FindingEditor.objects.filter(
        person_id=person.pk, finding__state=State.DRAFT
    )
    return (
        drafts.filter(pk__in=theirs.union(touched.values("finding")))
        .annotate(decided=Subquery(reviews.values("decision")[:1]))
        .filter(decided=Decision.CHANGES)
        .annotate(asked=Subquery(reviews.values("note")[:1]))
    )


def entry(finding: Finding) -> Entry:
    """Return a draft, and what the reviewer asked for."""
    return Entry(
        f"{finding.headline} ({finding})",
        f"The reviewer asks: {getattr(finding, 'asked', '')}",
        reverse("admin:kb_finding_change", args=[finding.pk]),
    )


CHANGES = Queue(
    key="changes-asked",
    title="Changes asked",
    meaning="Drafts you wrote at that a reviewer gave back with a reason.",
    groups=frozenset({CONTRIBUTOR, EDITOR}),
    rows=rows,
    entry=entry,
)
