"""Careers, their skills, skills and their neighbours."""

from collections.abc import Callable

from django.db.models import (
    Case,
    F,
    Func,
    OuterRef,
    Q,
    SmallIntegerField,
    Value,
    When,
)
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from careers.enums import Role
from careers.models import Career, CareerSkill, Skill, SkillAdjacency
from kb.api.answering import instead
from kb.api.base import DetailResource, ListResource, NestedList, Rows
from kb.api.counts import number_of
from kb.api.objects import Sql
from kb.api.rows import among
from kb.api.shapes.careers import (
    AdjacencyAnswer,
    CareerAnswer,
    ListedSkillAnswer,
    SkillAnswer,
)
from kb.api.shapes.described import CareerWholeAnswer
from kb.enums import State
from kb.filters import AdjacencyFilters, CareerFilters, PairFilters, SkillFilters
from kb.models import Subject
from kb.selectors.address import Gone, Moved, career_at, skill_at

MEASURED = Subject.objects.filter(finding__state=State.PUBLISHED)
ME = OuterRef("pk")
MET = """ANY(ARRAY(
  SELECT near.career_id FROM careers_career_matches(%(expressions)s) near
  WHERE near.match IN ('same', 'close')))"""
NAMED = {"key": "key", "name": "name"}


def place_of_role(_: int) -> Sql:
    """Return the place of a role: core first, then supporting, then emerging."""
    places = enumerate(Role.values)
    return Case(
        *(When(role=role, then=place) for place, role in places),
        output_field=SmallIntegerField(),
    )


def skills_of_career() -> Sql:
    """Return how many skills a career lists."""
    return number_of(CareerSkill.objects.filter(career=ME), "career")


def findings_of_career() -> Sql:
    """Return how many published findings measured a career."""
    return number_of(MEASURED.filter(career=ME), "career", "finding")


def careers_of_skill() -> Sql:
    """Return how many careers list a skill."""
    return number_of(CareerSkill.objects.filter(skill=ME), "skill")


def findings_of_skill() -> Sql:
    """Return how many published findings measured a skill."""
    return number_of(MEASURED.filter(skill=ME), "skill", "finding")


def findings_of_pair(career: int) -> Sql:
    """Return how many published findings are direct evidence for a pair."""
    met = among(F("career"), Func(Value(career), template=MET))
    direct = MEASURED.filter(met, skill=OuterRef("skill"))
    return number_of(direct, "skill", "finding")


class Careers(ListResource):
    """List careers. Also occupations as datasets name them: those without skills."""

    name = "careers_list"
    serializer_class = CareerAnswer
    filters = CareerFilters
    orderings = NAMED
    computed = {
        "skill_count": skills_of_career,
        "finding_count": findings_of_career,
    }

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the careers that readers may choose."""
        return Career.objects.current()


class OneCareer(DetailResource):
    """Read a career: names, codes, tasks, neighbours, and all that describes it."""

    name = "careers_read"
    serializer_class = CareerWholeAnswer
    computed = Careers.computed
    visible = staticmethod(Careers.visible)
    argument = "career"

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Lead to the career it was merged into, or say why it is gone."""
        return instead(request, career_at(key), "career")


class CareerSkills(NestedList):
    """List the skills of a career, each with its place there and what that rests on."""

    name = "careers_skills_list"
    serializer_class = ListedSkillAnswer
    filters = PairFilters
    orderings = {"skill": "skill__key", "name": "skill__name", "role": "place"}
    usual = "role"
    computed = {"finding_count": findings_of_pair, "place": place_of_role}
    argument = "career"

    def parent(self, key: str) -> Career | Moved | Gone | None:
        """Return the career."""
        return career_at(key)

    @staticmethod
    def visible(*numbers: int) -> Rows:
        """Return the pairs of a career with current skills."""
        (career,) = numbers
        current = Skill.objects.current()
        return CareerSkill.objects.filter(career=career, skill__in=current)


class Skills(ListResource):
    """List skills."""

    name = "skills_list"
    serializer_class = SkillAnswer
    filters = SkillFilters
    orderings = NAMED
    computed = {
        "career_count": careers_of_skill,
        "finding_count": findings_of_skill,
    }

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the skills that readers may choose."""
        return Skill.objects.current()


class OneSkill(DetailResource):
    """Read a skill: names and codes."""

    name = "skills_read"
    serializer_class = SkillAnswer
    computed = Skills.computed
    visible = staticmethod(Skills.visible)
    argument = "skill"

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Lead to the skill it was merged into, or say why it is gone."""
        return instead(request, skill_at(key), "skill")


def seen_from(out: str, back: str) -> Callable[[int], Sql]:
    """Return what an edge of a skill is at one end, or at the other, as it reads."""

    def seen(skill: int) -> Sql:
        here = When(from_skill=skill, then=F(out) if "__" in out else Value(out))
        return Case(here, default=F(back) if "__" in back else Value(back))

    return seen


class AdjacentSkills(NestedList):
    """List the edges of a skill, both ways, each with what it rests on."""

    name = "skills_adjacent_list"
    serializer_class = AdjacencyAnswer
    filters = AdjacencyFilters
    orderings = {"skill": "other", "name": "other_name"}
    usual = "skill"
    computed = {
        "way": seen_from("out", "in"),
        "other": seen_from("to_skill__key", "from_skill__key"),
        "other_name": seen_from("to_skill__name", "from_skill__name"),
    }
    argument = "skill"

    def parent(self, key: str) -> Skill | Moved | Gone | None:
        """Return the skill."""
        return skill_at(key)

    @staticmethod
    def visible(*numbers: int) -> Rows:
        """Return the edges of a skill, both ways."""
        (skill,) = numbers
        return SkillAdjacency.objects.filter(Q(from_skill=skill) | Q(to_skill=skill))
