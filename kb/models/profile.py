"""Task profiles: how one person's week divides into tasks, and how exposed each is."""

import pghistory
from django.db import models
from django.db.models import Q

from careers.models import Task, WorkType
from kb.enums import SocialElement
from kb.models.described import Described, once


@pghistory.track()
class Profile(Described):
    """A mix of tasks with weights, stored as received.

    ``declared_sum`` says what the weights add up to; where it is not 100, pages show
    the raw weights marked, beside weights scaled to 100.
    """

    key = models.SlugField(max_length=120)
    number = models.PositiveSmallIntegerField()
    synthetic = models.BooleanField(
        help_text="Made up by its publisher; shown wherever the profile is shown."
    )
    declared_sum = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta(Described.Meta):
        constraints = [
            *once("profile", "key"),
            *once("profile_number", "career", "citation", "number")[:2],
            models.CheckConstraint(
                name="profile_sum_is_positive",
                condition=Q(declared_sum__gt=0, declared_sum__lte=1000),
                violation_error_code="shares-add-up",
            ),
        ]

    def __str__(self) -> str:
        return self.key


@pghistory.track()
class ProfileTask(models.Model):
    """One task of a profile: its weight and exposure in percent, and its work type."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="tasks")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    exposure = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    work_type = models.ForeignKey(WorkType, on_delete=models.PROTECT, related_name="+")
    deep_expertise = models.BooleanField(default=False)
    social = models.CharField(
        max_length=8, choices=SocialElement.choices, default=SocialElement.NONE
    )

    class Meta:
        ordering = ["profile", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "task"], name="profiletask_once"
            ),
            models.CheckConstraint(
                name="profiletask_is_percent",
                condition=Q(weight__gte=0, weight__lte=100)
                & (Q(exposure=None) | Q(exposure__gte=0, exposure__lte=100)),
                violation_error_message="Weights and exposures are percent, 0 to 100.",
                violation_error_code="shares-add-up",
            ),
            models.CheckConstraint(
                name="profiletask_social_is_known",
                condition=Q(social__in=SocialElement.values),
                violation_error_code="terms-are-known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.task}"
