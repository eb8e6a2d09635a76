"""What happened to a source after it appeared."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from citations.enums import NoticeKind
from citations.models.source import Source


class SourceNoticeQuerySet(models.QuerySet["SourceNotice"]):
    """Named reads of notices."""

    def newest_first(self) -> Self:
        """Notices by the date they were issued, newest first."""
        return self.order_by("-issued_on", "-id")


@pghistory.track()
class SourceNotice(models.Model):
    """A retraction, correction, concern or reinstatement. Never changed or deleted."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=14, choices=NoticeKind.choices)
    issued_on = models.DateField(help_text="The date the notice itself gives.")
    doi = models.CharField(
        max_length=200, blank=True, default="", help_text="DOI of the notice, if any."
    )
    url = models.URLField(max_length=400, blank=True, default="")
    reason = models.TextField(help_text="What the notice says, in our own words.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SourceNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["source", "issued_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "issued_on", "doi"], name="sourcenotice_once"
            ),
            models.CheckConstraint(
                name="sourcenotice_kind_is_known",
                condition=Q(kind__in=NoticeKind.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="sourcenotice_has_a_reason",
                condition=~Q(reason__regex=r"^\s*$"),
                violation_error_message="Say what the notice says.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.source}, {self.issued_on}"
