"""One place in one source, and each time somebody looked at it."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from citations.enums import Confirmation, LocatorLabel, Read
from citations.models.snapshot import Snapshot
from citations.models.source import Source

SHORTEST, LONGEST = 20, 2_000
"""Characters of a quote: fewer stand anywhere, more are a copy and no quote."""


class CitationQuerySet(models.QuerySet["Citation"]):
    """Named reads of citations."""

    def with_source(self) -> Self:
        """Citations with their source and readings, in three statements at most."""
        return self.select_related("source").prefetch_related("readings")


@pghistory.track()
class Citation(models.Model):
    """A place in a source that something rests on.

    What was read there, and how well it confirms, stands in its readings: a citation
    without one is unverified.
    """

    key = models.SlugField(max_length=140, unique=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations"
    )
    label = models.CharField(
        max_length=10, choices=LocatorLabel.choices, default=LocatorLabel.OTHER
    )
    locator = models.CharField(
        max_length=300,
        blank=True,
        default="",
        help_text="Where in the source: page, table, section, file and row.",
    )
    note = models.TextField(blank=True, default="")
    snapshot = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text="The retrieved text that the quote stands in.",
    )
    quote = models.TextField(
        blank=True, default="", help_text="What stands there, to the character."
    )
    quote_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    quote_end = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="citation_label_is_known",
                condition=Q(label__in=LocatorLabel.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="citation_locator_is_not_blank",
                condition=~Q(locator__regex=r"^\s+$"),
                violation_error_message="A locator of spaces points nowhere.",
                violation_error_code="citation-has-a-locator",
            ),
            models.CheckConstraint(
                name="citation_quote_is_whole",
                condition=Q(quote="", snapshot=None, quote_start=None, quote_end=None)
                | (
                    Q(snapshot__isnull=False)
                    & Q(quote_start__isnull=False, quote_end__isnull=False)
                    & Q(quote_start__lt=F("quote_end"))
                    & ~Q(quote="")
                ),
                violation_error_message=(
                    "A quote has its snapshot and its place in it, or there is none."
                ),
                violation_error_code="quote-stands-in-its-snapshot",
            ),
            models.CheckConstraint(
                name="citation_quote_is_no_shred",
                condition=Q(quote="")
                | (
                    Q(GreaterThanOrEqual(Length("quote"), SHORTEST))
                    & Q(LessThanOrEqual(Length("quote"), LONGEST))
                ),
                violation_error_message=(
                    f"A quote has {SHORTEST} to {LONGEST} characters."
                ),
                violation_error_code="quote-stands-in-its-snapshot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator or 'place not found yet'}"


@pghistory.track()
class Reading(models.Model):
    """One look at what a citation points to. Never changed or deleted."""

    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="readings", db_index=False
    )
    position = models.PositiveSmallIntegerField(default=0)
    read = models.CharField(max_length=16, choices=Read.choices)
    confirmation = models.CharField(
        max_length=10,
        choices=[(c.value, c.label) for c in Confirmation if c != Confirmation.NONE],
    )
    address = models.CharField(
        max_length=500, help_text="Web address or file in which it was read."
    )
    says = models.TextField(help_text="What stands there, in our own words.")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["citation", "position", "id"]
        indexes = [
            models.Index(fields=["citation", "position", "id"], name="reading_in_order")
        ]
        constraints = [
            models.CheckConstraint(
                name="reading_read_is_known",
                condition=Q(read__in=Read.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="reading_confirmation_is_known",
                condition=Q(
                    confirmation__in=["dataset", "primary", "mirror", "secondary"]
                ),
                violation_error_message="A reading confirms something, or is none.",
                violation_error_code="reading-confirms",
            ),
            models.CheckConstraint(
                name="reading_has_address_and_words",
                condition=~Q(address__regex=r"^\s*$") & ~Q(says__regex=r"^\s*$"),
                violation_error_message="Say where it was read, and what stands there.",
                violation_error_code="reading-confirms",
            ),
            models.CheckConstraint(
                name="reading_secondary_page_confirms_secondary",
                condition=~Q(read=Read.SECONDARY_PAGE)
                | Q(confirmation=Confirmation.SECONDARY),
                violation_error_message=(
                    "A page about a source confirms at second hand only."
                ),
                violation_error_code="reading-confirms",
            ),
            models.CheckConstraint(
                name="reading_dataset_row_confirms_dataset",
                condition=~Q(confirmation=Confirmation.DATASET)
                | Q(read=Read.DATASET_ROW),
                violation_error_message="“Dataset” means the row itself was read.",
                violation_error_code="reading-confirms",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_read_display()}: {self.says}"
