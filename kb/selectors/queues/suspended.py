"""What was taken from readers until somebody has looked into it."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from kb.enums import State
from kb.models import Finding
from kb.selectors.queues.queue import EDITOR, REVIEWER, Entry, Queue


def rows(_person: User) -> QuerySet[Finding]:
    """Return every suspended finding."""
    return Finding.objects.filter(state=State.SUSPENDED)


def entry(finding: Finding) -> Entry:
    """Return a suspended finding, and why it is."""
    return Entry(
        f"{finding.headline} ({finding})",
        finding.state_reason,
        reverse("admin:kb_finding_change", args=[finding.pk]),
    )


SUSPENDED = Queue(
    key="suspended",
    title="Suspended",
    meaning="Readers see the reason instead of the figures: write a new version, "
    "give it back, or withdraw it.",
    groups=frozenset({EDITOR, REVIEWER}),
    rows=rows,
    entry=entry,
)
