"""What may be asked of all pairs, all edges between skills, and all tasks."""

from django.db.models import OuterRef

from careers.models import CareerSkill, SkillAdjacency, Task
from kb.filters.base import Member, MemberFilters, Part
from kb.filters.careers import BEHIND, behind_public
from kb.filters.kinds import COUNT


class PairEntryFilters(MemberFilters):
    """Skills listed in careers."""

    model = CareerSkill
    members = {
        "career": "career__key",
        "career_name": "career__name",
        "skill": "skill__key",
        "skill_name": "skill__name",
        "kind": "skill__kind",
        "role": "role",
        "basis": "basis",
        "finding_count": Member("finding_count", COUNT),
    }
    parts = {
        "rests_on": Part(lambda: behind_public().filter(pair=OuterRef("pk")), BEHIND),
    }


class EdgeFilters(MemberFilters):
    """Edges between skills."""

    model = SkillAdjacency
    members = {
        "from": "from_skill__key",
        "from_name": "from_skill__name",
        "to": "to_skill__key",
        "to_name": "to_skill__name",
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


class TaskFilters(MemberFilters):
    """Tasks."""

    model = Task
    members = {
        "key": "key",
        "career": "career__key",
        "career_name": "career__name",
        "statement": "statement",
        "examples": "examples",
        "finding_count": Member("finding_count", COUNT),
    }
