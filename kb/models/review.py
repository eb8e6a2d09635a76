"""Who decided on a finding, and who may not."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from citations.models import Organization
from kb.enums import Decision
from kb.models.finding import Finding
from kb.models.release import Release


@pghistory.track()
class FindingEditor(models.Model):
    """Somebody who wrote at a version of a finding, and so may not decide on it.

    The services write a row at every change of the finding or of a part of it. A row
    goes only with its draft.
    """

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="editors"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["finding", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "person"], name="findingeditor_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} wrote at {self.finding}"


@pghistory.track()
class Review(models.Model):
    """A decision of one person on the content of one version. Never changed."""

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    release = models.ForeignKey(
        Release,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        help_text="The release whose approval this decision is a part of, if any.",
    )
    decision = models.CharField(max_length=8, choices=Decision.choices)
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the content that was reviewed."
    )
    note = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["finding", "decided_at"]
        constraints = [
            models.CheckConstraint(
                name="review_decision_is_known",
                condition=Q(decision__in=Decision.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="review_refusal_has_a_reason",
                condition=Q(decision__in=[Decision.APPROVE, Decision.RESTORE])
                | ~Q(note__regex=r"^\s*$"),
                violation_error_message="Say what should change, or why it is refused.",
                violation_error_code="reasons-are-given",
            ),
        ]
        indexes = [
            models.Index(fields=["-decided_at", "-id"], name="review_newest_first")
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.get_decision_display()}"


@pghistory.track()
class DeclaredInterest(models.Model):
    """An interest of a person in an organization; it bars them from its reviews."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="declared_interests",
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(help_text="What the interest is.")
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["person", "organization"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization"], name="declaredinterest_once"
            ),
            models.CheckConstraint(
                name="declaredinterest_says_what",
                condition=~Q(note__regex=r"^\s*$"),
                violation_error_message="Say what the interest is.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.organization}"
