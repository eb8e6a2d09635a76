"""Directness: every line of the design's table, and every near miss.

Each line is a world of one finding around the page of Knitting, for a Knitter.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.kb.world import (
    CAREER_ALONE,
    GROUP,
    HERE,
    NEIGHBOUR,
    NEIGHBOUR_ALONE,
    OTHER_SKILL_ALONE,
    PAGE,
    RELATED,
    RELATED_ELSEWHERE,
    SKILL_ALONE,
    STUDIED,
    Subject,
    World,
    publish,
)
from tests.sql import in_order


@dataclass(frozen=True)
class Line:
    """What a study measured, how the world lies, and what the page must say."""

    name: str
    subjects: tuple[Subject, ...]
    level: str | None
    reason: str = ""
    around: Callable[[World], None] = lambda _world: None
    close: bool = False

    def __str__(self) -> str:
        return self.name


CODE = "both carry O*NET-SOC 2019 51-6063.00"
SAME_SKILL = "the same as Knitting: both carry ESCO S4.9 (exact here, exact there)"
LINES = (
    Line("skill and career", (HERE,), "direct", "Measured: Knitting in Knitter."),
    Line(
        "the same career by an exact code",
        (NEIGHBOUR,),
        "direct",
        f"Measured: Knitting in Weaver, the same as Knitter ({CODE}"
        " (exact here, exact there)).",
        lambda w: w.career_code("exact", "exact"),
    ),
    Line(
        "a close career: exact here, close there",
        (NEIGHBOUR,),
        "direct",
        f"Measured: Knitting in Weaver, a close match of Knitter ({CODE}"
        " (exact here, close there)).",
        lambda w: w.career_code("exact", "close"),
        close=True,
    ),
    Line(
        "a close career: close here, exact there",
        (NEIGHBOUR,),
        "direct",
        f"Measured: Knitting in Weaver, a close match of Knitter ({CODE}"
        " (close here, exact there)).",
        lambda w: w.career_code("close", "exact"),
        close=True,
    ),
    Line(
        "close and close is not close",
        (NEIGHBOUR,),
        "same_skill",
        "Measured: Knitting in another career, Weaver.",
        lambda w: w.career_code("close", "close"),
    ),
    Line(
        "exact and broad is not close",
        (NEIGHBOUR,),
        "same_skill",
        around=lambda w: w.career_code("exact", "broad"),
    ),
    Line(
        "exact and narrow is not close",
        (NEIGHBOUR,),
        "same_skill",
        around=lambda w: w.career_code("narrow", "exact"),
    ),
    Line(
        "a sibling group is not close",
        (NEIGHBOUR,),
        "same_skill",
        around=lambda w: w.sibling("51-6063.00", "51-6064.00"),
    ),
    Line(
        "an edge of careers is not close",
        (NEIGHBOUR,),
        "same_skill",
        around=World.career_edge,
    ),
    Line(
        "the same skill by an exact code",
        (RELATED,),
        "direct",
        f"Measured: Weaving ({SAME_SKILL}) in Knitter.",
        lambda w: w.skill_code("exact", "exact"),
    ),
    Line(
        "the same skill in another career",
        (NEIGHBOUR,),
        "same_skill",
        "Measured: Knitting in another career, Weaver.",
    ),
    Line(
        "the same skill in no career",
        (SKILL_ALONE,),
        "same_skill",
        "Measured: Knitting, in no one career.",
    ),
    Line(
        "the same skill by an exact code, in no career",
        (OTHER_SKILL_ALONE,),
        "same_skill",
        f"Measured: Weaving ({SAME_SKILL}), in no one career.",
        lambda w: w.skill_code("exact", "exact"),
    ),
    Line(
        "a related skill by an edge, in this career",
        (RELATED,),
        "related",
        "Measured: Weaving, a neighbour of Knitting (Both make cloth), in Knitter.",
        World.skill_edge,
    ),
    Line(
        "a related skill by an edge that holds here",
        (RELATED,),
        "related",
        around=lambda w: w.skill_edge(career=w.career),
    ),
    Line(
        "a related skill by an edge that holds elsewhere",
        (RELATED,),
        None,
        around=lambda w: w.skill_edge(career=w.other_career),
    ),
    Line(
        "a related skill by a close code",
        (RELATED,),
        "related",
        "Measured: Weaving, a neighbour of Knitting (both carry ESCO S4.9"
        " (exact here, close there)), in Knitter.",
        lambda w: w.skill_code("exact", "close"),
    ),
    Line(
        "a related skill in a close career",
        (RELATED_ELSEWHERE,),
        "related",
        "Measured: Weaving, a neighbour of Knitting (Both make cloth), in Weaver,"
        f" a close match of Knitter ({CODE} (exact here, close there)).",
        lambda w: in_order(w.skill_edge, lambda: w.career_code("exact", "close")),
        close=True,
    ),
    Line(
        "a related skill in another career",
        (RELATED_ELSEWHERE,),
        None,
        around=World.skill_edge,
    ),
    Line(
        "a related skill in a related career",
        (RELATED_ELSEWHERE,),
        None,
        around=lambda w: in_order(w.skill_edge, w.career_edge),
    ),
    Line(
        "a related skill in no career",
        (OTHER_SKILL_ALONE,),
        None,
        around=World.skill_edge,
    ),
    Line(
        "this career, no skill",
        (CAREER_ALONE,),
        "same_career",
        "Measured: Knitter, as a whole and with no skill named.",
    ),
    Line(
        "a close career, no skill",
        (NEIGHBOUR_ALONE,),
        "same_career",
        f"Measured: Weaver, a close match of Knitter ({CODE}"
        " (close here, exact there)), as a whole and with no skill named.",
        lambda w: w.career_code("close", "exact"),
        close=True,
    ),
    Line("another career, no skill", (NEIGHBOUR_ALONE,), None),
    Line(
        "a related career, no skill",
        (NEIGHBOUR_ALONE,),
        None,
        around=lambda w: w.sibling("51-6063.00", "51-6064.00"),
    ),
    Line("this career, an unrelated skill", (RELATED,), None),
    Line("an unrelated skill alone", (OTHER_SKILL_ALONE,), None),
    Line("another skill in another career", (RELATED_ELSEWHERE,), None),
    Line(
        "a group alone",
        (GROUP,),
        "general",
        "Measured: all US jobs; neither a skill nor a career is named.",
    ),
    Line("the nearest subject wins", (GROUP, SKILL_ALONE, HERE), "direct"),
    Line("the nearest subject wins, whatever its place", (HERE, GROUP), "direct"),
    Line("same skill before same career", (CAREER_ALONE, SKILL_ALONE), "same_skill"),
    Line(
        "related before same career",
        (CAREER_ALONE, RELATED),
        "related",
        around=World.skill_edge,
    ),
    Line("same career before general", (GROUP, CAREER_ALONE), "same_career"),
    Line(
        "the same career before a close one",
        (NEIGHBOUR, HERE),
        "direct",
        "Measured: Knitting in Knitter.",
        lambda w: w.career_code("exact", "close"),
    ),
    Line(
        "a close career with the skill before the career alone",
        (CAREER_ALONE, NEIGHBOUR),
        "direct",
        around=lambda w: w.career_code("exact", "close"),
        close=True,
    ),
    Line(
        "two lists are not multiplied",
        (SKILL_ALONE, CAREER_ALONE),
        "same_skill",
        "Measured: Knitting, in no one career.",
    ),
)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_line_of_the_table(line: Line) -> None:
    world = World()
    line.around(world)
    finding = publish(world, line.subjects)
    found = world.found()
    if line.level is None:
        assert found == []
        return
    ((number, level, close, reason),) = found
    assert (number, level, close) == (finding.pk, line.level, line.close)
    assert reason.endswith(STUDIED + PAGE)
    if line.reason:
        assert reason == line.reason + STUDIED + PAGE
