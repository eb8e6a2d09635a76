"""Facets, topics and measures: rows loaded from fixtures, each with a definition."""

from typing import TypeVar

from django.db import models
from django.db.models import F, Q

from kb.enums import MeasureKind, Towards

Row = TypeVar("Row", bound=models.Model)


class KeyedManager(models.Manager[Row]):
    """Finds a row by its key, so that fixtures need no row numbers."""

    def get_by_natural_key(self, key: str) -> Row:
        """Return the row with this key."""
        return self.get(key=key)


class Keyed(models.Model):
    """A row of a vocabulary, named in fixtures by its key."""

    key = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str]:
        """Return the key, by which fixtures name this row."""
        return (self.key,)


class Facet(Keyed):
    """One of the sub-questions of a page."""

    question = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(unique=True)

    objects = KeyedManager()

    class Meta(Keyed.Meta):
        ordering = ["position"]


class Topic(Keyed):
    """What a finding is about; decides the facet it answers, if any."""

    facet = models.ForeignKey(
        Facet, on_delete=models.PROTECT, null=True, blank=True, related_name="topics"
    )
    reason = models.TextField(help_text="Why the topic answers this facet, or none.")

    objects = KeyedManager()

    class Meta(Keyed.Meta):
        pass


class Measure(Keyed):
    """What a number means. Numbers of two measures are never ranked together."""

    unit = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=16, choices=MeasureKind.choices)
    scale_low = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True
    )
    scale_high = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True
    )
    direction = models.CharField(max_length=8, choices=Towards.choices)
    definition = models.TextField()

    objects = KeyedManager()

    class Meta(Keyed.Meta):
        constraints = [
            models.CheckConstraint(
                name="measure_kind_is_known",
                condition=Q(kind__in=MeasureKind.values)
                & Q(direction__in=Towards.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="measure_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.CheckConstraint(
                name="measure_is_defined",
                condition=Q(definition__regex=r"\S.{18,}\S"),
                violation_error_message="Define the measure in a sentence.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="measure_rating_has_its_scale",
                condition=~Q(kind__in=[MeasureKind.RATING, MeasureKind.RANK])
                | Q(scale_low__isnull=False, scale_high__isnull=False),
                violation_error_message="A rating or rank names the ends of its scale.",
                violation_error_code="figure-is-on-its-scale",
            ),
            models.CheckConstraint(
                name="measure_scale_rises",
                condition=Q(scale_low=None)
                | Q(scale_high=None)
                | Q(scale_low__lt=F("scale_high")),
                violation_error_message="The low end of a scale is below its high end.",
                violation_error_code="figure-is-on-its-scale",
            ),
            models.CheckConstraint(
                name="measure_scale_is_numbers",
                condition=(
                    Q(scale_low=None) | Q(scale_low__gt=-(10**8), scale_low__lt=10**8)
                )
                & (
                    Q(scale_high=None)
                    | Q(scale_high__gt=-(10**8), scale_high__lt=10**8)
                ),
                violation_error_message="“Not a number” ends no scale.",
                violation_error_code="number-is-a-number",
            ),
            models.CheckConstraint(
                name="measure_number_has_a_unit",
                condition=Q(kind=MeasureKind.CATEGORY) | ~Q(unit__regex=r"^\s*$"),
                violation_error_message="A number has a unit.",
                violation_error_code="number-has-a-unit",
            ),
        ]
