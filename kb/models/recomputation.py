"""Published scores, computed again from the rows they are made of."""

from typing import Self

from django.db import models
from django.db.models import Q

from kb.models.estimate import Estimate


class RecomputationQuerySet(models.QuerySet["Recomputation"]):
    """Named reads of verdicts on scores."""

    def differing(self) -> Self:
        """Keep the scores that come out otherwise than they were published."""
        return self.filter(
            Q(difference__gt=models.F("tolerance"))
            | Q(difference__lt=-models.F("tolerance"))
        )


class Recomputation(models.Model):
    """A figure as it comes out of the rows behind it, beside what was published.

    ``value``, ``difference`` (published less recomputed) and ``tolerance`` are in the
    unit of the figure's measure.
    """

    estimate = models.OneToOneField(
        Estimate, on_delete=models.CASCADE, related_name="recomputation"
    )
    formula = models.SlugField(
        max_length=40, db_index=False, help_text="How it was computed."
    )
    value = models.DecimalField(max_digits=24, decimal_places=8)
    difference = models.DecimalField(max_digits=24, decimal_places=8)
    tolerance = models.DecimalField(
        max_digits=24, decimal_places=8, help_text="What rounding explains."
    )
    inputs = models.PositiveIntegerField(help_text="Rows it was computed from.")
    computed_at = models.DateTimeField(auto_now=True)

    objects = RecomputationQuerySet.as_manager()

    class Meta:
        ordering = ["estimate"]
        constraints = [
            models.CheckConstraint(
                name="recomputation_numbers_are_numbers",
                condition=Q(value__lt="1e16", value__gt="-1e16")
                & Q(difference__lt="1e16", difference__gt="-1e16")
                & Q(tolerance__gte=0, tolerance__lt="1e16"),
                violation_error_message="“Not a number” and infinity are no figures.",
                violation_error_code="number-is-a-number",
            ),
            models.CheckConstraint(
                name="recomputation_has_inputs",
                condition=Q(inputs__gt=0) & ~Q(formula__regex=r"^\s*$"),
                violation_error_message=(
                    "A score is recomputed from rows, by a formula that has a name."
                ),
                violation_error_code="n-counts-something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estimate}, recomputed: {self.value}"

    @property
    def matches(self) -> bool:
        """Whether the figure comes out as it was published, but for rounding."""
        return abs(self.difference) <= self.tolerance
