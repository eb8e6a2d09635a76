"""Duties, requirements, facts at a glance, levels and questions of careers."""

from django.contrib import admin

from kb.admin.described import FRAME, HELP, DescribedAdmin
from kb.admin.house import KbInline
from kb.models import (
    Duty,
    Glance,
    Level,
    Question,
    QuestionFinding,
    Requirement,
    RequirementSkill,
)

FINDING_KEY = "Key of a finding, whatever its version."


@admin.register(Duty)
class DutyAdmin(DescribedAdmin):
    """Duties."""

    fields = (*FRAME, "text", "task")
    list_display = ("text", "career", "release", "shown")
    search_fields = ("text", "career__name")
    autocomplete_fields = ("career", "citation", "task")
    help_texts = {
        **HELP,
        "text": "What people in the career are said to do.",
        "task": "The task it is, if the career has it.",
    }


class RequirementSkillInline(KbInline):
    """Skills that a requirement names."""

    model = RequirementSkill
    joined = ("requirement", "skill")
    verbose_name = "skill"
    verbose_name_plural = "skills it names"
    autocomplete_fields = ("skill",)
    help_texts = {"skill": "One that the text names."}


@admin.register(Requirement)
class RequirementAdmin(DescribedAdmin):
    """Requirements."""

    fields = (*FRAME, ("category", "level"), "text")
    list_display = ("category", "text", "level", "career", "release", "shown")
    search_fields = ("category", "text", "career__name")
    inlines = (RequirementSkillInline,)
    help_texts = {
        **HELP,
        "category": "Its heading.",
        "text": "What is asked for, in our own words.",
        "level": "How strongly the source says it is asked for.",
    }


@admin.register(Glance)
class GlanceAdmin(DescribedAdmin):
    """Facts at a glance."""

    fields = (
        *FRAME,
        ("kind", "absent"),
        "text",
        ("low", "high", "unit"),
        ("horizon", "direction"),
    )
    list_display = ("text", "kind", "career", "release", "shown")
    list_filter = ("kind", *DescribedAdmin.list_filter)
    search_fields = ("text", "career__name")
    help_texts = {
        **HELP,
        "kind": "What it is about.",
        "text": "The fact in words.",
        "low": "Low end, if it is a number; then name the unit.",
        "high": "High end.",
        "unit": "As “thousand a year”.",
        "direction": "Up, down or steady.",
    }


@admin.register(Level)
class LevelAdmin(DescribedAdmin):
    """Levels of the ladder."""

    fields = (*FRAME, "name", ("years_low", "years_high", "years_from"), "finding_key")
    list_display = ("name", "career", "years_low", "years_high", "release", "shown")
    search_fields = ("name", "career__name")
    help_texts = {
        **HELP,
        "name": "What the level is called.",
        "years_low": "Years of work at which it begins.",
        "years_high": "Years of work at which it ends.",
        "finding_key": f"Its pay. {FINDING_KEY}",
    }


class QuestionFindingInline(KbInline):
    """Findings that hold the figures of an answer."""

    model = QuestionFinding
    joined = ("question",)
    verbose_name = "finding"
    verbose_name_plural = "findings the answer rests on"
    help_texts = {"finding_key": FINDING_KEY}


@admin.register(Question)
class QuestionAdmin(DescribedAdmin):
    """Questions and answers."""

    fields = (*FRAME, "skill", "question", "answer")
    list_display = ("question", "career", "skill", "release", "shown")
    list_select_related = (*DescribedAdmin.list_select_related, "skill")
    search_fields = ("question", "answer", "career__name", "skill__name")
    autocomplete_fields = ("career", "citation", "skill")
    inlines = (QuestionFindingInline,)
    help_texts = {
        **HELP,
        "skill": "Empty where it is about the whole career.",
        "question": "As people ask it.",
        "answer": "In our own words; its figures stay in the findings.",
    }
