"""The text of a source as it was retrieved, kept so that quotes can be checked."""

from bisect import bisect_right
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from citations.enums import MediaType
from citations.models.source import Source


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Named reads of snapshots. None of them is public: the text is somebody's work."""

    def current(self) -> Self:
        """Keep those that may be quoted from."""
        return self.filter(withdrawn_reason="")

    def newest_first(self) -> Self:
        """Return the snapshots, the one retrieved last first."""
        return self.order_by("-retrieved_at", "-id")

    def without_text(self) -> Self:
        """Return the snapshots for a list: their texts stay where they are."""
        return self.defer("text", "pages")


# The text never changes, so that a history of it would only store it twice.
@pghistory.track(exclude=["text", "pages"])
class Snapshot(models.Model):
    """A source as it was retrieved: its text, and the hash of what was received.

    The text is NFC with every run of white space folded to one space, and nothing else
    is done to it. The received bytes are not kept (docs/adr/0013). Nothing of a
    snapshot ever changes, but that it may be withdrawn while nothing is quoted from it.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="snapshots"
    )
    retrieved_at = models.DateTimeField(help_text="When it was retrieved, in UTC.")
    retrieved_from = models.CharField(
        max_length=500, help_text="Web address or file it was retrieved from."
    )
    media_type = models.CharField(max_length=20, choices=MediaType.choices)
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the bytes that were received."
    )
    size = models.PositiveIntegerField(help_text="How many bytes were received.")
    text = models.TextField(help_text="What can be quoted.")
    text_digest = models.CharField(
        max_length=64, help_text="SHA-256 of the text, in UTF-8."
    )
    pages = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        blank=True,
        help_text="Where in the text each page begins, for what has pages.",
    )
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    attached_at = models.DateTimeField(auto_now_add=True)
    withdrawn_reason = models.TextField(
        blank=True,
        default="",
        help_text="Why nothing may be quoted from it. Said once, while nothing is.",
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["source", "-retrieved_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["id", "source"], name="snapshot_of_source"),
            models.CheckConstraint(
                name="snapshot_media_type_is_known",
                condition=Q(media_type__in=MediaType.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="snapshot_digest_is_a_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_code="snapshot-is-as-received",
            ),
            models.CheckConstraint(
                name="snapshot_says_whence",
                condition=~Q(retrieved_from__regex=r"^\s*$"),
                violation_error_message="Say from where it was retrieved.",
                violation_error_code="snapshot-is-as-received",
            ),
            models.CheckConstraint(
                name="snapshot_has_text",
                condition=~Q(text__regex=r"^\s*$"),
                violation_error_message="A snapshot without text proves nothing.",
                violation_error_code="snapshot-is-as-received",
            ),
            models.CheckConstraint(
                name="snapshot_withdrawn_says_why",
                condition=Q(withdrawn_reason="") | ~Q(withdrawn_reason__regex=r"^\s*$"),
                violation_error_message="Say why it is withdrawn.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        kind = MediaType(self.media_type).label
        return f"{self.source}, {kind} of {self.retrieved_at:%Y-%m-%d %H:%M}"

    def page_of(self, position: int) -> int | None:
        """Return the page on which a position of the text is, counted from 1."""
        return bisect_right(self.pages, position) or None if self.pages else None
