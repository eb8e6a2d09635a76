"""What happened to what readers see, in the order in which it became true."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kb.enums import Resource, Told

ERA = "kb_era()"
SETTLED = "kb_settled()"


class ChangeQuerySet(models.QuerySet["Change"]):
    """Named reads of changes. Every read starts at ``settled()``."""

    def settled(self) -> Self:
        """Keep what nothing can come before any more, in the order of the feed.

        Transactions get their numbers when they first write, and commit in another
        order. Those below the oldest that still runs are all decided: what they wrote
        is here already, or never comes. See ADR 0028.
        """
        return self.filter(
            era=models.Func(template=ERA, output_field=models.BigIntegerField()),
            transaction__lt=models.Func(
                template=SETTLED, output_field=models.BigIntegerField()
            ),
        ).order_by("transaction", "id")

    def after(self, transaction: int, number: int) -> Self:
        """Keep what comes after the place that a cursor names."""
        return self.filter(
            Q(transaction__gt=transaction) | Q(transaction=transaction, id__gt=number)
        ).filter(transaction__gte=transaction)


class Change(models.Model):
    """A line of the feed: triggers on the history write it, and nobody rewrites it.

    It names a resource and says nothing that its address would not say. ``era`` is the
    cluster whose transaction numbers these are: those of another mean nothing here.
    """

    era = models.BigIntegerField()
    transaction = models.BigIntegerField()
    happened_at = models.DateTimeField(db_default=Now())
    resource = models.CharField(max_length=12, choices=Resource.choices)
    key = models.CharField(max_length=260)
    what = models.CharField(max_length=9, choices=Told.choices)
    to_key = models.CharField(
        max_length=260,
        blank=True,
        default="",
        help_text="Key of what took its place, if it was merged.",
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["transaction", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["era", "transaction", "resource", "key"],
                condition=Q(what=Told.CHANGED),
                name="change_once",
            ),
            models.CheckConstraint(
                name="change_terms_are_known",
                condition=Q(resource__in=Resource.values, what__in=Told.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="change_leads_on_if_merged",
                condition=(Q(what=Told.MERGED) & ~Q(to_key=""))
                | (~Q(what=Told.MERGED) & Q(to_key="")),
                violation_error_code="changes-are-told",
            ),
        ]
        indexes = [
            models.Index(F("era"), F("transaction"), F("id"), name="change_in_order"),
            # For the Atom feeds, none of which asks for citations by name.
            models.Index(
                fields=["resource", "key", "-id"],
                condition=~Q(resource=Resource.CITATION),
                name="change_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.key} {self.what}"
