"""Who decided on a statement, and who may not."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from kb.enums import Decision
from kb.models.statement import Statement


@pghistory.track()
class StatementEditor(models.Model):
    """Somebody who wrote at a version of a statement, and so may not decide on it.

    The services write a row at every change of the statement or of what it cites. A
    row goes only with its draft.
    """

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="editors"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["statement", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "person"], name="statementeditor_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} wrote at {self.statement}"


@pghistory.track()
class StatementReview(models.Model):
    """A decision of one person on one version of a statement. Never changed."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="statement_reviews",
    )
    decision = models.CharField(max_length=8, choices=Decision.choices)
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the content that was reviewed."
    )
    note = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["statement", "decided_at"]
        constraints = [
            models.CheckConstraint(
                name="statementreview_decision_is_known",
                condition=Q(decision__in=Decision.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="statementreview_refusal_has_a_reason",
                condition=Q(decision=Decision.APPROVE) | ~Q(note__regex=r"^\s*$"),
                violation_error_message="Say what should change, or why it is refused.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.get_decision_display()}"
