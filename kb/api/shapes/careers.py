"""Careers, skills, pairs and the edges between skills, as answers show them."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, When
from rest_framework import serializers

from careers.models import (
    Career,
    CareerAdjacency,
    CareerAlias,
    CareerCode,
    CareerSkill,
    Skill,
    SkillAdjacency,
    SkillAlias,
    SkillCode,
    Task,
)
from kb.api.attribution import Attributions, Named
from kb.api.members import Answer, Count, Judgement, Page
from kb.api.objects import Sql
from kb.api.rows import Derived, outer
from kb.filters.careers import behind_public
from kb.models import EdgeBasis

CODE = ("scheme", "code", "title", "uri", "release", "match", "evidence")


class CareerAliasAnswer(Answer):
    """Another name of a career."""

    class Meta:
        model = CareerAlias
        fields = ("name", "language")
        of = "career"
        order = ("name", "id")


class SkillAliasAnswer(Answer):
    """Another name of a skill."""

    class Meta:
        model = SkillAlias
        fields = ("name", "language")
        of = "skill"
        order = ("name", "id")


class CareerCodeAnswer(Answer):
    """A career's code in a taxonomy of occupations, as of one release of it."""

    class Meta:
        model = CareerCode
        fields = CODE
        of = "career"
        order = ("scheme", "code", "id")


class SkillCodeAnswer(Answer):
    """A skill's code in a taxonomy of skills, as of one release of it."""

    class Meta:
        model = SkillCode
        fields = CODE
        of = "skill"
        order = ("scheme", "code", "id")


class TaskAnswer(Answer):
    """A thing people in a career do."""

    class Meta:
        model = Task
        fields = ("key", "statement", "examples")
        of = "career"
        order = ("key",)


class OtherCareer(Derived, serializers.CharField):
    """The career at the other end of an edge of an outer career."""

    def __init__(self, what: str) -> None:
        super().__init__(read_only=True)
        self.what = what

    def expression(self, prefix: str) -> Sql:
        """Return what is asked of the end that is not the outer row."""
        return Case(
            When(from_career=outer(prefix), then=F(f"to_career__{self.what}")),
            default=F(f"from_career__{self.what}"),
            output_field=CharField(),
        )


class CareerNeighbour(Answer):
    """A career next to this one, and why; the edge reads both ways."""

    career = OtherCareer("key")
    name = OtherCareer("name")
    judgement = Judgement()

    class Meta:
        model = CareerAdjacency
        fields = ("career", "name", "reason", "basis", "judgement")

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the edges of a career, both ways."""
        me = outer(prefix)
        edges = CareerAdjacency.objects.filter(Q(from_career=me) | Q(to_career=me))
        return edges.order_by("from_career__key", "to_career__key")


class CareerAnswer(Answer):
    """What a person does for a living; also an occupation as a dataset names it."""

    url = Page("/careers/{key}/")
    aliases = CareerAliasAnswer(many=True, read_only=True)
    codes = CareerCodeAnswer(many=True, read_only=True)
    tasks = TaskAnswer(many=True, read_only=True)
    adjacent = CareerNeighbour(many=True, read_only=True)
    skill_count = Count("Skills listed in it.")
    finding_count = Count("Published findings that measured it.")
    attribution = Attributions(Named(CareerCode, "career"))

    class Meta:
        model = Career
        fields: tuple[str, ...] = (
            "key",
            "name",
            "url",
            "definition",
            "note",
            "aliases",
            "codes",
            "tasks",
            "adjacent",
            "skill_count",
            "finding_count",
            "attribution",
        )
        always = ("attribution",)


class SkillAnswer(Answer):
    """Something a person can learn and use at work."""

    url = Page("/skills/{key}/")
    aliases = SkillAliasAnswer(many=True, read_only=True)
    codes = SkillCodeAnswer(many=True, read_only=True)
    career_count = Count("Careers that list it.")
    finding_count = Count("Published findings that measured it.")
    attribution = Attributions(Named(SkillCode, "skill"))

    class Meta:
        model = Skill
        fields = (
            "key",
            "name",
            "url",
            "kind",
            "definition",
            "note",
            "aliases",
            "codes",
            "career_count",
            "finding_count",
            "attribution",
        )
        always = ("attribution",)


class PairBasis(Answer):
    """A published finding, or a source, behind a skill's place in a career."""

    class Meta:
        model = EdgeBasis
        fields = ("finding", "source")
        stored = {"finding": "finding_key", "source": "source.key"}
        of = "pair"

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return what readers may see of it."""
        return behind_public().filter(**{self.Meta.of: outer(prefix)}).order_by("id")


class EdgeBehind(PairBasis):
    """A published finding, or a source, behind an edge between two skills."""

    class Meta(PairBasis.Meta):
        of = "skill_edge"


class ListedSkillAnswer(Answer):
    """A skill listed in a career; ``url`` is the page of the pair."""

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
            "skill",
            "name",
            "kind",
            "url",
            "role",
            "basis",
            "judgement",
            "rests_on",
            "finding_count",
            "attribution",
        )
        always = ("attribution",)
        stored = {"skill": "skill.key", "name": "skill.name", "kind": "skill.kind"}


class AdjacencyAnswer(Answer):
    """An edge of a skill: ``way`` is "out" if it reads from that skill to the other."""

    skill = serializers.CharField(source="other", read_only=True)
    name = serializers.CharField(source="other_name", read_only=True)
    url = Page("/skills/{other}/")
    way = serializers.ChoiceField(choices=["out", "in"], read_only=True)
    judgement = Judgement()
    rests_on = EdgeBehind(many=True, read_only=True)
    attribution = Attributions(
        Named(SkillCode, "skill", "from_skill"), Named(SkillCode, "skill", "to_skill")
    )

    class Meta:
        model = SkillAdjacency
        fields = (
            "skill",
            "name",
            "url",
            "way",
            "relation",
            "career",
            "reason",
            "basis",
            "judgement",
            "rests_on",
            "attribution",
        )
        always = ("attribution",)
        stored = {"career": "career.key"}
