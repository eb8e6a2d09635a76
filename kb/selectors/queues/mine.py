"""What an editor began and nobody has decided on yet."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from kb.enums import State
from kb.models import Finding
from kb.selectors.queues.queue import CONTRIBUTOR, EDITOR, Entry, Queue

REASONS = {
    State.DRAFT: "A draft of yours: submit it when nothing is missing.",
    State.IN_REVIEW: "You sent it to review: another person decides on it.",
}


def rows(person: User) -> QuerySet[Finding]:
    """Return the drafts of ``person`` and what waits for a reviewer.

    What a dataset brought is decided on with its release.
    """
    return Finding.objects.of_studies().filter(
        author_id=person.pk, state__in=list(REASONS)
    )


def entry(finding: Finding) -> Entry:
    """Return a finding of one's own, and where it is."""
    return Entry(
        f"{finding.headline} ({finding})",
        REASONS[State(finding.state)],
        reverse("admin:kb_finding_change", args=[finding.pk]),
    )


MINE = Queue(
    key="mine",
    title="Mine",
    meaning="Your drafts, and what you sent to review and nobody has decided on.",
    groups=frozenset({CONTRIBUTOR, EDITOR}),
    rows=rows,
    entry=entry,
)
