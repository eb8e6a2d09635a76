"""Batches of findings that are reviewed as a whole."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from citations.models import Source
from kb.enums import ReleaseState


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Named reads of releases."""

    def in_review(self) -> Self:
        """Releases that wait for another person."""
        return self.filter(state=ReleaseState.IN_REVIEW)

    def approved(self) -> Self:
        """Releases that were approved."""
        return self.filter(state=ReleaseState.APPROVED)


@pghistory.track()
class Release(models.Model):
    """One load of a pack or dataset: what changed in it is published together."""

    pack = models.SlugField(max_length=80, help_text="The pack or dataset it brings.")
    number = models.PositiveIntegerField(help_text="1 for the first load of the pack.")
    title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=ReleaseState.choices, default=ReleaseState.IN_REVIEW
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    digest = models.CharField(
        max_length=64, blank=True, default="", help_text="SHA-256 of what it publishes."
    )
    reason = models.TextField(
        blank=True, default="", help_text="Why it was approved or refused."
    )
    licence = models.CharField(max_length=200)
    attribution = models.TextField(help_text="Shown wherever its rows are shown.")
    dataset = models.SlugField(
        max_length=40,
        blank=True,
        default="",
        db_index=False,
        help_text="The dataset it brings, such as onet; empty for a pack.",
    )
    edition = models.CharField(
        max_length=30,
        blank=True,
        default="",
        help_text="The edition of the dataset as its publisher names it, such as 29.3.",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        help_text="That edition as a source; every row of the release cites it.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["pack", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="release_once"),
            models.UniqueConstraint(
                fields=["pack"],
                condition=Q(state=ReleaseState.IN_REVIEW),
                name="release_one_in_review",
                violation_error_message="A release of this pack already is in review.",
            ),
            models.CheckConstraint(
                name="release_state_is_known",
                condition=Q(state__in=ReleaseState.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="release_has_two_people",
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")),
                violation_error_message="Author and reviewer differ. Nobody is exempt.",
                violation_error_code="four-eyes",
            ),
            models.CheckConstraint(
                name="release_approved_by_somebody",
                condition=Q(state=ReleaseState.IN_REVIEW)
                | Q(reviewer__isnull=False, decided_at__isnull=False),
                violation_error_message="A decision names who took it, and when.",
                violation_error_code="four-eyes",
            ),
            models.CheckConstraint(
                name="release_refusal_has_a_reason",
                condition=~Q(state=ReleaseState.REJECTED) | ~Q(reason__regex=r"^\s*$"),
                violation_error_message="Say why the release is refused.",
                violation_error_code="reasons-are-given",
            ),
            models.CheckConstraint(
                name="release_has_its_terms",
                condition=~Q(licence__regex=r"^\s*$") & ~Q(attribution__regex=r"^\s*$"),
                violation_error_message="A release names its licence and attribution.",
                violation_error_code="release-has-its-terms",
            ),
            models.CheckConstraint(
                name="release_of_one_edition",
                condition=Q(dataset="", edition="", source=None)
                | (
                    Q(dataset__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$", source__isnull=False)
                    & ~Q(edition__regex=r"^\s*$")
                ),
                violation_error_message=(
                    "A release of a dataset names the dataset, its edition and its "
                    "source; a pack names none of them."
                ),
                violation_error_code="dataset-row-has-its-place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.number}"
