"""Imports of bibliographic records: a batch, and a row for all that it brings."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from citations.enums import BatchState, RowDecision, RowStatus, SourceClass
from citations.models.source import Source

OPEN = ("new", "known", "repeated", "incomplete", "faulty")


@pghistory.track()
class ImportBatch(models.Model):
    """What somebody pasted or uploaded at once. It is applied, and undone, as one."""

    label = models.CharField(
        max_length=200, help_text="The name of the file, or what was pasted."
    )
    form = models.CharField(
        max_length=40, help_text="What it was taken for: BibTeX, RIS, CSL-JSON, names."
    )
    state = models.CharField(
        max_length=8, choices=BatchState.choices, default=BatchState.STAGED
    )
    row_count = models.PositiveIntegerField(default=0)
    notes = models.JSONField(
        default=list, blank=True, help_text="What was odd about the whole of it."
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "import"
        constraints = [
            models.CheckConstraint(
                name="importbatch_state_is_known",
                condition=Q(state__in=BatchState.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="importbatch_state_has_its_person",
                condition=(
                    Q(state=BatchState.STAGED)
                    | Q(applied_by__isnull=False, applied_at__isnull=False)
                )
                & (
                    ~Q(state=BatchState.UNDONE)
                    | Q(undone_by__isnull=False, undone_at__isnull=False)
                ),
                violation_error_message="Say who applied it or took it back, and when.",
                violation_error_code="import-says-what-it-does",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.label}"


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Named reads of rows."""

    def waiting(self) -> Self:
        """Rows that a person must mend or decide on: the quarantine, oldest first."""
        return self.filter(status__in=OPEN, decision=RowDecision.WAIT).exclude(
            batch__state=BatchState.UNDONE
        )

    def open(self) -> Self:
        """Rows that are not written yet."""
        return self.filter(status__in=OPEN)

    def ready(self) -> Self:
        """Rows that would be written if their batch were applied now."""
        written = (RowDecision.CREATE, RowDecision.MERGE)
        return self.open().filter(decision__in=written)


@pghistory.track(exclude=["given", "record"])
class ImportRow(models.Model):
    """One thing that was pasted: what it is, what shall happen, and what happened.

    ``fields`` are columns of a source in their stored form, ``extra`` what has none.
    ``choices`` says field by field where a merge shall not do the usual: ``new`` takes
    over a value that differs, ``old`` leaves an empty one empty. ``before`` and
    ``after`` are the columns that were written, for undoing.
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="rows"
    )
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=80, help_text="Where in what was pasted.")
    given = models.TextField(
        blank=True, help_text="What was pasted, as it came. It never changes."
    )
    mended = models.TextField(
        blank=True, default="", help_text="What was typed in its place, if anything."
    )
    status = models.CharField(max_length=10, choices=RowStatus.choices)
    decision = models.CharField(max_length=6, choices=RowDecision.choices)
    reason = models.TextField(help_text="Why it is what it is, in sentences.")
    remarks = models.JSONField(
        default=list, blank=True, help_text="What was odd about it, in sentences."
    )
    record = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=120, blank=True, default="")
    source_class = models.CharField(
        max_length=16, choices=SourceClass.choices, blank=True, default=""
    )
    primary = models.BooleanField(default=False)
    guessed = models.JSONField(
        default=list, blank=True, help_text="Which of key, class and primary are ours."
    )
    choices = models.JSONField(default=dict, blank=True)
    match = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_matches",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_rows",
    )
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "position"]
        verbose_name = "row of an import"
        verbose_name_plural = "rows of imports"
        indexes = [
            models.Index(
                fields=["id"],
                name="importrow_waiting",
                condition=Q(decision="wait"),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="importrow_once"
            ),
            models.CheckConstraint(
                name="importrow_status_is_known",
                condition=Q(status__in=RowStatus.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="importrow_decision_is_known",
                condition=Q(decision__in=RowDecision.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="importrow_class_is_known",
                condition=Q(source_class="") | Q(source_class__in=SourceClass.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="importrow_merges_into_its_match",
                condition=~Q(decision=RowDecision.MERGE) | Q(match__isnull=False),
                violation_error_message="Nothing matches this row: create or skip it.",
                violation_error_code="import-says-what-it-does",
            ),
            models.CheckConstraint(
                name="importrow_stuck_writes_nothing",
                condition=~Q(status__in=["faulty", "incomplete"])
                | Q(decision__in=["skip", "wait"]),
                violation_error_message=(
                    "This row cannot be written as it is: mend it, or skip it."
                ),
                violation_error_code="import-says-what-it-does",
            ),
            models.CheckConstraint(
                name="importrow_written_names_its_source",
                condition=Q(status__in=["done", "undone"], source__isnull=False)
                | (~Q(status__in=["done", "undone"]) & Q(source=None)),
                violation_error_message="A row that was written names its source.",
                violation_error_code="import-says-what-it-does",
            ),
        ]

    def __str__(self) -> str:
        return str(self.fields.get("title") or self.given[:80] or self.place)
