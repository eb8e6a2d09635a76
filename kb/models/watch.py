"""Published findings that are verified again, and the verdict on each."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from citations.models import Due, DueQuerySet
from kb.enums import Verdict
from kb.models.finding import Finding

TELLING = (Verdict.FALLS_SHORT, Verdict.CHANGED)
"""The verdicts that a person hears of."""


class FindingWatchQuerySet(DueQuerySet["FindingWatch"]):
    """Named reads of verdicts."""

    def telling(self) -> Self:
        """All that readers see and that falls short today, or whose quote is gone."""
        return self.filter(state__in=TELLING).exclude(due_at=None)


@pghistory.track(
    exclude=[
        *("due_at", "attempts", "taken_by", "taken_until", "checked_at"),
        "unverified",
    ]
)
class FindingWatch(Due):
    """When a published finding is asked all rules again, and what came of it.

    A finding that held when it was published may fall short later: a rule is sharper, a
    source has another class, somebody wrote as the owner of the tables. ``unverified``
    is what ``kb_unverified`` said then, so that a queue need not ask it of everything.
    """

    finding = models.OneToOneField(
        Finding, on_delete=models.PROTECT, related_name="watch"
    )
    state = models.CharField(
        max_length=12, choices=Verdict.choices, default=Verdict.UNCHECKED
    )
    found = models.TextField(
        blank=True, default="", help_text="What falls short, a sentence a line."
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    unverified = models.BooleanField(
        default=False, help_text="Whether a number of it stands in no quote."
    )

    objects = FindingWatchQuerySet.as_manager()

    class Meta(Due.Meta):
        abstract = False
        verbose_name = "verdict"
        ordering = ["finding"]
        indexes = [
            *Due.Meta.indexes,
            models.Index(
                fields=["finding"],
                condition=Q(unverified=True),
                name="findingwatch_unverified",
            ),
        ]
        constraints = [
            *Due.Meta.constraints,
            models.CheckConstraint(
                name="findingwatch_state_is_known",
                condition=Q(state__in=Verdict.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="findingwatch_says_what_falls_short",
                condition=(Q(state__in=TELLING) & ~Q(found__regex=r"^\s*$"))
                | (~Q(state__in=TELLING) & Q(found="")),
                violation_error_message="Say which rule it falls short of, and where.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_state_display()}"
