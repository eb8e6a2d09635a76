# ruff: noqa: RUF001 - the look-alike signs are what is tested
"""What a statement must meet to be published: broken through services and by SQL."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from kb.models import Statement
from kb.rules.registry import RULES, STATEMENT_RULES
from kb.rules.rule import RuleViolations
from kb.services import statement_publish, statement_save
from tests import make
from tests.kb.statements.world import World, world
from tests.sql import allowed, refused, rows, update, value

Fields = Callable[[World], dict[str, Any]]


def text(words: str) -> Fields:
    return lambda _: {"text": words}


BROKEN: list[tuple[str, Fields]] = [
    *(
        ("digits-stand-in-slots", text(words))
        for words in (
            "Knitters rate knitting at 4.12.",
            "Knitters rate knitting at {rated:1:value}, in 2022.",
            "About ½ of all knitters knit.",
            "Knitters knit ٤٠ hours.",
            "Knitters knit ４０ hours.",
            "Knitters knit x² hours.",
            "Knitters knit Ⅳ hours.",
            "Knitters knit ①.",
            "Knitters rate knitting at {rated 4.12.",
        )
    ),
    *(
        ("slot-shows-its-figure", text(words))
        for words in (
            "Knitters rate it at {}.",
            "Knitters rate it at {number}.",
            "Knitters rate it at {rated:1}.",
            "Knitters rate it at {rated:1:worth}.",
            "Knitters rate it at {rated:9:value}.",
            "Knitters rate it at {rated:3:value}.",
            "Knitters rate it at {rated:2:low}.",
            "Knitters rate it at {another:1:value}.",
            "Knitters rate it at {rated:1:value.",
            "Knitters rate it at rated:1:value}.",
            "Knitters rate it at -{rated:1:value}.",
            "Knitters rate it at ~ {rated:1:value}.",
            "Knitters rate it at < {rated:1:value}.",
            "Knitters rate it at {rated:1:low}{rated:1:high}.",
            "Knitters rate it at {rated:1:low}.{rated:1:high}.",
            "Knitters earn {rated:2:value}k.",
            "Knitters earn {rated:2:value} million.",
            "Knitters earn {rated:2:value} %.",
            "Knitters earn ${rated:2:value}.",
            "Knitters rate it at x{rated:1:value}.",
        )
    ),
    *(
        ("statement-is-whole", text(words))
        for words in (
            "",
            "   ",
            "…",
            "Unknown",
            "TBD",
            "{rated:1:value}",
            "Reliability is above .",
            "Knitters rate it at {rated:1:value} .",
            "Knitters rate it at {rated:1:value} , and more.",
            "Knitters rate it at {rated:1:value}  .",
            "Knitters  rate it.",
            "Knitters ,who knit, rate it.",
            "Knitters rate it (  ).",
            "Knitters rate it ( at last).",
            "Knitters rate it,, at last.",
            "Knitters rate it at ???.",
            "Knitters rate it at TODO.",
            "Knitters rate it high",
            "Knitters rate it % higher.",
            "Lorem ipsum dolor sit amet.",
            ", said the knitter.",
        )
    ),
    ("claim-rests-on-findings", lambda _: {"cites": [], "text": "It is so."}),
    (
        "claim-rests-on-findings",
        lambda _: {"cites": [], "text": "It is so.", "kind": "context"},
    ),
    ("claim-rests-on-findings", lambda here: unpublished(here, make.draft())),
    ("claim-rests-on-findings", lambda here: unpublished(here, make.in_review())),
    ("general-carries-no-claim", lambda here: general(here)),
    (
        "general-carries-no-claim",
        lambda here: general(here) | {"cites": [here.finding, *general(here)["cites"]]},
    ),
    ("general-carries-no-claim", lambda here: elsewhere()),
    ("general-carries-no-claim", lambda here: elsewhere() | {"kind": "context"}),
    ("general-carries-no-claim", lambda here: elsewhere() | {"skill": None}),
    ("general-carries-no-claim", lambda here: elsewhere() | {"career": None}),
    ("general-carries-no-claim", lambda here: general(here) | {"skill": None}),
    ("general-carries-no-claim", lambda here: general(here) | {"career": None}),
]

RIGHT: list[Fields] = [
    lambda _: {},
    text("Knitters rate knitting from {rated:1:low} to {rated:1:high}."),
    text("Knitters rate knitting at {rated:1:low}–{rated:1:high}."),
    text("It pays – {rated:2:value} – and is liked ({rated:1:value})."),
    text("Does it pay? It does, e.g. for knitters with .NET."),
    text("Of {rated:1:n}, “most” like it."),
    lambda here: {"kind": "judgement", "cites": [], "text": "We like it!"},
    lambda here: general(here) | {"kind": "context"},
    lambda here: {
        "skill": None,
        "text": "It is so.",
        "cites": [here.finding_on(subjects=[{"career": here.career}])],
    },
    lambda here: {
        "career": None,
        "text": "It is so.",
        "cites": [here.finding_on(subjects=[{"skill": here.skill}])],
    },
]


def unpublished(here: World, finding: Any) -> dict[str, Any]:
    return {"text": "It is so.", "cites": [finding]}


def general(here: World) -> dict[str, Any]:
    """Return a claim on a finding that names neither skill nor career."""
    found = here.finding_on(subjects=[{"group": "all jobs"}])
    return {"text": "It is so.", "cites": [found]}


def elsewhere() -> dict[str, Any]:
    """Return a claim on a finding about another skill in another career."""
    subject = {
        "career": make.career(name="Weaver"),
        "skill": make.skill(name="Weaving"),
    }
    found = make.published(subjects=[subject], population="weaving by each weaver")
    return {"text": "It is so.", "cites": [found]}


@pytest.fixture
def here() -> World:
    return world()


def by_sql(statement: Statement) -> None:
    """Approve and publish a statement past every service."""
    make.statement_review(statement=statement)
    update(statement, state="published")


@pytest.mark.parametrize("right", RIGHT)
def test_what_is_right_is_published(here: World, right: Fields) -> None:
    assert here.stated(**right(here)).state == "published"
    with allowed():
        by_sql(here.in_review(key="another", **right(here)))


@pytest.mark.parametrize(("rule", "broken"), BROKEN)
def test_the_service_says_which_rule_is_broken(
    here: World, rule: str, broken: Fields
) -> None:
    statement = here.in_review(**broken(here))
    with pytest.raises(RuleViolations) as caught:
        statement_publish(statement=statement, reviewer=make.reviewer())
    sentence = next(m for m in caught.value.messages if m.endswith(f"[{rule}]"))
    assert statement.key in sentence
    assert RULES[rule].title in sentence
    assert RULES[rule].remedy in sentence
    statement.refresh_from_db()
    assert statement.state == "in_review"
    assert not statement.reviews.exists()


@pytest.mark.parametrize(("rule", "broken"), BROKEN)
def test_the_gate_refuses_it_past_the_services(
    here: World, rule: str, broken: Fields
) -> None:
    statement = here.in_review(**broken(here))
    found = rows("SELECT DISTINCT rule FROM kb_statement_shortfalls(%s)", statement.pk)
    assert (rule,) in found
    gate = "kb_statement_publication_gate"
    with refused(*(name for (name,) in found), by=gate) as refusal:
        by_sql(statement)
    assert f'"rule": "{rule}"' in refusal.detail


def test_every_rule_of_statements_is_broken_once() -> None:
    assert {rule for rule, _ in BROKEN} == {rule.id for rule in STATEMENT_RULES}


def test_each_rule_is_asked_of_every_statement() -> None:
    body = value("SELECT prosrc FROM pg_proc WHERE proname = 'kb_statement_shortfalls'")
    pairs = re.findall(r"'([a-z-]+)', r\.\* FROM (\w+)\(this\)", body)
    assert dict(pairs) == {rule.id: rule.function for rule in STATEMENT_RULES}


def test_a_draft_may_be_as_incomplete_as_it_likes(here: World) -> None:
    statement = make.statement(text="", kind="claim", career=here.career)
    with allowed():
        update(statement, state="in_review")
    statement.text = "Above {40."
    statement_save(statement=statement, author=statement.author)


def test_two_versions_of_a_finding_fill_no_slot(here: World) -> None:
    newer = make.draft(key="rated", version=2)
    statement = here.in_review(cites=[here.finding, newer])
    found = rows("SELECT found FROM kb_statement_rule_slots(%s)", statement.pk)
    assert found == [("two versions of the finding are cited",)]


@pytest.mark.parametrize("column", ["text", "kind", "facet_id", "position"])
def test_null_is_no_way_round(here: World, column: str) -> None:
    statement = here.draft()
    with refused() as refusal:
        update(statement, **{column: None})
    assert refusal.state == "23502"
