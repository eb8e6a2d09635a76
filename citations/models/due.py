"""Rows that are work: each has its time, and a worker that holds it for a while."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

Row = TypeVar("Row", bound="Due")


class DueQuerySet(models.QuerySet[Row]):
    """Named reads of work. The clock is the database's, one for all machines."""

    def free(self) -> Self:
        """Rows whose time has come and that nobody holds, oldest first."""
        return self.filter(due_at__lte=Now(), taken_until=None).order_by("due_at", "pk")

    def taken(self) -> Self:
        """Rows that somebody holds, or held and did not finish."""
        return self.filter(taken_until__isnull=False)

    def lapsed(self) -> Self:
        """Rows whose worker did not finish in time: it hangs, or is no more."""
        return self.filter(taken_until__lt=Now())

    def held_by(self, worker: str) -> Self:
        """Rows that this worker may finish: it took them, and nobody took them over."""
        return self.filter(taken_by=worker)


class Due(models.Model):
    """Work with a time. Whoever takes a row holds it until ``taken_until`` at most.

    No lock and no transaction stays open while the work is done. A worker that is
    killed loses nothing: its rows are free again when their time is over.
    """

    due_at = models.DateTimeField(
        null=True, blank=True, help_text="When it is next; empty if never again."
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was taken since it was last finished."
    )
    taken_by = models.CharField(max_length=120, blank=True, default="")
    taken_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(taken_until=None),
                name="%(class)s_free",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_taken_by_one_until",
                condition=Q(taken_by="", taken_until=None)
                | (~Q(taken_by="") & Q(taken_until__isnull=False)),
                violation_error_message="Who holds a row holds it until a set time.",
                violation_error_code="work-is-taken-once",
            ),
        ]
