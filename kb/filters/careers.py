"""What may be asked of lists of careers, skills, pairs and edges between skills."""

from django.db.models import Case, F, OuterRef, Q, When

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
from kb.filters.base import Member, MemberFilters, Members, Part, Rows
from kb.filters.kinds import COUNT, KEY, NAME, vocabulary
from kb.filters.words import LOOKED_FOR, Words, named
from kb.models import EdgeBasis, Finding

ALIAS = {"name": "name", "language": "language"}
CODE = {
    "scheme": "scheme",
    "code": "code",
    "title": "title",
    "uri": "uri",
    "release": "release",
    "match": "match",
    "evidence": "evidence",
}
BEHIND: Members = {
    "finding": Member("finding_key", KEY, "blank"),
    "source": "source__key",
}
WAYS = vocabulary(["out", "in"])
BY_NAME = (
    "Words of one of its names, in any order, the last of which may be a beginning; or "
    "a code of it, whole. Nothing is ranked: `/search/` does that."
)


def behind_public() -> Rows:
    """Return what edges rest on, without findings that readers do not see."""
    published = Finding.objects.published().values("key")
    return EdgeBasis.objects.filter(Q(finding_key="") | Q(finding_key__in=published))


def neighbours() -> Rows:
    """Return the edges of an outer career both ways, with the ``other``'s key."""
    me = OuterRef("pk")
    return CareerAdjacency.objects.filter(Q(from_career=me) | Q(to_career=me)).alias(
        other=Case(
            When(from_career=me, then=F("to_career__key")),
            default=F("from_career__key"),
        ),
        other_name=Case(
            When(from_career=me, then=F("to_career__name")),
            default=F("from_career__name"),
        ),
    )


class CareerFilters(MemberFilters):
    """Careers."""

    q = Words(named(Career, CareerAlias, CareerCode, "career"), BY_NAME, LOOKED_FOR)
    model = Career
    members = {
        "key": "key",
        "name": "name",
        "definition": "definition",
        "note": "note",
        "skill_count": Member("skill_count", COUNT),
        "finding_count": Member("finding_count", COUNT),
    }
    parts = {
        "aliases": Part(
            lambda: CareerAlias.objects.filter(career=OuterRef("pk")), ALIAS
        ),
        "codes": Part(lambda: CareerCode.objects.filter(career=OuterRef("pk")), CODE),
        "skills": Part(
            lambda: CareerSkill.objects.filter(career=OuterRef("pk")),
            {"skill": "skill__key", "role": "role", "basis": "basis"},
        ),
        "tasks": Part(
            lambda: Task.objects.filter(career=OuterRef("pk")),
            {"key": "key", "statement": "statement", "examples": "examples"},
        ),
        "adjacent": Part(
            neighbours,
            {
                "career": Member("other", KEY, keys=Career),
                "name": Member("other_name", NAME),
                "reason": "reason",
                "basis": "basis",
            },
        ),
    }


class SkillFilters(MemberFilters):
    """Skills."""

    q = Words(named(Skill, SkillAlias, SkillCode, "skill"), BY_NAME, LOOKED_FOR)
    model = Skill
    members = {
        "key": "key",
        "name": "name",
        "kind": "kind",
        "definition": "definition",
        "note": "note",
        "career_count": Member("career_count", COUNT),
        "finding_count": Member("finding_count", COUNT),
    }
    parts = {
        "aliases": Part(lambda: SkillAlias.objects.filter(skill=OuterRef("pk")), ALIAS),
        "codes": Part(lambda: SkillCode.objects.filter(skill=OuterRef("pk")), CODE),
        "careers": Part(
            lambda: CareerSkill.objects.filter(skill=OuterRef("pk")),
            {"career": "career__key", "role": "role", "basis": "basis"},
        ),
    }


class PairFilters(MemberFilters):
    """Skills listed in one career."""

    model = CareerSkill
    members = {
        "skill": "skill__key",
        "name": "skill__name",
        "kind": "skill__kind",
        "role": "role",
        "basis": "basis",
        "finding_count": Member("finding_count", COUNT),
    }
    parts = {
        "rests_on": Part(lambda: behind_public().filter(pair=OuterRef("pk")), BEHIND),
    }


class AdjacencyFilters(MemberFilters):
    """Edges of one skill; ``other`` and ``way`` are seen from that skill."""

    model = SkillAdjacency
    members = {
        "skill": Member("other", KEY, keys=Skill),
        "name": Member("other_name", NAME),
        "way": Member("way", WAYS),
        "relation": "relation",
        "career": "career__key",
        "reason": "reason",
        "basis": "basis",
    }
    parts = {
        "rests_on": Part(
            lambda: behind_public().filter(skill_edge=OuterRef("pk")), BEHIND
        ),
    }
