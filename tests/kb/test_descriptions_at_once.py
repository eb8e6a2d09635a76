"""Approvals of descriptions and late changes of them, with two transactions at once."""

import pytest

from kb.selectors import release_digest
from kb.services import release_approve
from tests import make
from tests.side import Side, in_turn, rules_of, two_sides
from tests.sql import insert, update

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_approval_and_a_late_change_wait_for_each_other() -> None:
    line = make.outline_item()
    release, reviewer = line.outline.release, make.reviewer()
    digest = release_digest(release)
    with two_sides() as sides:
        error = in_turn(
            sides,
            lambda: update(line, label="Other words"),
            lambda: release_approve(release=release, reviewer=reviewer, digest=digest),
        )
    assert rules_of(error) == {"review-names-what-was-read"}


def test_a_late_change_waits_for_the_approval() -> None:
    line = make.outline_item()
    duty = make.duty(release=line.outline.release)
    late = make.duty.unsaved(release=duty.release)
    release, reviewer = line.outline.release, make.reviewer()
    for act in (
        lambda: update(line, label="Other words"),
        lambda: update(duty, text="Other words"),
        lambda: insert(late),
        lambda: update(duty.citation, locator="Elsewhere"),
    ):
        first, second = Side(), Side()
        try:
            first.begin()
            first.do(lambda: release_approve(release=release, reviewer=reviewer))
            second.begin()
            waiting = second.start(act)
            second.waits_for(first, waiting)
        finally:
            first.close()  # undone, so that the next act meets it again
            waiting.result(timeout=30)
            second.close()
    with two_sides() as sides:
        error = in_turn(
            sides,
            lambda: release_approve(release=release, reviewer=reviewer),
            lambda: update(line, label="Other words"),
        )
    assert rules_of(error) == {"published-is-frozen"}
