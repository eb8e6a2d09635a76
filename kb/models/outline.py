"""Texts of older systems that are neither numbers nor claims about a skill."""

import pghistory
from django.db import models
from django.db.models import Q

from careers.models import Skill
from kb.enums import Actor, OutlineKind
from kb.models.described import Described, once


@pghistory.track()
class Outline(Described):
    """An ordered list with a purpose, in our own words, always with its citation."""

    key = models.SlugField(max_length=120)
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=OutlineKind.choices)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=120, blank=True, default="")
    declared_sum = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What its shares add up to; 100 unless the source says otherwise.",
    )
    note = models.TextField(blank=True, default="")

    class Meta(Described.Meta):
        constraints = [
            *once("outline", "key"),
            models.CheckConstraint(
                name="outline_has_kind_and_title",
                condition=Q(kind__in=OutlineKind.values) & ~Q(title__regex=r"^\s*$"),
                violation_error_message="An outline says what it lists.",
                violation_error_code="text-is-not-blank",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class OutlineItem(models.Model):
    """One line of an outline; shares add up to what the outline declares."""

    outline = models.ForeignKey(Outline, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    label = models.TextField()
    detail = models.TextField(blank=True, default="")
    group = models.CharField(max_length=120, blank=True, default="")
    share = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="In percent."
    )
    actor = models.CharField(
        max_length=5, choices=Actor.choices, blank=True, default=""
    )
    skills = models.ManyToManyField(
        Skill, through="OutlineItemSkill", blank=True, related_name="+"
    )

    class Meta:
        ordering = ["outline", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outline", "position"], name="outlineitem_once"
            ),
            models.CheckConstraint(
                name="outlineitem_says_what",
                condition=~Q(label__regex=r"^\s*$")
                & (Q(actor="") | Q(actor__in=Actor.values)),
                violation_error_message="A line of an outline has words.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="outlineitem_share_is_percent",
                condition=Q(share=None) | Q(share__gte=0, share__lte=100),
                violation_error_message="A share lies between 0 and 100 percent.",
                violation_error_code="shares-add-up",
            ),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class OutlineItemSkill(models.Model):
    """A skill that a line of an outline names."""

    item = models.ForeignKey(OutlineItem, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "skill"], name="outlineitemskill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.skill})"
