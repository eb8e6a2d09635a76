"""A sentence of a page, in one version, and the findings it cites."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from careers.models import Career, Skill
from kb.enums import State, StatementKind
from kb.models.finding import Finding
from kb.models.release import Release
from kb.models.vocabulary import Facet


class StatementQuerySet(models.QuerySet["Statement"]):
    """Named reads. Every public read starts at ``published()`` or ``public()``."""

    def published(self) -> Self:
        """Keep the statements a reader may read."""
        return self.filter(state=State.PUBLISHED)

    def public(self) -> Self:
        """Keep those a page tells of: published, or suspended and saying why."""
        return self.filter(state__in=[State.PUBLISHED, State.SUSPENDED])

    def waiting(self) -> Self:
        """Keep those that wait for another person."""
        return self.filter(state=State.IN_REVIEW)

    def to_look_at_again(self) -> Self:
        """Keep those that fell with a finding and have no next version in work.

        The finding was suspended, withdrawn, or replaced by a newer version.
        """
        in_work = self.model._default_manager.filter(
            key=models.OuterRef("key"), state__in=[State.DRAFT, State.IN_REVIEW]
        )
        return self.filter(
            ~models.Exists(in_work), state=State.SUSPENDED, suspended_with__isnull=False
        )

    def latest_versions(self) -> Self:
        """Keep the newest version of every key, in whatever state."""
        newer = self.model._default_manager.filter(
            key=models.OuterRef("key"), version__gt=models.OuterRef("version")
        )
        return self.filter(~models.Exists(newer))


@pghistory.track()
class Statement(models.Model):
    """A sentence of one page: of a pair, of a career, or of a skill.

    Its numbers are slots, filled from the estimates of findings it cites. What is
    published is frozen; a change is a new version.
    """

    key = models.SlugField(
        max_length=120, help_text="Public id, shared by all versions of the statement."
    )
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    kind = models.CharField(max_length=10, choices=StatementKind.choices)
    career = models.ForeignKey(
        Career,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="With a skill: the page of the pair. Alone: the page of the career.",
    )
    skill = models.ForeignKey(
        Skill,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="Alone: the page of the skill.",
    )
    facet = models.ForeignKey(
        Facet,
        on_delete=models.PROTECT,
        related_name="statements",
        help_text="The question of the page that it answers.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order among the statements on one question."
    )
    text = models.TextField(
        blank=True, default="", help_text="A sentence; its numbers stand in slots."
    )
    note = models.TextField(
        blank=True, default="", help_text="For editors: what is missing, and why."
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="statements",
        editable=False,
    )
    release = models.ForeignKey(
        Release,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        editable=False,
        help_text="The load that brought this version; empty if a person wrote it.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    state_reason = models.TextField(
        blank=True, default="", editable=False, help_text="Why suspended or withdrawn."
    )
    suspended_with = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suspended_statements",
        editable=False,
        help_text="The finding that took it from readers; both come back together.",
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="statement_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=[State.PUBLISHED, State.SUSPENDED]),
                name="statement_one_published",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=[State.DRAFT, State.IN_REVIEW]),
                name="statement_one_open",
                violation_error_message="A newer version of it already is in work.",
            ),
            models.CheckConstraint(
                name="statement_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.CheckConstraint(
                name="statement_stands_on_one_page",
                condition=Q(career__isnull=False) | Q(skill__isnull=False),
                violation_error_message=(
                    "Name the career, the skill, or both: that is the page it is on."
                ),
                violation_error_code="statement-stands-on-one-page",
            ),
            models.CheckConstraint(
                name="statement_terms_are_known",
                condition=Q(state__in=State.values) & Q(kind__in=StatementKind.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="statement_version_counts_from_one",
                condition=Q(version__gte=1),
                violation_error_code="states-move-along",
            ),
            models.CheckConstraint(
                name="statement_suspended_or_withdrawn_says_why",
                condition=~Q(state__in=[State.SUSPENDED, State.WITHDRAWN])
                | ~Q(state_reason__regex=r"^\s*$"),
                violation_error_message="Say why it is taken from readers.",
                violation_error_code="reasons-are-given",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "key"], name="statement_by_state"),
            models.Index(fields=["career", "skill"], name="statement_by_page"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


@pghistory.track()
class StatementFinding(models.Model):
    """A finding that a statement cites: this version of it, and no other."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="findings"
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="statements"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["statement", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "finding"], name="statementfinding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.finding}"
