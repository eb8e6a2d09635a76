"""A career in full: what describes it, each row with the place it follows."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from rest_framework import serializers

from careers.models import CareerCode
from kb.api.attribution import Attributions, Named
from kb.api.members import Answer, Texts
from kb.api.objects import List, Sql
from kb.api.rows import Derived, outer
from kb.api.shapes.careers import CareerAnswer
from kb.enums import State
from kb.models import (
    Duty,
    Finding,
    Glance,
    Level,
    Listing,
    Outline,
    OutlineItem,
    OutlineItemSkill,
    Profile,
    ProfileTask,
    Question,
    QuestionFinding,
    Requirement,
    RequirementSkill,
)

PLACE = ("citation", "source", "locator")
"""Where a row of a description stands: the citation, its source, the place in it."""
PLACED = {
    "citation": "citation.key",
    "source": "citation.source.key",
    "locator": "citation.locator",
}
DESCRIBING = (Glance, Duty, Requirement, Level, Question, Profile, Outline)
JSON = "to_jsonb"
ORDER = ("citation__source__key", "position", "id")


class DescribedAnswer(Answer):
    """A row that describes a career and that readers see."""

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the rows about an outer career, source by source."""
        shown = self.Meta.model.objects.shown()
        rows: QuerySet[Any, Any] = shown.filter(career=outer(prefix)).order_by(*ORDER)
        return rows


class RequirementSkillAnswer(Answer):
    """A skill that a requirement names."""

    class Meta:
        model = RequirementSkill
        fields = ("key", "name")
        stored = {"key": "skill.key", "name": "skill.name"}
        of = "requirement"
        order = ("skill__name", "id")


class LineSkillAnswer(Answer):
    """A skill that a line of an outline names."""

    class Meta:
        model = OutlineItemSkill
        fields = ("key", "name")
        stored = {"key": "skill.key", "name": "skill.name"}
        of = "item"
        order = ("skill__name", "id")


class GlanceAnswer(DescribedAnswer):
    """A fact at a glance; ``absent`` is true where the source says there is none."""

    class Meta:
        model = Glance
        fields = (
            *("kind", "text", "low", "high", "unit", "horizon", "direction", "absent"),
            *PLACE,
        )
        stored = PLACED


class DutyAnswer(DescribedAnswer):
    """Something people in the career are said to do; ``task`` is the task it means."""

    class Meta:
        model = Duty
        fields = ("text", "task", *PLACE)
        stored = {"task": "task.key", **PLACED}


class RequirementAnswer(DescribedAnswer):
    """Something that is asked for, and how strongly."""

    skills = RequirementSkillAnswer(many=True, read_only=True)

    class Meta:
        model = Requirement
        fields = ("category", "text", "level", "skills", *PLACE)
        stored = PLACED


class PublishedPay(Derived, serializers.CharField):
    """The key of the published finding that holds the pay of a level, if there is one.

    Pay without currency, year and place is in no published finding.
    """

    def __init__(self) -> None:
        said = "Key of the published finding with its pay; null where there is none."
        super().__init__(read_only=True, allow_null=True, help_text=said)

    def expression(self, prefix: str) -> Sql:
        """Return the key, where readers see the finding."""
        seen = Finding.objects.filter(
            key=OuterRef(f"{prefix}finding_key"), state=State.PUBLISHED
        )
        return Subquery(seen.values("key")[:1], output_field=CharField())


class LevelAnswer(DescribedAnswer):
    """A rung of the ladder."""

    finding = PublishedPay()

    class Meta:
        model = Level
        fields = ("name", "years_low", "years_high", "years_from", "finding", *PLACE)
        stored = PLACED


class AnswerFindings(Derived, Texts):
    """Keys of the published findings that hold the figures of an answer."""

    def expression(self, prefix: str) -> Sql:
        """Return the keys in their order."""
        seen = Finding.objects.filter(
            key=OuterRef("finding_key"), state=State.PUBLISHED
        )
        rows = QuestionFinding.objects.filter(Exists(seen), question=outer(prefix))
        keys = rows.order_by("id").values(json=Func(F("finding_key"), function=JSON))
        return List(keys)


class QuestionAnswer(DescribedAnswer):
    """A question people ask about the career, or a skill in it, and an answer."""

    findings = AnswerFindings(help_text="Findings that hold figures of the answer.")

    class Meta:
        model = Question
        fields = ("question", "answer", "skill", "findings", *PLACE)
        stored = {"skill": "skill.key", **PLACED}


class ProfileTaskAnswer(Answer):
    """A task in a profile; weight and exposure in percent, as received."""

    class Meta:
        model = ProfileTask
        fields = (
            *("task", "statement", "weight", "exposure", "work_type"),
            *("deep_expertise", "social"),
        )
        stored = {
            "task": "task.key",
            "statement": "task.statement",
            "work_type": "work_type.code",
        }
        of = "profile"
        order = ("position", "id")


class ProfileAnswer(DescribedAnswer):
    """A mix of tasks; ``synthetic`` where its publisher made it up."""

    tasks = ProfileTaskAnswer(many=True, read_only=True)

    class Meta:
        model = Profile
        fields = ("key", "number", "synthetic", "declared_sum", "tasks", *PLACE)
        stored = PLACED


class LineAnswer(Answer):
    """A line of an outline; ``share`` in percent."""

    skills = LineSkillAnswer(many=True, read_only=True)

    class Meta:
        model = OutlineItem
        fields = ("group", "label", "detail", "share", "actor", "skills")
        of = "outline"
        order = ("position", "id")


class OutlineAnswer(DescribedAnswer):
    """A list of an older system: role areas, workflow, learning, a letter and so on."""

    items = LineAnswer(many=True, read_only=True)

    class Meta:
        model = Outline
        fields = (
            *("key", "kind", "title", "audience", "skill", "declared_sum", "note"),
            *("items", *PLACE),
        )
        stored = {"skill": "skill.key", **PLACED}


class AllAttributions(Attributions):
    """What to say of a career with all that describes, measured or lists it."""

    def behind(self, prefix: str) -> Q:
        """Return which releases it comes from, what describes it included."""
        # The career is two queries further out: the releases stand between.
        career = OuterRef(outer(prefix))
        sets: list[QuerySet[Any, Any]] = [
            *(model.objects.shown().filter(career=career) for model in DESCRIBING),
            Finding.objects.published().filter(subjects__career=career),
            Listing.objects.shown().filter(career=career),
        ]
        brought = (Q(pk__in=rows.values("release")) for rows in sets)
        return reduce(or_, brought, super().behind(prefix))


class CareerWholeAnswer(CareerAnswer):
    """A career with all that describes it; figures stand in the findings on it."""

    glance = GlanceAnswer(many=True, read_only=True)
    duties = DutyAnswer(many=True, read_only=True)
    requirements = RequirementAnswer(many=True, read_only=True)
    levels = LevelAnswer(many=True, read_only=True)
    profiles = ProfileAnswer(many=True, read_only=True)
    outlines = OutlineAnswer(many=True, read_only=True)
    questions = QuestionAnswer(many=True, read_only=True)
    attribution = AllAttributions(Named(CareerCode, "career"))

    class Meta(CareerAnswer.Meta):
        fields = (
            *CareerAnswer.Meta.fields[:-1],
            *("glance", "duties", "requirements", "levels", "profiles", "outlines"),
            *("questions", "attribution"),
        )
