"""Somebody says that a citation is wrong."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from citations.enums import FlagKind, FlagState
from citations.identifiers import NOT_PLAIN, UNSEEN
from citations.models.citation import Citation

MOST_TEXT = 2_000
MOST_URL = 500
DECIDED = Q(decided_by__isnull=False) & Q(decided_at__isnull=False)
UNDECIDED = Q(decided_by__isnull=True) & Q(decided_at__isnull=True)


class FlagQuerySet(models.QuerySet["Flag"]):
    """Named reads of flags."""

    def open(self) -> Self:
        """Keep those that nobody has looked into, oldest first."""
        return self.filter(state=FlagState.OPEN).order_by("raised_at")

    def with_people(self) -> Self:
        """Join the place, and whoever raised and decided the flag."""
        return self.select_related("citation__source", "raised_by", "decided_by")


@pghistory.track()
class Flag(models.Model):
    """A doubt about a citation, raised by a colleague or a reader.

    It changes no evidence: whoever looks into it does, and says what came of it. What
    was said is never changed. Of a reader without account the words alone are kept.
    """

    citation = models.ForeignKey(
        Citation, on_delete=models.CASCADE, related_name="flags"
    )
    kind = models.CharField(max_length=12, choices=FlagKind.choices)
    text = models.TextField(
        "what is wrong",
        max_length=MOST_TEXT,
        help_text=f"In your own words, at most {MOST_TEXT} characters.",
    )
    better_url = models.URLField(
        "better source",
        max_length=MOST_URL,
        blank=True,
        default="",
        help_text="Its web address, where a better source is what you have.",
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Empty where a reader without account raised it.",
    )
    raised_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=8, choices=FlagState.choices, default=FlagState.OPEN
    )
    resolution = models.TextField(
        "what came of it",
        blank=True,
        default="",
        help_text="What you found, and what you did about it.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(
                fields=["raised_at"],
                condition=Q(state=FlagState.OPEN),
                name="flag_open_by_age",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="flag_terms_are_known",
                condition=Q(kind__in=FlagKind.values) & Q(state__in=FlagState.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="flag_says_what_is_wrong",
                condition=~Q(text__regex=r"^\s*$"),
                violation_error_message="Say what is wrong.",
                violation_error_code="reasons-are-given",
            ),
            models.CheckConstraint(
                name="flag_is_short",
                condition=LessThanOrEqual(Length("text"), MOST_TEXT),
                violation_error_message=f"At most {MOST_TEXT} characters.",
                violation_error_code="text-is-plain",
            ),
            models.CheckConstraint(
                name="flag_text_is_plain",
                condition=~Q(text__regex=UNSEEN) & ~Q(resolution__regex=UNSEEN),
                violation_error_message=NOT_PLAIN,
                violation_error_code="text-is-plain",
            ),
            models.CheckConstraint(
                name="flag_names_a_web_address",
                condition=Q(better_url__regex=r"^(https?://[^\s<>\"]+)?$")
                & ~Q(better_url__regex=UNSEEN),
                violation_error_message="Give a web address, as https://example.org/.",
                violation_error_code="text-is-plain",
            ),
            models.CheckConstraint(
                name="flag_better_source_is_named",
                condition=~Q(kind=FlagKind.BETTER) | ~Q(better_url=""),
                violation_error_message="Give the address of the better source.",
                violation_error_code="reasons-are-given",
            ),
            models.CheckConstraint(
                name="flag_decision_says_who_and_why",
                condition=(Q(state=FlagState.OPEN, resolution="") & UNDECIDED)
                | (Q(state=FlagState.SPAM) & DECIDED)
                | (
                    Q(state__in=[FlagState.RESOLVED, FlagState.REFUSED])
                    & DECIDED
                    & ~Q(resolution__regex=r"^\s*$")
                ),
                violation_error_message="Say what you found, and what you did.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.citation.key})"
