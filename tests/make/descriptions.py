"""What describes a career: duties, demands, facts, levels, questions, lists, weeks."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from careers.models import WorkType
from kb.models import (
    Duty,
    Glance,
    Level,
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
from kb.models.described import Described
from kb.services import release_approve
from tests.make.findings import release, somebodys_key
from tests.make.identities import career, skill, task, work_type
from tests.make.maker import Maker, numbered
from tests.make.people import reviewer
from tests.make.sources import citation

Row = TypeVar("Row", bound=Described)

_described = {"career": career, "citation": citation, "release": release}

duty = Maker(Duty, **_described, text=numbered("Reads what others wrote"))
requirement = Maker(
    Requirement,
    **_described,
    category=numbered("Languages"),
    text="One language of the machine.",
    level="required",
)
requirement_skill = Maker(RequirementSkill, requirement=requirement, skill=skill)
glance = Maker(
    Glance, **_described, kind="education", text=numbered("A degree is common")
)
level = Maker(Level, **_described, name=numbered("Beginner"))
question = Maker(
    Question,
    **_described,
    question=numbered("Is it hard to learn?"),
    answer="It takes practice.",
)
question_finding = Maker(QuestionFinding, question=question, finding_key=somebodys_key)
outline = Maker(
    Outline,
    **_described,
    key=numbered("outline"),
    kind="role_areas",
    title="Areas of the role",
)
outline_item = Maker(OutlineItem, outline=outline, position=1, label="Databases")
outline_item_skill = Maker(OutlineItemSkill, item=outline_item, skill=skill)
profile = Maker(
    Profile,
    **_described,
    key=numbered("profile"),
    number=1,
    synthetic=True,
    declared_sum=Decimal(100),
)
profile_task = Maker(
    ProfileTask,
    profile=profile,
    task=task,
    position=1,
    weight=Decimal(100),
    work_type=lambda: WorkType.objects.first() or work_type(),
)


def shown(row: Row) -> Row:
    """Return a description that readers see: its release is approved."""
    release_approve(release=row.release, reviewer=reviewer())
    row.refresh_from_db()
    return row


@transaction.atomic
def weighted_profile(weights: Iterable[int], **fields: Any) -> Profile:
    """Return a profile with a task of each weight, summing to what it declares."""
    given = list(weights)
    made = profile(**{"declared_sum": Decimal(sum(given))} | fields)
    for position, weight in enumerate(given, start=1):
        profile_task(
            profile=made,
            task=task(career=made.career),
            position=position,
            weight=weight,
        )
    return made
