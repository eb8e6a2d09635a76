"""Findings that a later load of their edition no longer holds."""

from typing import Self

from django.db import models

from kb.enums import ReleaseState
from kb.models.finding import Finding
from kb.models.release import Release


class RetirementQuerySet(models.QuerySet["Retirement"]):
    """Named reads of retirements."""

    def standing(self) -> Self:
        """Keep those that no rejection of their release undid."""
        return self.exclude(release__state=ReleaseState.REJECTED)


class Retirement(models.Model):
    """A finding that the files of a later load of its edition no longer hold.

    What was published stands until another person approves the load, and is withdrawn
    by that; what was not yet decided on is let go at once. Named here, a finding comes
    back as a new version with the load that holds it again; one that an editor withdrew
    does not.
    """

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="retirements", db_index=False
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="retirements"
    )

    objects = RetirementQuerySet.as_manager()

    class Meta:
        verbose_name = "finding no longer held"
        verbose_name_plural = "findings no longer held"
        ordering = ["release", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "finding"], name="retirement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding}, no longer in {self.release}"

    @staticmethod
    def reason_of(release: Release) -> str:
        """Return what readers of a finding that ``release`` retired are told."""
        return f"{release.title} no longer holds it: its files came again as {release}."
