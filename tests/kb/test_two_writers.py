"""Writers of relations, merges and sums at once; transactions that see too little."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import Error

from citations.models import SourceRelation
from tests import make
from tests.side import Act, Side, in_turn, rules_of, two_sides
from tests.sql import in_order, insert, rows, settle, update, value

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


def test_two_halves_of_a_cycle(sides: tuple[Side, Side]) -> None:
    one, other = make.source(), make.source()
    there = make.source_relation.unsaved(from_source=one, to_source=other)
    back = make.source_relation.unsaved(from_source=other, to_source=one)
    error = in_turn(sides, lambda: insert(there), lambda: insert(back))
    assert rules_of(error) == {"relations-have-no-cycle"}
    assert SourceRelation.objects.count() == 1


@pytest.mark.parametrize(
    "maker", [make.career, make.skill, make.source, make.organization]
)
def test_two_halves_of_a_circle_of_merges(
    sides: tuple[Side, Side], maker: make.Maker[Any]
) -> None:
    one, other = maker(), maker()
    error = in_turn(
        sides,
        lambda: update(one, merged_into_id=other.pk),
        lambda: update(other, merged_into_id=one.pk),
    )
    assert rules_of(error) == {"key-is-forever"}


def test_two_change_the_weights_of_one_profile(sides: tuple[Side, Side]) -> None:
    """Each keeps the sum by its own sight; together they would not."""
    profile = make.weighted_profile([50, 50])
    one, other = profile_tasks(profile.pk)

    def swap(task: int, weight: int) -> Act:
        def act() -> None:
            rows("UPDATE kb_profiletask SET weight = %s WHERE id = %s", weight, task)
            rows(
                "UPDATE kb_profile SET declared_sum = %s WHERE id = %s", 110, profile.pk
            )
            settle()

        return act

    error = in_turn(sides, swap(one, 60), swap(other, 60))
    assert rules_of(error) == {"shares-add-up"}


def profile_tasks(profile: int) -> list[int]:
    found = rows(
        "SELECT id FROM kb_profiletask WHERE profile_id = %s ORDER BY position", profile
    )
    return [int(number) for (number,) in found]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_gate_does_not_run_where_it_would_not_see(level: str) -> None:
    """Under an older snapshot a lock shows nothing of what it waited for."""
    finding = make.in_review()
    make.review(finding=finding)
    profile = make.weighted_profile([100])
    one, other = make.source(), make.source()
    attempts: list[Act] = [
        lambda: in_order(lambda: update(finding, state="published"), settle),
        lambda: insert(make.notice.unsaved(source=finding.source)),
        lambda: insert(make.source_relation.unsaved(from_source=one, to_source=other)),
        lambda: update(one, merged_into_id=other.pk),
        lambda: in_order(lambda: update(profile, declared_sum=90), settle),
    ]
    for attempt in attempts:
        with two_sides() as (side, _):
            side.begin(level)
            with pytest.raises(Error, match="Write this under READ COMMITTED"):
                side.do(attempt)
    assert value("SHOW transaction_isolation") == "read committed"
