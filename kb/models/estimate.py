"""One figure of a finding, with everything a reader needs to read it."""

import pghistory
from django.db import models
from django.db.models import F, Q

from citations.enums import Confirmation
from kb.enums import Interval, Missing
from kb.models.finding import EDTF, Finding
from kb.models.subject import Subject
from kb.models.vocabulary import Measure


@pghistory.track()
class Estimate(models.Model):
    """A value, a category, or the reason why there is neither.

    ``value``, ``low``, ``high`` and ``se`` are in the measure's unit; ``ci_level``,
    ``rse`` and ``quantile`` are in percent.
    """

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="estimates"
    )
    subject = models.ForeignKey(
        Subject,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="estimates",
        help_text="The one subject this figure is about, if not about all of them.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="estimates"
    )
    label = models.CharField(max_length=200, help_text="What this figure is, in words.")
    value = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    category = models.CharField(max_length=200, blank=True, default="")
    missing = models.CharField(
        max_length=12, choices=Missing.choices, blank=True, default=""
    )
    low = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    interval = models.CharField(
        max_length=5, choices=Interval.choices, blank=True, default=""
    )
    ci_level = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    se = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    rse = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    n = models.BigIntegerField(null=True, blank=True)
    n_approx = models.BooleanField(default=False)
    n_unit = models.CharField(max_length=80, blank=True, default="")
    base = models.CharField(
        max_length=300, blank=True, default="", help_text="What a share is a share of."
    )
    quantile = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(max_length=3, blank=True, default="")
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    area = models.CharField(max_length=80, blank=True, default="")
    period_start = models.CharField(max_length=10, blank=True, default="")
    period_end = models.CharField(max_length=10, blank=True, default="")
    qualifier = models.CharField(max_length=200, blank=True, default="")
    comparison = models.CharField(max_length=200, blank=True, default="")
    confirmation = models.CharField(
        max_length=10, choices=Confirmation.choices, default=Confirmation.NONE
    )

    class Meta:
        ordering = ["finding", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="estimate_value_category_or_missing",
                condition=Q(value__isnull=False, category="", missing="")
                | (Q(value=None, missing="") & ~Q(category__regex=r"^\s*$"))
                | Q(value=None, category="", missing__in=Missing.values),
                violation_error_message=(
                    "Give a number, or a category, or the reason why there is none."
                ),
                violation_error_code="missing-is-not-zero",
            ),
            models.CheckConstraint(
                name="estimate_numbers_are_numbers",
                condition=(Q(value=None) | Q(value__lt="1e16", value__gt="-1e16"))
                & (Q(low=None) | Q(low__lt="1e16", low__gt="-1e16"))
                & (Q(high=None) | Q(high__lt="1e16", high__gt="-1e16"))
                & (Q(se=None) | Q(se__gte=0, se__lt="1e16"))
                & (Q(rse=None) | Q(rse__gte=0, rse__lt="1e5")),
                violation_error_message="“Not a number” and infinity are no figures.",
                violation_error_code="number-is-a-number",
            ),
            models.CheckConstraint(
                name="estimate_interval_holds_its_value",
                condition=(
                    Q(low=None, high=None, interval="")
                    | (
                        Q(low__isnull=False, high__isnull=False)
                        & Q(low__lte=F("high"))
                        & Q(interval__in=Interval.values)
                        & (Q(value=None) | Q(value__gte=F("low"), value__lte=F("high")))
                    )
                ),
                violation_error_message=(
                    "An interval has both ends, low before high, the value between "
                    "them, and says what it is."
                ),
                violation_error_code="interval-holds-its-value",
            ),
            models.CheckConstraint(
                name="estimate_confidence_has_a_level",
                condition=Q(
                    interval="ci",
                    ci_level__isnull=False,
                    ci_level__gt=0,
                    ci_level__lt=100,
                )
                | (~Q(interval="ci") & Q(ci_level=None)),
                violation_error_message="A confidence interval has its level, as 95.",
                violation_error_code="interval-holds-its-value",
            ),
            models.CheckConstraint(
                name="estimate_n_counts_something",
                condition=Q(n=None, n_unit="", n_approx=False)
                | (Q(n__isnull=False, n__gt=0) & ~Q(n_unit__regex=r"^\s*$")),
                violation_error_message="A number of cases is above 0 and has a unit.",
                violation_error_code="n-counts-something",
            ),
            models.CheckConstraint(
                name="estimate_quantile_is_between",
                condition=Q(quantile=None) | Q(quantile__gt=0, quantile__lt=100),
                violation_error_message="A quantile lies between 0 and 100 percent.",
                violation_error_code="figure-is-on-its-scale",
            ),
            models.CheckConstraint(
                name="estimate_currency_is_a_code",
                condition=Q(currency="") | Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message="Write a currency as its ISO 4217 code.",
                violation_error_code="money-has-currency-place-and-year",
            ),
            models.CheckConstraint(
                name="estimate_price_year_is_a_year",
                condition=Q(price_year=None)
                | Q(price_year__gte=1800, price_year__lte=2200),
                violation_error_code="money-has-currency-place-and-year",
            ),
            models.CheckConstraint(
                name="estimate_period_is_dates",
                condition=Q(period_start__regex=EDTF) & Q(period_end__regex=EDTF),
                violation_error_message="Write dates as YYYY, YYYY-MM or YYYY-MM-DD.",
                violation_error_code="date-is-a-date",
            ),
            models.CheckConstraint(
                name="estimate_is_labelled",
                condition=~Q(label__regex=r"^\s*$"),
                violation_error_message="Say in words what the figure is.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="estimate_confirmation_is_known",
                condition=Q(confirmation__in=Confirmation.values),
                violation_error_code="terms-are-known",
            ),
        ]

    def __str__(self) -> str:
        shown = self.value if self.value is not None else self.category or self.missing
        return f"{self.label}: {shown}"
