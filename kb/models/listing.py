"""What a dataset says without a figure, row by row, and the files it came from."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from careers.models import Career, Skill, Task
from kb.enums import ListingKind, ReleaseState
from kb.models.release import Release


class ListingQuerySet(models.QuerySet["Listing"]):
    """Named reads. Every public read starts at ``shown()``."""

    def shown(self) -> Self:
        """Keep the rows of approved releases that no later load took back."""
        return self.filter(release__state=ReleaseState.APPROVED).filter(
            Q(retired_by=None) | ~Q(retired_by__state=ReleaseState.APPROVED)
        )

    def of_edition(self, dataset: str, edition: str) -> Self:
        """Keep the rows that stand in one edition, in review or approved."""
        return self.filter(
            release__dataset=dataset, release__edition=edition, retired_by=None
        ).exclude(release__state=ReleaseState.REJECTED)


FILLED = ("career", "skill", "to_career", "to_skill", "task", "retired_by")


def end(model: type[models.Model], related: str) -> "models.ForeignKey[Any, Any]":
    """Return a column for one end of a row, empty in most rows."""
    return models.ForeignKey(
        model,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name=related,
    )


class Listing(models.Model):
    """A row of a dataset that classifies: this occupation uses that technology.

    It goes from a career or a skill to a career, a skill or a task, or to words alone.
    It stands as the file has it: the release names the dataset and its terms, ``file``
    and ``row`` the place. Nothing of it ever changes; a later load may take it back.
    """

    # Each row fills two or three of these: their indexes hold the filled ones only.
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="listings", db_index=False
    )
    kind = models.CharField(max_length=12, choices=ListingKind.choices)
    career = end(Career, "listings")
    skill = end(Skill, "listings")
    to_career = end(Career, "listed_by")
    to_skill = end(Skill, "listed_by")
    task = end(Task, "listings")
    label = models.TextField(
        blank=True, default="", help_text="The row in words, where it says more."
    )
    rank = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in an order that the file gives."
    )
    marks = models.JSONField(
        default=list, blank=True, help_text="What the file says of it: hot, in_demand."
    )
    file = models.CharField(max_length=120)
    row = models.CharField(max_length=300, help_text="The key of the row in its file.")
    retired_by = models.ForeignKey(
        Release,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="retired",
        help_text="A later load of the same edition in which it no longer stands.",
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["release", "file", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "row"], name="listing_once"
            ),
            models.CheckConstraint(
                name="listing_kind_is_known",
                condition=Q(kind__in=ListingKind.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="listing_goes_from_one_to_one",
                condition=(
                    Q(career__isnull=False, skill=None)
                    | Q(career=None, skill__isnull=False)
                )
                & (
                    Q(to_career__isnull=False, to_skill=None, task=None)
                    | Q(to_career=None, to_skill__isnull=False, task=None)
                    | Q(to_career=None, to_skill=None, task__isnull=False)
                    | (
                        Q(to_career=None, to_skill=None, task=None)
                        & ~Q(label__regex=r"^\s*$")
                    )
                ),
                violation_error_message=(
                    "It goes from a career or a skill to one career, skill or task, "
                    "or to words."
                ),
                violation_error_code="dataset-row-has-its-place",
            ),
            models.CheckConstraint(
                name="listing_joins_two",
                condition=(
                    Q(career=None) | Q(to_career=None) | ~Q(career=F("to_career"))
                )
                & (Q(skill=None) | Q(to_skill=None) | ~Q(skill=F("to_skill"))),
                violation_error_code="edge-joins-two",
            ),
            models.CheckConstraint(
                name="listing_has_its_place",
                condition=~Q(file__regex=r"^\s*$") & ~Q(row__regex=r"^\s*$"),
                violation_error_message="Name the file and the row it stands in.",
                violation_error_code="dataset-row-has-its-place",
            ),
        ]
        indexes = [
            models.Index(
                fields=[name],
                condition=Q((f"{name}__isnull", False)),
                name=f"listing_by_{name}",
            )
            for name in FILLED
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.row}"


class DatasetFile(models.Model):
    """A file of a dataset as it was brought: what tells it from any other."""

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="files", db_index=False
    )
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    rows = models.PositiveIntegerField(help_text="Rows below the header.")
    newest = models.CharField(
        max_length=7, blank=True, default="", help_text="Latest date in it, YYYY-MM."
    )
    header = models.JSONField(default=list, help_text="Names of the columns.")

    class Meta:
        ordering = ["release", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "name"], name="datasetfile_once"
            ),
            models.CheckConstraint(
                name="datasetfile_has_its_digest",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(name__regex=r"^\s*$"),
                violation_error_message="A SHA-256 is 64 digits of 0-9 and a-f.",
                violation_error_code="dataset-row-has-its-place",
            ),
        ]

    def __str__(self) -> str:
        return self.name
