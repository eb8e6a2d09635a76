"""All pairs, all edges between skills, and all tasks."""

from django.db.models import F, Func, OuterRef

from careers.models import Career, CareerSkill, Skill, SkillAdjacency, Task
from kb.api.base import DetailResource, ListResource, Rows
from kb.api.counts import number_of
from kb.api.objects import Sql
from kb.api.rows import among
from kb.api.shapes.edges import EdgeAnswer, PairEntryAnswer, TaskEntryAnswer
from kb.api.views.careers import MEASURED, MET
from kb.filters import EdgeFilters, PairEntryFilters, TaskFilters


def findings_of_each_pair() -> Sql:
    """Return how many published findings are direct evidence for a pair."""
    met = among(F("career"), Func(OuterRef("career"), template=MET))
    return number_of(MEASURED.filter(met, skill=OuterRef("skill")), "skill", "finding")


def findings_of_task() -> Sql:
    """Return how many published findings measured a task."""
    return number_of(MEASURED.filter(task=OuterRef("pk")), "task", "finding")


class Pairs(ListResource):
    """List pairs: skills as careers list them, each with what its place rests on."""

    name = "pairs_list"
    serializer_class = PairEntryAnswer
    filters = PairEntryFilters
    orderings = {"career": "career__key", "skill": "skill__key"}
    usual = "career"
    computed = {"finding_count": findings_of_each_pair}

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the pairs of current careers and skills."""
        return CareerSkill.objects.filter(
            career__in=Career.objects.current(), skill__in=Skill.objects.current()
        )


class Adjacencies(ListResource):
    """List the edges between skills, each with the reason and what it rests on."""

    name = "adjacencies_list"
    serializer_class = EdgeAnswer
    filters = EdgeFilters
    orderings = {"from": "from_skill__key", "to": "to_skill__key"}
    usual = "from"

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the edges between current skills."""
        current = Skill.objects.current()
        return SkillAdjacency.objects.filter(
            from_skill__in=current, to_skill__in=current
        )


class Tasks(ListResource):
    """List tasks: things that people in a career do."""

    name = "tasks_list"
    serializer_class = TaskEntryAnswer
    filters = TaskFilters
    orderings = {"key": "key", "career": "career__key"}
    computed = {"finding_count": findings_of_task}

    @staticmethod
    def visible(*_: int) -> Rows:
        """Return the tasks of current careers."""
        return Task.objects.filter(career__in=Career.objects.current())


class OneTask(DetailResource):
    """Read a task: what is done, in which career, with examples."""

    name = "tasks_read"
    serializer_class = TaskEntryAnswer
    computed = Tasks.computed
    visible = staticmethod(Tasks.visible)
