"""Addresses of sources that are watched, and every check of each."""

from datetime import timedelta
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from citations.enums import LinkRole, LinkState
from citations.models.due import Due, DueQuerySet
from citations.models.source import Source

TELLING = (LinkState.DEAD, LinkState.CHANGED)
"""The states that an editor hears of; in all others there is nothing to do."""


class LinkWatchQuerySet(DueQuerySet["LinkWatch"]):
    """Named reads of watched addresses."""

    def telling(self) -> Self:
        """Addresses that an editor hears of: dead or changed, and not set aside."""
        return self.filter(state__in=TELLING, fine_at=None)

    def polite(self, gap: timedelta) -> Self:
        """Addresses whose host nobody asks now, nor asked within ``gap``.

        Two questions, each answered by an index of its own: one host may have most of
        the rows.
        """
        same = LinkWatch.objects.filter(host=OuterRef("host"))
        asked = same.filter(checked_at__gt=Now() - gap)
        return self.filter(~Exists(asked), ~Exists(same.taken()))

    def cooling(self) -> Self:
        """Free addresses that only wait until their host may be asked again."""
        same = LinkWatch.objects.filter(host=OuterRef("host"))
        return self.free().filter(~Exists(same.taken()))


@pghistory.track(
    exclude=[
        # What a worker notes each time; the checks themselves hold all of it.
        *("due_at", "attempts", "taken_by", "taken_until"),
        *("sentence", "checked_at", "good_at", "gone_at", "compared_to"),
    ]
)
class LinkWatch(Due):
    """One address of one source, with what is known of it.

    ``gone_since`` is the first of the checks in a row that found nothing, ``gone_at``
    the last that was counted; a good answer clears both. ``compared_to`` is the check
    whose text the next ones are compared with. A person who looked sets a row aside
    (``fine_…``) until it changes again; ``quotes_fine`` are the citations whose quotes
    they saw missing there, of which nobody is told again.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(max_length=8, choices=LinkRole.choices)
    address = models.CharField(max_length=500)
    host = models.CharField(max_length=255)
    state = models.CharField(
        max_length=12, choices=LinkState.choices, default=LinkState.UNCHECKED
    )
    sentence = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    times_gone = models.PositiveSmallIntegerField(default=0)
    gone_since = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    compared_to = models.ForeignKey(
        "LinkCheck", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fine_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    fine_at = models.DateTimeField(null=True, blank=True)
    fine_note = models.TextField(blank=True, default="")
    quotes_fine = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = LinkWatchQuerySet.as_manager()

    class Meta(Due.Meta):
        abstract = False
        verbose_name = "link"
        ordering = ["source", "role", "address"]
        indexes = [
            *Due.Meta.indexes,
            models.Index(fields=["host", "checked_at"], name="linkwatch_host"),
            models.Index(
                fields=["state", "source"],
                condition=Q(state__in=TELLING),
                name="linkwatch_telling",
            ),
        ]
        constraints = [
            *Due.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "address"], name="linkwatch_once"
            ),
            models.UniqueConstraint(
                fields=["host"],
                condition=Q(taken_until__isnull=False),
                name="linkwatch_one_at_a_host",
                violation_error_message="Another worker is asking this host.",
            ),
            models.CheckConstraint(
                name="linkwatch_role_is_known",
                condition=Q(role__in=LinkRole.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="linkwatch_state_is_known",
                condition=Q(state__in=LinkState.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="linkwatch_address_is_of_the_web",
                condition=Q(address__regex=r"^https?://[^\s/?#]+[^\s#]*$"),
                violation_error_message=(
                    "Only an address of the web is watched, without its fragment."
                ),
                violation_error_code="identifier-is-normal",
            ),
            models.CheckConstraint(
                name="linkwatch_dead_was_gone_three_times",
                condition=~Q(state=LinkState.DEAD)
                | Q(times_gone__gte=3, gone_since__isnull=False),
                violation_error_message=(
                    "Nothing is dead before three checks, three days apart, found it "
                    "gone."
                ),
                violation_error_code="dead-is-proved",
            ),
            models.CheckConstraint(
                name="linkwatch_fine_says_who_and_why",
                condition=Q(fine_by=None, fine_at=None, fine_note="")
                | (
                    Q(fine_by__isnull=False, fine_at__isnull=False)
                    & ~Q(fine_note__regex=r"^\s*$")
                ),
                violation_error_message="Say what you saw at the address.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return self.address


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """Named reads of checks."""

    def newest_first(self) -> Self:
        """All checks, the newest first."""
        return self.order_by("-checked_at", "-id")


class LinkCheck(models.Model):
    """One check of one address: what was asked, what came back. Never changed.

    ``state`` is what this check alone says; ``gone`` marks one that counts towards
    dead. ``likeness`` is the share of the text, in percent, that is what it was.
    ``quotes_gone`` are the citations that were quoted from there and whose quotes the
    text does not hold.
    """

    watch = models.ForeignKey(
        LinkWatch, on_delete=models.PROTECT, related_name="checks"
    )
    checked_at = models.DateTimeField()
    worker = models.CharField(max_length=120)
    address = models.CharField(max_length=500)
    final_address = models.TextField(blank=True, default="")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, s.label) for s in LinkState if s != LinkState.UNCHECKED],
    )
    gone = models.BooleanField(default=False)
    media_type = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    sketch = models.BinaryField(blank=True, default=b"")
    likeness = models.PositiveSmallIntegerField(null=True, blank=True)
    quotes_gone = ArrayField(models.BigIntegerField(), default=list, blank=True)
    sentence = models.TextField()

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "check of a link"
        verbose_name_plural = "checks of links"
        ordering = ["watch", "-checked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="linkcheck_state_is_known",
                condition=Q(
                    state__in=[s for s in LinkState.values if s != LinkState.UNCHECKED]
                ),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="linkcheck_has_a_sentence",
                condition=~Q(sentence__regex=r"^\s*$"),
                violation_error_message="Say what was found.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="linkcheck_likeness_is_a_share",
                condition=Q(likeness=None) | Q(likeness__lte=100),
                violation_error_message="A share is from 0 to 100 percent.",
                violation_error_code="figure-is-on-its-scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M}: {self.sentence}"
