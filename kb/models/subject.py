"""What a finding really measured, and where it bears without having measured."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from careers.models import Career, Skill, Task
from kb.models.finding import Finding


class SubjectQuerySet(models.QuerySet["Subject"]):
    """Named reads of subjects."""

    def named(self) -> Self:
        """Read no more of career, skill and task than names them and leads to them."""
        return self.select_related("career", "skill", "task").only(
            *("finding", "position", "group", "task__statement"),
            *("career__key", "career__name", "skill__key", "skill__name"),
        )


@pghistory.track()
class Subject(models.Model):
    """What a finding really measured. Career and skill together are direct evidence."""

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="subjects"
    )
    position = models.PositiveSmallIntegerField(default=0)
    career = models.ForeignKey(
        Career, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    group = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text="In words, where it is neither a career nor a skill: “all US jobs”.",
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["finding", "position"]
        indexes = [
            models.Index(fields=["group"], name="subject_group", condition=~Q(group=""))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "career", "skill", "task", "group"],
                name="subject_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["id", "finding"], name="subject_of_finding"
            ),
            models.CheckConstraint(
                name="subject_names_something",
                condition=Q(career__isnull=False)
                | Q(skill__isnull=False)
                | Q(task__isnull=False)
                | ~Q(group__regex=r"^\s*$"),
                violation_error_message=(
                    "A subject names a career, a skill, a task or a group of people."
                ),
                violation_error_code="subject-names-something",
            ),
            models.CheckConstraint(
                name="subject_task_has_its_career",
                condition=Q(task=None) | Q(career__isnull=False),
                violation_error_message="A task is measured in its career: name it.",
                violation_error_code="subject-names-something",
            ),
        ]

    def __str__(self) -> str:
        parts = [self.skill, self.career, self.task, self.group]
        return ", ".join(str(part) for part in parts if part)


@pghistory.track()
class Bearing(models.Model):
    """Where a curator sees a bearing that the study did not measure.

    It is a remark for readers and editors; directness never looks at it.
    """

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="bearings"
    )
    career = models.ForeignKey(
        Career, on_delete=models.PROTECT, null=True, blank=True, related_name="bearings"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="bearings"
    )
    reason = models.TextField()

    class Meta:
        ordering = ["finding", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "career", "skill"],
                name="bearing_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="bearing_names_one_and_says_why",
                condition=(Q(career__isnull=False) | Q(skill__isnull=False))
                & ~Q(reason__regex=r"^\s*$"),
                violation_error_message="Name a career or skill, and say why.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} bears on {self.career or self.skill}: {self.reason}"
