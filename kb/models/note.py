"""What colleagues say to each other about a row."""

from typing import Self

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

from careers.models import Career, Skill
from citations.identifiers import NOT_PLAIN, UNSEEN
from citations.models import Citation, Source
from kb.models.finding import Finding

ABOUT = ("finding", "source", "citation", "career", "skill")
MOST_TEXT = 2_000


def _counted(name: str) -> Case:
    """Return 1 where a column is filled, else 0."""
    filled = When(**{f"{name}__isnull": False}, then=Value(1))
    return Case(filled, default=Value(0), output_field=IntegerField())


class NoteQuerySet(models.QuerySet["Note"]):
    """Named reads of notes."""

    def open(self) -> Self:
        """Keep those that nobody has closed."""
        return self.filter(resolved_at=None)

    def mentioning(self, person: User) -> Self:
        """Keep those that name ``person``."""
        return self.filter(mentions__person=person)

    def with_object(self) -> Self:
        """Join what each is about, and who wrote and closed it."""
        return self.select_related(*ABOUT, "citation__source", "author", "resolved_by")


@pghistory.track()
class Note(models.Model):
    """A note of one colleague to the others, about one row. Readers never see it.

    ``@username`` in its text names a colleague, who finds it among theirs.
    """

    finding = models.ForeignKey(
        Finding, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    citation = models.ForeignKey(
        Citation, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    career = models.ForeignKey(
        Career, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    skill = models.ForeignKey(
        Skill, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    text = models.TextField(
        max_length=MOST_TEXT,
        help_text="@username tells a colleague. It cannot be changed afterwards.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="note_is_about_one_thing",
                condition=Exact(
                    sum((_counted(name) for name in ABOUT[1:]), _counted(ABOUT[0])), 1
                ),
                violation_error_message="Say what it is about: one thing.",
                violation_error_code="note-is-about-one-thing",
            ),
            models.CheckConstraint(
                name="note_says_something",
                condition=~Q(text__regex=r"^\s*$"),
                violation_error_message="Say it in words.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="note_is_plain_and_short",
                condition=~Q(text__regex=UNSEEN)
                & Q(LessThanOrEqual(Length("text"), MOST_TEXT)),
                violation_error_message=f"At most {MOST_TEXT} characters. {NOT_PLAIN}",
                violation_error_code="text-is-plain",
            ),
            models.CheckConstraint(
                name="note_is_closed_by_somebody",
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                violation_error_message="Say who closed it, and when.",
                violation_error_code="note-is-about-one-thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:80]}"

    @property
    def about(self) -> models.Model:
        """Return the row that it is about."""
        rows: list[models.Model | None] = [getattr(self, name) for name in ABOUT]
        return next(row for row in rows if row is not None)


@pghistory.track()
class NoteMention(models.Model):
    """A note names a colleague."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["note", "person"]
        constraints = [
            models.UniqueConstraint(fields=["note", "person"], name="notemention_once")
        ]

    def __str__(self) -> str:
        return f"@{self.person}"
