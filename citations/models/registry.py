"""Sources whose notices registries are asked about, and what came of it."""

import pghistory
from django.db import models
from django.db.models import Q

from citations.enums import RegistryState
from citations.models.due import Due, DueQuerySet
from citations.models.source import Source


class NoticeWatchQuerySet(DueQuerySet["NoticeWatch"]):
    """Named reads of sources that registries are asked about."""


# Its history holds every answer: only what a worker notes for itself is left out.
@pghistory.track(exclude=["due_at", "attempts", "taken_by", "taken_until"])
class NoticeWatch(Due):
    """When the registries are asked about a source again, and what they said last.

    ``times_silent`` counts the attempts in a row that brought no answer; each waits
    twice as long as the one before.
    """

    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, related_name="notice_watch"
    )
    state = models.CharField(
        max_length=12, choices=RegistryState.choices, default=RegistryState.UNCHECKED
    )
    sentence = models.TextField(
        blank=True, default="", help_text="What the registries said, or why nothing."
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    times_silent = models.PositiveSmallIntegerField(default=0)

    objects = NoticeWatchQuerySet.as_manager()

    class Meta(Due.Meta):
        abstract = False
        verbose_name = "question to registries"
        verbose_name_plural = "questions to registries"
        ordering = ["source"]
        constraints = [
            *Due.Meta.constraints,
            models.CheckConstraint(
                name="noticewatch_state_is_known",
                condition=Q(state__in=RegistryState.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="noticewatch_says_what_came_of_it",
                condition=Q(state=RegistryState.UNCHECKED, checked_at=None, sentence="")
                | (
                    ~Q(state=RegistryState.UNCHECKED)
                    & Q(checked_at__isnull=False)
                    & ~Q(sentence__regex=r"^\s*$")
                ),
                violation_error_message="Say when who was asked, and what they said.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_state_display()}"
