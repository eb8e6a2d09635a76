"""Statements with two transactions at once: each must see what the other committed."""

from collections.abc import Iterator

import pytest
from django.db import Error

from kb.models import Statement
from kb.services import finding_withdraw, statement_publish, statement_save
from tests import make
from tests.kb.statements.world import World, world
from tests.side import Act, Side, in_turn, rules_of, two_sides
from tests.sql import delete, in_order, insert, settle, update

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


@pytest.fixture
def here() -> World:
    return world()


def state(statement: Statement) -> str:
    return Statement.objects.get(pk=statement.pk).state


def publish(statement: Statement) -> Act:
    reviewer = make.reviewer()
    return lambda: statement_publish(statement=statement, reviewer=reviewer)


def withdraw(here: World) -> Act:
    person = make.editor()
    return lambda: finding_withdraw(
        finding=here.finding, author=person, reason="Misread."
    )


def by_sql(statement: Statement) -> Act:
    """Publish past the services; its gates run before its commit."""
    make.statement_review(statement=statement)
    return lambda: in_order(lambda: update(statement, state="published"), settle)


@pytest.mark.parametrize("way", [publish, by_sql])
def test_a_finding_is_withdrawn_while_another_publishes(
    sides: tuple[Side, Side], here: World, way: object
) -> None:
    statement = here.in_review()
    act = publish(statement) if way is publish else by_sql(statement)
    error = in_turn(sides, withdraw(here), act)
    assert rules_of(error) & {"slot-shows-its-figure", "claim-rests-on-findings"}
    assert state(statement) == "in_review"


@pytest.mark.parametrize("way", [publish, by_sql])
def test_a_withdrawal_waits_for_a_publication_and_then_takes_it(
    sides: tuple[Side, Side], here: World, way: object
) -> None:
    statement = here.in_review()
    act = publish(statement) if way is publish else by_sql(statement)
    assert in_turn(sides, act, withdraw(here)) is None
    assert state(statement) == "suspended"


def test_two_people_approve_one_statement(
    sides: tuple[Side, Side], here: World
) -> None:
    statement = here.in_review()
    error = in_turn(sides, publish(statement), publish(statement))
    assert rules_of(error) == {"states-move-along"}
    assert statement.reviews.count() == 1


def test_a_cite_is_deleted_after_another_began_to_publish(
    sides: tuple[Side, Side], here: World
) -> None:
    statement = here.in_review()
    cite = statement.findings.get()
    error = in_turn(sides, publish(statement), lambda: delete(cite))
    assert rules_of(error) == {"published-is-frozen"}


def test_the_words_change_between_reading_and_publishing(
    sides: tuple[Side, Side], here: World
) -> None:
    statement = here.in_review()
    make.statement_review(statement=statement)
    changed = Statement.objects.get(pk=statement.pk)
    changed.text = "Nobody has read this."
    author = changed.author
    error = in_turn(
        sides,
        lambda: statement_save(statement=changed, author=author),
        lambda: in_order(lambda: update(statement, state="published"), settle),
    )
    assert rules_of(error) == {"four-eyes"}


def test_two_begin_the_next_version(sides: tuple[Side, Side], here: World) -> None:
    here.stated(key="said")
    drafts = [
        make.statement.unsaved(key="said", version=2, career=here.career) for _ in "ab"
    ]
    error = in_turn(sides, lambda: insert(drafts[0]), lambda: insert(drafts[1]))
    assert rules_of(error)
    assert rules_of(error) <= {"statement_once", "statement_one_open"}


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_gate_does_not_run_where_it_would_not_see(here: World, level: str) -> None:
    waiting = here.in_review()
    here.stated()
    make.statement_review(statement=waiting)
    attempts: list[Act] = [
        lambda: in_order(lambda: update(waiting, state="published"), settle),
        lambda: update(here.finding, state="suspended", state_reason="In doubt."),
    ]
    for attempt in attempts:
        with two_sides() as (side, _):
            side.begin(level)
            with pytest.raises(Error, match="Write this under READ COMMITTED"):
                side.do(attempt)
