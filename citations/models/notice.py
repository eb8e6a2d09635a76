"""What happened to a source after it appeared."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q

from citations.enums import NoticeKind, NoticeOrigin, Precision
from citations.models.source import Source

WRITTEN = {
    Precision.DAY: "%Y-%m-%d",
    Precision.MONTH: "%Y-%m",
    Precision.YEAR: "%Y",
    Precision.NONE: "",
}


class SourceNoticeQuerySet(models.QuerySet["SourceNotice"]):
    """Named reads of notices."""

    def newest_first(self) -> Self:
        """Notices by the date they were issued, newest first."""
        return self.order_by("-issued_on", "-id")

    def with_force(self) -> Self:
        """Add ``holds``: whether the notice counts, or was struck out as an error."""
        return self.annotate(
            holds=Func(
                F("pk"),
                function="citations_notice_holds",
                output_field=models.BooleanField(),
            )
        )


@pghistory.track()
class SourceNotice(models.Model):
    """A retraction, correction, concern or reinstatement. Never changed or deleted.

    One that was recorded by mistake is struck out by another, of the kind ``error``,
    that names it; an ``error`` can itself be struck out: then the first holds again.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=14, choices=NoticeKind.choices)
    issued_on = models.DateField(
        help_text="The date the notice itself gives; not in the future."
    )
    precision = models.CharField(
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text="How much of this date the notice gives.",
    )
    doi = models.CharField(
        max_length=200, blank=True, default="", help_text="DOI of the notice, if any."
    )
    url = models.URLField(max_length=400, blank=True, default="")
    reason = models.TextField(help_text="What the notice says, in our own words.")
    revokes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="struck_by",
        help_text="The notice that an “error” strikes out.",
    )
    origin = models.CharField(
        max_length=16,
        choices=NoticeOrigin.choices,
        default=NoticeOrigin.EDITOR,
        help_text="Who told us of it.",
    )
    record_id = models.CharField(
        max_length=40,
        blank=True,
        default="",
        help_text="Number of its record where it was told.",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SourceNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["source", "issued_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "issued_on", "doi", "revokes"],
                nulls_distinct=False,
                name="sourcenotice_once",
                violation_error_message="This notice stands here already.",
            ),
            models.UniqueConstraint(
                fields=["source", "origin", "record_id", "kind"],
                condition=~Q(record_id=""),
                name="sourcenotice_record_once",
                violation_error_message="This record was taken over already.",
            ),
            models.CheckConstraint(
                name="sourcenotice_kind_is_known",
                condition=Q(kind__in=NoticeKind.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="sourcenotice_origin_is_known",
                condition=Q(origin__in=NoticeOrigin.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="sourcenotice_precision_is_known",
                condition=Q(precision__in=Precision.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="sourcenotice_error_names_its_notice",
                condition=Q(kind=NoticeKind.ERROR, revokes__isnull=False)
                | (~Q(kind=NoticeKind.ERROR) & Q(revokes=None)),
                violation_error_message=(
                    "An error names the notice that it strikes out, and nothing else "
                    "does."
                ),
                violation_error_code="error-strikes-out-a-notice",
            ),
            models.CheckConstraint(
                name="sourcenotice_has_a_reason",
                condition=~Q(reason__regex=r"^\s*$"),
                violation_error_message="Say what the notice says.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        dated = self.dated or "of no date"
        return f"{self.get_kind_display()} of {self.source}, {dated}"

    @property
    def dated(self) -> str:
        """The date as the notice gives it, YYYY-MM-DD or less; "" if it gives none."""
        return self.issued_on.strftime(WRITTEN[Precision(self.precision)])
