"""What makes two careers or skills meet, and what a page never shows."""

from typing import Any

import pytest

from tests import make
from tests.kb.world import (
    CAREER_ALONE,
    ESCO,
    GROUP,
    HERE,
    ISCO,
    NEIGHBOUR,
    NEIGHBOUR_ALONE,
    PAGE,
    RELATED,
    SKILL_ALONE,
    SOC,
    SOC_2018,
    STUDIED,
    World,
    publish,
)
from tests.sql import rows, update

WIDE = "O*NET-SOC 2019 51-6063.00 and 51-6064.00 are of one group"


def test_a_skill_that_was_merged_is_the_same_skill() -> None:
    world = World()
    finding = publish(world, (RELATED,))
    assert world.found() == []
    between = make.skill(merged_into=world.skill)
    update(world.other_skill, merged_into_id=between.pk)
    ((number, level, close, reason),) = world.found()
    assert (number, level, close) == (finding.pk, "direct", False)
    assert reason == (
        "Measured: Weaving (the same as Knitting: Weaving was merged into it)"
        f" in Knitter.{STUDIED}{PAGE}"
    )


def test_a_career_that_was_merged_is_the_same_career() -> None:
    world = World()
    finding = publish(world, (NEIGHBOUR,))
    update(world.other_career, merged_into_id=world.career.pk)
    ((number, level, close, reason),) = world.found()
    assert (number, level, close) == (finding.pk, "direct", False)
    assert reason.startswith(
        "Measured: Knitting in Weaver, the same as Knitter (Weaver was merged into it)."
    )


@pytest.mark.parametrize(("skill", "level"), [(True, "direct"), (False, "same_career")])
def test_a_task_is_measured_in_its_career(*, skill: bool, level: str) -> None:
    world = World()
    task = make.task(career=world.career)
    subject: dict[str, Any] = {"career": world.career, "task": task}
    if skill:
        subject["skill"] = world.skill
    make.published(subjects=[subject], statement="Knitting by a knitter.")
    assert [line[1] for line in world.found()] == [level]


def test_a_task_of_another_career_says_nothing_here() -> None:
    world = World()
    task = make.task(career=world.other_career)
    make.published(subjects=[{"career": world.other_career, "task": task}])
    assert world.found() == []


@pytest.mark.parametrize(
    ("mine", "theirs", "taxonomy", "path"),
    [
        ("51-6063.00", "51-6064.00", SOC, WIDE),
        ("51-6063", "51-6064", SOC_2018, "SOC 2018 51-6063 and 51-6064"),
        ("7318", "7319", ISCO, "ISCO-08 7318 and 7319 are of one group"),
        ("51-6063.00", "51-6093.00", SOC, ""),
        ("7318", "7322", ISCO, ""),
        ("73", "74", ISCO, ""),
        ("S4.9", "S4.8", ESCO, ""),
    ],
)
def test_siblings_are_related(
    mine: str, theirs: str, taxonomy: dict[str, str], path: str
) -> None:
    world = World()
    world.sibling(mine, theirs, **taxonomy)
    found = rows(
        "SELECT match, path FROM careers_career_matches(%s) WHERE career_id = %s",
        world.career.pk,
        world.other_career.pk,
    )
    assert [(m, p.startswith(path)) for m, p in found] == (
        [("related", True)] * bool(path)
    )


def test_one_code_of_two_taxonomies_joins_nobody() -> None:
    world = World()
    make.career_code(career=world.career, code="1", match="exact", **SOC)
    make.career_code(career=world.other_career, code="1", match="exact", **ISCO)
    publish(world, (NEIGHBOUR_ALONE,))
    assert world.found() == []


def test_a_search_that_found_no_code_joins_nobody() -> None:
    world = World()
    for career in (world.career, world.other_career):
        make.career_code(
            career=career, code="", match="none", evidence="Looked.", **SOC
        )
    publish(world, (NEIGHBOUR_ALONE,))
    assert world.found() == []


def test_an_edge_is_read_both_ways() -> None:
    world = World()
    world.skill_edge()
    publish(world, ({"career": "career", "skill": "skill"},))
    other = rows(
        "SELECT level FROM kb_directness(%s, %s)",
        world.career.pk,
        world.other_skill.pk,
    )
    assert other == [("related",)]


@pytest.mark.parametrize("state", ["suspended", "superseded", "withdrawn"])
def test_what_readers_may_not_see_is_on_no_page(state: str) -> None:
    world = World()
    finding = publish(world, (HERE,))
    assert len(world.found()) == 1
    update(finding, state=state, state_reason="In doubt.")
    assert world.found() == []


def test_work_in_progress_is_on_no_page() -> None:
    world = World()
    for state in ("draft", "in_review"):
        make.subject(
            finding=make.finding(state=state), career=world.career, skill=world.skill
        )
    assert world.found() == []


@pytest.mark.parametrize(
    ("subject", "study", "dataset"),
    [
        (HERE, "direct", ["direct"]),
        (SKILL_ALONE, "same_skill", ["same_skill"]),
        (CAREER_ALONE, "same_career", ["same_career"]),
        (NEIGHBOUR, "same_skill", []),
        (GROUP, "general", []),
    ],
    ids=["pair", "skill", "career", "elsewhere", "group"],
)
def test_a_dataset_is_shown_where_it_measured(
    subject: dict[str, str], study: str, dataset: list[str]
) -> None:
    world = World()
    one = publish(world, (subject,))
    assert [line[:2] for line in world.found()] == [(one.pk, study)]
    update(one, state="withdrawn", state_reason="Its dataset has it.")
    publish(world, (subject,), release=make.dataset_release())
    assert [line[1] for line in world.found()] == dataset


def test_each_finding_stands_once_however_many_subjects_fit() -> None:
    world = World()
    publish(world, (HERE, SKILL_ALONE, CAREER_ALONE, GROUP))
    publish(world, (GROUP, CAREER_ALONE))
    assert sorted(line[1] for line in world.found()) == ["direct", "same_career"]


def test_a_bearing_never_brings_a_finding_nearer() -> None:
    world = World()
    finding = make.draft()
    make.bearing(finding=finding, career=world.career, skill=world.skill)
    update(finding, state="in_review")
    make.review(finding=finding)
    update(finding, state="published")
    assert [line[1] for line in world.found()] == ["general"]
