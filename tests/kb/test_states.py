"""States move along one table, and what was decided on stands still.

The table in ``kb.enums`` and the trigger's own are held equal here, move by move.
"""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User

from kb.enums import TRANSITIONS, State
from kb.models import Finding
from kb.rules.rule import RuleViolations
from kb.services import (
    finding_publish,
    finding_submit,
    finding_suspend,
    finding_take_back,
    finding_withdraw,
)
from tests import make
from tests.sql import allowed, delete, insert, refused, update

WHY = {"state_reason": "Its data are in doubt."}
PUBLIC = (State.PUBLISHED, State.SUSPENDED)
DECIDED = (*PUBLIC, State.SUPERSEDED, State.WITHDRAWN, State.REJECTED)
OPEN = (State.DRAFT, State.IN_REVIEW)
# Beside the state: why it is out of sight, and because of which notice.
MOVABLE = {"state", "state_reason", "suspended_by_id"}
OTHER: dict[str, Any] = {
    "kind": "rated",
    "design": "survey",
    "direction": "against",
    "places": '["US"]',
    "limitations": '["Small."]',
    "period_start": "2020",
    "period_end": "2021",
    "created_at": "2020-01-01T00:00Z",
    "published_at": "2020-01-01T00:00Z",
    "version": 7,
    "id": 987_654_321,
}


def finding_in(state: State) -> Finding:
    """Return a finding in a state, reached by plain SQL."""
    if state == State.DRAFT:
        return make.draft()
    finding = make.in_review()
    make.review(finding=finding)
    if state == State.REJECTED:
        update(finding, state="rejected")
    elif state != State.IN_REVIEW:
        update(finding, state="published")
        if state != State.PUBLISHED:
            update(finding, state=state.value, **WHY)
        if state == State.SUSPENDED:  # and somebody else has decided to give it back
            insert(make.review.unsaved(finding=finding, decision="restore"))
    finding.refresh_from_db()
    return finding


def other_value(column: str) -> Any:
    """Return a value that the finding does not have in a column."""
    made: dict[str, Callable[[], Any]] = {
        "source_id": make.source,
        "topic_id": make.topic,
        "author_id": make.editor,
        "release_id": make.release,
    }
    return made[column]().pk if column in made else OTHER.get(column, "other")


COLUMNS = [
    field.column
    for field in Finding._meta.concrete_fields
    if field.column not in MOVABLE
]


def test_the_table_of_moves_names_every_state() -> None:
    assert set(TRANSITIONS) == set(State)


@pytest.mark.parametrize(("before", "after"), [*product(State, State)])
def test_a_move_is_made_only_if_the_table_has_it(before: State, after: State) -> None:
    finding = finding_in(before)
    if after in TRANSITIONS[before] | {before}:
        with allowed():
            update(finding, state=after.value, **WHY)
    else:
        with refused("states-move-along", by="kb_finding_moves"):
            update(finding, state=after.value, **WHY)


@pytest.mark.parametrize("state", State)
def test_a_finding_begins_as_a_draft_or_in_review(state: State) -> None:
    row = make.finding.unsaved()
    if state in OPEN:
        with allowed():
            insert(row, state=state.value)
    else:
        with refused("states-move-along", by="kb_finding_moves"):
            insert(row, state=state.value, **WHY)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_a_decided_finding_moves(column: str) -> None:
    open_, decided = make.draft(), make.published()
    value = other_value(column)
    fixed = {"id", "key", "version", "author_id"}
    if column in fixed - {"id"}:
        with refused("published-is-frozen", by="kb_finding_moves"):
            update(open_, **{column: value})
    elif column != "id":
        with allowed():
            update(open_, **{column: value})
    with refused("published-is-frozen", by="kb_finding_moves"):
        update(decided, **{column: value})


@pytest.mark.parametrize("state", State)
def test_content_and_parts_change_only_before_a_decision(state: State) -> None:
    finding = finding_in(state)
    part = make.subject.unsaved(finding=finding, group="other jobs")
    place = finding.citations.get().citation
    attempts: list[Callable[[], object]] = [
        lambda: update(finding, headline="Another claim"),
        lambda: insert(part),
        lambda: update(finding.estimates.get(), value=40),
        lambda: delete(finding.citations.get()),
        lambda: update(place, locator="p. 1"),
    ]
    for attempt in attempts:
        with allowed() if state in OPEN else refused("published-is-frozen"):
            attempt()


@pytest.mark.parametrize("state", State)
def test_only_what_was_not_decided_on_is_deleted(state: State) -> None:
    finding = make.in_review() if state == State.IN_REVIEW else finding_in(state)
    if state in OPEN:
        finding.delete()
        assert not Finding.objects.exists()
    else:
        with refused("published-is-frozen", by="kb_finding_moves"):
            delete(finding)


def test_a_draft_that_was_reviewed_stays() -> None:
    review = make.review(decision="changes", note="Say which year.")
    update(review.finding, state="draft")
    with refused("append-only", by="kb_review_is_fair"):
        review.finding.delete()


def test_the_moment_of_publication_is_given_and_stays() -> None:
    finding = finding_in(State.PUBLISHED)
    assert finding.published_at is not None
    update(finding, state="suspended", **WHY)
    insert(make.review.unsaved(finding=finding, decision="restore"))
    update(finding, state="published")
    again = Finding.objects.get()
    assert again.published_at == finding.published_at


def test_nothing_passes_the_gate_by_leaving_in_the_same_transaction() -> None:
    """In review, published, suspended, all in one: still it needs its approval."""
    for after in (State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN):
        finding = make.in_review()
        with refused("four-eyes", by="kb_publication_gate"):
            update(finding, state="published")
            update(finding, state=after.value, **WHY)


def withdraw(finding: Finding, person: User) -> Finding:
    return finding_withdraw(finding=finding, author=person, reason="It was a mistake.")


def suspend(finding: Finding, person: User) -> Finding:
    return finding_suspend(finding=finding, author=person, reason="It is in doubt.")


def submit(finding: Finding, person: User) -> Finding:
    return finding_submit(finding=finding, author=person)


def take_back(finding: Finding, person: User) -> Finding:
    return finding_take_back(finding=finding, author=person)


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize(
    ("service", "after"),
    [
        (submit, State.IN_REVIEW),
        (take_back, State.DRAFT),
        (suspend, State.SUSPENDED),
        (withdraw, State.WITHDRAWN),
    ],
)
def test_the_services_move_by_the_same_table(
    before: State, after: State, service: Callable[[Finding, User], Finding]
) -> None:
    finding, person = finding_in(before), make.editor()
    if after in TRANSITIONS[before] | {before}:
        assert service(finding, person).state == after
    else:
        with pytest.raises(RuleViolations) as caught:
            service(finding, person)
        assert [v.rule.id for v in caught.value.violations] == ["states-move-along"]
        finding.refresh_from_db()
        assert finding.state == before


@pytest.mark.parametrize("before", [s for s in State if s != State.IN_REVIEW])
def test_only_what_is_in_review_is_published(before: State) -> None:
    finding = finding_in(before)
    with pytest.raises(RuleViolations) as caught:
        finding_publish(finding=finding, reviewer=make.reviewer())
    assert [v.rule.id for v in caught.value.violations] == ["states-move-along"]
