"""Duties, requirements, facts at a glance, levels and questions of a career."""

import pghistory
from django.db import models
from django.db.models import F, Q

from careers.models import Skill, Task
from kb.enums import GlanceKind, RequirementLevel
from kb.models.described import Described, once

BLANK = r"^\s*$"


@pghistory.track()
class Duty(Described):
    """Something people in the career are said to do."""

    text = models.TextField()
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Described.Meta):
        verbose_name_plural = "duties"
        constraints = [
            *once("duty", "career", "citation", "text"),
            models.CheckConstraint(
                name="duty_says_what",
                condition=~Q(text__regex=BLANK),
                violation_error_message="Say in words what is done.",
                violation_error_code="text-is-not-blank",
            ),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Requirement(Described):
    """Something that is asked for, how strongly, and the skills it names."""

    category = models.CharField(max_length=120)
    text = models.TextField()
    level = models.CharField(max_length=10, choices=RequirementLevel.choices)
    skills = models.ManyToManyField(
        Skill, through="RequirementSkill", blank=True, related_name="+"
    )

    class Meta(Described.Meta):
        constraints = [
            *once("requirement", "career", "citation", "category", "level"),
            models.CheckConstraint(
                name="requirement_says_what",
                condition=~Q(text__regex=BLANK)
                & ~Q(category__regex=BLANK)
                & Q(level__in=RequirementLevel.values),
                violation_error_message="Name the category, the level and the demand.",
                violation_error_code="text-is-not-blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.text}"


@pghistory.track()
class RequirementSkill(models.Model):
    """A skill that a requirement names."""

    requirement = models.ForeignKey(
        Requirement, on_delete=models.CASCADE, related_name="+"
    )
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "skill"], name="requirementskill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement} ({self.skill})"


@pghistory.track()
class Glance(Described):
    """A fact at a glance; an explicit “none” is a fact of its own."""

    kind = models.CharField(max_length=16, choices=GlanceKind.choices)
    text = models.TextField()
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, default="")
    horizon = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year an outlook reaches to."
    )
    direction = models.CharField(max_length=80, blank=True, default="")
    absent = models.BooleanField(
        default=False, help_text="The source says that there is none."
    )

    class Meta(Described.Meta):
        verbose_name = "fact at a glance"
        verbose_name_plural = "facts at a glance"
        constraints = [
            *once("glance", "career", "citation", "kind", "text"),
            models.CheckConstraint(
                name="glance_says_what",
                condition=~Q(text__regex=BLANK) & Q(kind__in=GlanceKind.values),
                violation_error_message="Say the fact in words.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="glance_number_has_a_unit",
                condition=Q(low=None, high=None, unit="")
                | (
                    (Q(low__isnull=False) | Q(high__isnull=False))
                    & ~Q(unit__regex=BLANK)
                ),
                violation_error_message="A number at a glance has a unit.",
                violation_error_code="number-has-a-unit",
            ),
            models.CheckConstraint(
                name="glance_range_rises",
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
                violation_error_message="The low end of a range is not above its high.",
                violation_error_code="interval-holds-its-value",
            ),
            models.CheckConstraint(
                name="glance_numbers_are_numbers",
                condition=(Q(low=None) | Q(low__gt=-(10**12), low__lt=10**12))
                & (Q(high=None) | Q(high__gt=-(10**12), high__lt=10**12)),
                violation_error_message="“Not a number” is no figure.",
                violation_error_code="number-is-a-number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"


@pghistory.track()
class Level(Described):
    """A rung of the ladder; its pay is a finding, named by key."""

    name = models.CharField(max_length=120)
    years_low = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    years_high = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    years_from = models.CharField(
        max_length=80, blank=True, default="", help_text="From when years count."
    )
    finding_key = models.SlugField(max_length=120, blank=True, default="")

    class Meta(Described.Meta):
        constraints = [
            *once("level", "career", "citation", "name"),
            models.CheckConstraint(
                name="level_is_named_and_rises",
                condition=~Q(name__regex=BLANK)
                & (
                    Q(years_low=None)
                    | Q(years_high=None)
                    | Q(years_low__lte=F("years_high"))
                ),
                violation_error_message="A level has a name, and its years rise.",
                violation_error_code="interval-holds-its-value",
            ),
            models.CheckConstraint(
                name="level_years_are_numbers",
                condition=(Q(years_low=None) | Q(years_low__gte=0, years_low__lt=100))
                & (Q(years_high=None) | Q(years_high__gte=0, years_high__lt=100)),
                violation_error_message="Years are a number from 0 to 99.",
                violation_error_code="number-is-a-number",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Question(Described):
    """A question people ask about the career, or a skill in it, and an answer."""

    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    question = models.CharField(max_length=300)
    answer = models.TextField()

    class Meta(Described.Meta):
        constraints = [
            *once(
                "question",
                expressions=(
                    *("career", "skill"),
                    models.functions.Lower("question"),
                ),
                nulls_distinct=False,
                violation_error_message="This question already stands on the page.",
                violation_error_code="question-stands-once",
            ),
            models.CheckConstraint(
                name="question_is_asked_and_answered",
                condition=~Q(question__regex=BLANK) & ~Q(answer__regex=BLANK),
                violation_error_message="A question has words and an answer.",
                violation_error_code="text-is-not-blank",
            ),
        ]

    def __str__(self) -> str:
        return self.question


@pghistory.track()
class QuestionFinding(models.Model):
    """A finding, by its key, that holds the figures of an answer."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="findings"
    )
    finding_key = models.SlugField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "finding_key"], name="questionfinding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.finding_key})"
