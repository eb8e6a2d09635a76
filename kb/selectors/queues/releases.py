"""Batches that wait for another person as a whole."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from kb.models import Release
from kb.selectors.queues.queue import REVIEWER, Entry, Queue


def rows(person: User) -> QuerySet[Release]:
    """Return the releases in review that somebody else opened."""
    others = Release.objects.in_review().exclude(author_id=person.pk)
    return others.select_related("author")


def entry(release: Release) -> Entry:
    """Return a release, and who opened it."""
    return Entry(
        f"{release.title} ({release})",
        f"Opened by {release.author} on {release.created_at:%Y-%m-%d}; nothing of it "
        "reaches readers before you decide.",
        reverse("admin:kb_release_approve", args=[release.pk]),
    )


RELEASES = Queue(
    key="releases",
    title="Releases in review",
    meaning="Packs and datasets that another person opened: all of one is decided "
    "at once.",
    groups=frozenset({REVIEWER}),
    rows=rows,
    entry=entry,
)
