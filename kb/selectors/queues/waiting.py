"""What a reviewer may decide on."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from kb.models import Finding
from kb.selectors.deciding import decidable_by
from kb.selectors.queues.queue import REVIEWER, Entry, Queue


def rows(person: User) -> QuerySet[Finding]:
    """Return the findings in review that ``person`` may decide on."""
    return decidable_by(person).select_related("author")


def entry(finding: Finding) -> Entry:
    """Return a finding to be decided on, and who sent it."""
    first = "A first version" if finding.version == 1 else "A change"
    return Entry(
        f"{finding.headline} ({finding})",
        f"{first} by {finding.author} waits for your decision.",
        reverse("admin:kb_finding_review", args=[finding.pk]),
    )


WAITING = Queue(
    key="waiting",
    title="Waiting for me",
    meaning="In review, and yours to decide: you did not write at it and declared no "
    "interest in its publisher.",
    groups=frozenset({REVIEWER}),
    rows=rows,
    entry=entry,
)
