"""What was published long ago and looked at by nobody since."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from citations.models import Reading
from kb.enums import State
from kb.models import Finding
from kb.selectors.queues.queue import EDITOR, REVIEWER, Entry, Queue


def rows(_person: User) -> QuerySet[Finding]:
    """Return the findings whose review is due.

    Published longer ago than ``REVIEW_AFTER_DAYS``, no place of theirs was read again
    since, and no newer version is in work. What a dataset brought is looked at again
    with its next edition.
    """
    horizon = timezone.now() - timedelta(days=settings.REVIEW_AFTER_DAYS)
    looks = Reading.objects.filter(
        citation__findings__finding=OuterRef("pk"), recorded_at__gte=horizon
    )
    newer = Finding.objects.filter(
        key=OuterRef("key"), state__in=[State.DRAFT, State.IN_REVIEW]
    )
    return Finding.objects.of_studies().filter(
        ~Exists(looks),
        ~Exists(newer),
        state=State.PUBLISHED,
        published_at__lt=horizon,
    )


def entry(finding: Finding) -> Entry:
    """Return a finding, and since when nobody has looked at it."""
    return Entry(
        f"{finding.headline} ({finding})",
        f"Published on {finding.published_at:%Y-%m-%d}; no place it rests on was read "
        "again since. Read one again, or write a new version.",
        reverse("admin:kb_finding_change", args=[finding.pk]),
    )


DUE = Queue(
    key="review-due",
    title="Review due",
    meaning="Published long ago, and nobody has read its places since.",
    groups=frozenset({EDITOR, REVIEWER}),
    rows=rows,
    entry=entry,
)
