"""Pairs, edges between skills, and tasks, listed on their own."""

from typing import Any

from rest_framework import serializers

from careers.models import (
    Career,
    CareerCode,
    CareerSkill,
    Skill,
    SkillAdjacency,
    SkillCode,
    Task,
)
from kb.api.attribution import Attributions, Named
from kb.api.members import Answer, Count, Judgement, Page
from kb.api.shapes.careers import EdgeBehind, PairBasis


class CareerBrief(Answer):
    """A career, named."""

    url = Page("/careers/{key}/")

    class Meta:
        model = Career
        fields = ("key", "name", "url", "definition", "note")


class SkillBrief(Answer):
    """A skill, named."""

    url = Page("/skills/{key}/")

    class Meta:
        model = Skill
        fields = ("key", "name", "url", "kind", "definition", "note")


class PairEntryAnswer(Answer):
    """A skill that is listed in a career; ``url`` is the page of the pair."""

    url = Page("/careers/{career__key}/skills/{skill__key}/")
    judgement = Judgement()
    rests_on = PairBasis(many=True, read_only=True)
    finding_count = Count("Published findings that measured this skill in this career.")
    attribution = Attributions(
        Named(CareerCode, "career", "career"), Named(SkillCode, "skill", "skill")
    )

    class Meta:
        model = CareerSkill
        fields = (
            *("career", "career_name", "skill", "skill_name", "kind", "url", "role"),
            *("basis", "judgement", "rests_on", "finding_count", "attribution"),
        )
        always = ("attribution",)
        stored = {
            "career": "career.key",
            "career_name": "career.name",
            "skill": "skill.key",
            "skill_name": "skill.name",
            "kind": "skill.kind",
        }
        expand: dict[str, serializers.BaseSerializer[Any]] = {
            "career": CareerBrief(read_only=True),
            "skill": SkillBrief(read_only=True),
        }


class EdgeAnswer(Answer):
    """A bare edge between two skills, in general or in one career."""

    judgement = Judgement()
    rests_on = EdgeBehind(many=True, read_only=True)
    attribution = Attributions(
        Named(SkillCode, "skill", "from_skill"), Named(SkillCode, "skill", "to_skill")
    )

    class Meta:
        model = SkillAdjacency
        fields = (
            *("from", "from_name", "to", "to_name", "relation", "career", "reason"),
            *("basis", "judgement", "rests_on", "attribution"),
        )
        always = ("attribution",)
        stored = {
            "from": "from_skill.key",
            "from_name": "from_skill.name",
            "to": "to_skill.key",
            "to_name": "to_skill.name",
            "career": "career.key",
        }


class TaskEntryAnswer(Answer):
    """A thing people in a career do; ``url`` is the page of the career."""

    url = Page("/careers/{career__key}/")
    finding_count = Count("Published findings that measured it.")
    attribution = Attributions(Named(CareerCode, "career", "career"))

    class Meta:
        model = Task
        fields = (
            *("key", "career", "career_name", "url", "statement", "examples"),
            *("finding_count", "attribution"),
        )
        always = ("attribution",)
        stored = {"career": "career.key", "career_name": "career.name"}
        expand: dict[str, serializers.BaseSerializer[Any]] = {
            "career": CareerBrief(read_only=True)
        }
