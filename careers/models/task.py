"""Tasks, and the work types that say how digital a task is."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from careers.enums import PLACEHOLDER, Medium
from careers.models.career import Career


class WorkTypeManager(models.Manager["WorkType"]):
    """Finds a work type by its code, so that fixtures need no row numbers."""

    def get_by_natural_key(self, code: str) -> "WorkType":
        """Return the work type with this code."""
        return self.get(code=code)


class WorkType(models.Model):
    """How a task meets a computer: on the way in, and on the way out."""

    code = models.CharField(max_length=2, unique=True)
    label = models.CharField(max_length=80)
    input = models.CharField(max_length=8, choices=Medium.choices)
    output = models.CharField(max_length=8, choices=Medium.choices)
    reading = models.TextField(help_text="What the type says about AI exposure.")
    note = models.TextField(blank=True, default="")

    objects = WorkTypeManager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="worktype_media_are_known",
                condition=Q(input__in=Medium.values) & Q(output__in=Medium.values),
                violation_error_code="terms-are-known",
            ),
            models.UniqueConstraint(fields=["input", "output"], name="worktype_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"

    def natural_key(self) -> tuple[str]:
        """Return the code, by which fixtures name this row."""
        return (self.code,)


class TaskQuerySet(models.QuerySet["Task"]):
    """Named reads of tasks."""

    def of(self, career: Career) -> Self:
        """Tasks that people in this career do."""
        return self.filter(career=career)


@pghistory.track()
class Task(models.Model):
    """A thing people in a career do."""

    key = models.SlugField(max_length=120, unique=True)
    career = models.ForeignKey(Career, on_delete=models.PROTECT, related_name="tasks")
    statement = models.TextField()
    examples = models.JSONField(default=list, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["career__name", "statement"]
        constraints = [
            models.CheckConstraint(
                name="task_statement_is_no_placeholder",
                condition=~Q(statement__iregex=PLACEHOLDER),
                violation_error_message="Say in words what is done.",
                violation_error_code="name-is-no-placeholder",
            ),
            models.CheckConstraint(
                name="task_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.UniqueConstraint(
                fields=["id", "career"],
                name="task_of_its_career",
            ),
        ]

    def __str__(self) -> str:
        return self.statement
