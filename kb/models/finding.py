"""One claim by one source about something measured, in one version."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from citations.models import Source, SourceNotice
from kb.enums import Design, Direction, Kind, State
from kb.models.release import Release
from kb.models.vocabulary import Topic

EDTF = r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Named reads. Every public read starts at ``published()`` or ``public()``."""

    def published(self) -> Self:
        """Keep the findings a reader may see with their figures."""
        return self.filter(state=State.PUBLISHED)

    def of_studies(self) -> Self:
        """Drop what a dataset says of every occupation; its pages are theirs."""
        return self.filter(Q(release=None) | Q(release__dataset=""))

    def public(self) -> Self:
        """Keep those with a public address: published, or suspended and saying why."""
        return self.filter(state__in=[State.PUBLISHED, State.SUSPENDED])

    def public_or_by(self, author: User) -> Self:
        """Keep what a contributor sees: what readers have seen, and their own."""
        seen = [State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN]
        return self.filter(Q(state__in=seen) | Q(author=author))

    def with_unverified_figures(self) -> Self:
        """Keep open and published findings with a number that no quote holds.

        Number words that may mean it do not count as holding it: a human looks. What
        was read in the row of a dataset is proved by that row.
        """
        return self.filter(
            models.Func(
                models.F("pk"),
                function="kb_unverified",
                output_field=models.BooleanField(),
            ),
            state__in=[State.DRAFT, State.IN_REVIEW, State.PUBLISHED],
        )

    def latest_versions(self) -> Self:
        """Keep the newest version of every key, in whatever state."""
        newer = self.model._default_manager.filter(
            key=models.OuterRef("key"), version__gt=models.OuterRef("version")
        )
        return self.filter(~models.Exists(newer))


def _recorded(
    to: type[models.Model] | str, *, null: bool = False
) -> models.ForeignKey[Any, Any]:
    """Return a column of the history that nobody looks a row up by."""
    return models.ForeignKey(
        to,
        models.DO_NOTHING,
        null=null,
        db_constraint=False,
        db_index=False,
        related_name="+",
        related_query_name="+",
    )


# One notice may move many thousand findings at once: their history is written by one
# statement, not row by row, and from the new rows alone. To compare them with the old
# is a join that PostgreSQL may have planned for one row. Five indexes that nobody asks
# were a tenth of what it cost.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(level=pghistory.Statement, condition=None),
    pghistory.DeleteEvent(),
    attrs={
        "source": _recorded(Source),
        "topic": _recorded(Topic),
        "release": _recorded(Release, null=True),
        "author": _recorded(settings.AUTH_USER_MODEL),
        "suspended_by": _recorded(SourceNotice, null=True),
    },
)
class Finding(models.Model):
    """A version of a claim. What is published is frozen; a change is a new version."""

    # Other indexes begin with the key and with the source: one each is enough.
    key = models.SlugField(
        max_length=120,
        db_index=False,
        help_text="Public id, shared by all versions of the claim.",
    )
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="findings",
        help_text="Whose claim it is.",
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="findings",
        help_text="Decides the facet that the finding answers.",
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    design = models.CharField(max_length=20, choices=Design.choices)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    headline = models.CharField(
        max_length=160, help_text="The claim in one line; its digits are checked."
    )
    statement = models.TextField(help_text="The claim in a sentence or two.")
    population = models.TextField(help_text="Who or what was studied.")
    places = models.JSONField(
        default=list, blank=True, help_text="Country codes; WW world, ZZ not stated."
    )
    period_start = models.CharField(max_length=10, blank=True, default="")
    period_end = models.CharField(max_length=10, blank=True, default="")
    comparison = models.TextField(blank=True, default="")
    limitations = models.JSONField(default=list, blank=True)
    note = models.TextField(
        blank=True, default="", help_text="For editors: what is missing, and why."
    )
    release = models.ForeignKey(
        Release,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        editable=False,
    )
    entry_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        editable=False,
        help_text="SHA-256 of the pack entry it was loaded from, if from a pack.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="findings",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    state_reason = models.TextField(
        blank=True, default="", editable=False, help_text="Why suspended or withdrawn."
    )
    suspended_by = models.ForeignKey(
        SourceNotice,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suspended_findings",
        editable=False,
        help_text="The notice that took it from readers; a reinstatement undoes it.",
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="finding_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=[State.PUBLISHED, State.SUSPENDED]),
                name="finding_one_published",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=[State.DRAFT, State.IN_REVIEW]),
                name="finding_one_open",
                violation_error_message="A newer version of it already is in work.",
            ),
            models.CheckConstraint(
                name="finding_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.CheckConstraint(
                name="finding_terms_are_known",
                condition=Q(state__in=State.values)
                & Q(kind__in=Kind.values)
                & Q(design__in=Design.values)
                & Q(direction__in=Direction.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="finding_version_counts_from_one",
                condition=Q(version__gte=1),
                violation_error_code="states-move-along",
            ),
            models.CheckConstraint(
                name="finding_period_is_dates",
                condition=Q(period_start__regex=EDTF) & Q(period_end__regex=EDTF),
                violation_error_message="Write dates as YYYY, YYYY-MM or YYYY-MM-DD.",
                violation_error_code="date-is-a-date",
            ),
            models.CheckConstraint(
                name="finding_suspended_or_withdrawn_says_why",
                condition=~Q(state__in=[State.SUSPENDED, State.WITHDRAWN])
                | ~Q(state_reason__regex=r"^\s*$"),
                violation_error_message="Say why it is taken from readers.",
                violation_error_code="reasons-are-given",
            ),
        ]
        indexes = [
            models.Index(fields=["source"], name="finding_by_source"),
            models.Index(fields=["state", "key"], name="finding_by_state"),
            models.Index(
                fields=["author"],
                condition=Q(state__in=[State.DRAFT, State.IN_REVIEW]),
                name="finding_open_by_author",
            ),
            models.Index(
                fields=["published_at"],
                condition=Q(state=State.PUBLISHED),
                name="finding_by_publication",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
