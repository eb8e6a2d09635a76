"""A statement moves along one table, and freezes."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from kb.enums import TRANSITIONS, State
from kb.models import Statement, StatementEditor
from kb.rules.rule import RuleViolations
from kb.services import (
    statement_publish,
    statement_restore,
    statement_revise,
    statement_submit,
    statement_suspend,
    statement_take_back,
    statement_withdraw,
)
from tests import make
from tests.sql import allowed, delete, insert, refused, update

WHY = {"state_reason": "It is in doubt."}
OPEN = (State.DRAFT, State.IN_REVIEW)
MOVABLE = {"state", "state_reason", "suspended_with_id"}
OTHER: dict[str, Any] = {
    "kind": "context",
    "position": 7,
    "created_at": "2020-01-01T00:00Z",
    "published_at": "2020-01-01T00:00Z",
    "version": 7,
    "id": 987_654_321,
}


def statement_in(state: State) -> Statement:
    """Return a statement in a state, reached by plain SQL."""
    if state == State.DRAFT:
        return make.stated_draft()
    statement = make.stated_in_review()
    make.statement_review(statement=statement)
    if state == State.REJECTED:
        update(statement, state="rejected")
    elif state != State.IN_REVIEW:
        update(statement, state="published")
        if state != State.PUBLISHED:
            update(statement, state=state.value, **WHY)
    statement.refresh_from_db()
    return statement


def other_value(column: str) -> Any:
    """Return a value that the statement does not have in a column."""
    made: dict[str, Callable[[], Any]] = {
        "career_id": make.career,
        "skill_id": make.skill,
        "facet_id": make.facet,
        "release_id": make.release,
        "author_id": make.editor,
    }
    return made[column]().pk if column in made else OTHER.get(column, "other")


COLUMNS = [
    field.column
    for field in Statement._meta.concrete_fields
    if field.column not in MOVABLE
]


@pytest.mark.parametrize(("before", "after"), [*product(State, State)])
def test_a_move_is_made_only_if_the_table_has_it(before: State, after: State) -> None:
    statement = statement_in(before)
    if after in TRANSITIONS[before] | {before}:
        with allowed():
            update(statement, state=after.value, **WHY)
    else:
        with refused("states-move-along", by="kb_statement_moves"):
            update(statement, state=after.value, **WHY)


@pytest.mark.parametrize("state", State)
def test_a_statement_begins_as_a_draft_or_in_review(state: State) -> None:
    row = make.statement.unsaved()
    if state in OPEN:
        with allowed():
            insert(row, state=state.value)
    else:
        with refused("states-move-along", by="kb_statement_moves"):
            insert(row, state=state.value, **WHY)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_a_decided_statement_moves(column: str) -> None:
    open_, decided = make.stated_draft(), make.stated()
    value = other_value(column)
    fixed = {"id", "key", "version", "author_id"}
    if column in fixed - {"id"}:
        with refused("published-is-frozen", by="kb_statement_moves"):
            update(open_, **{column: value})
    elif column != "id":
        with allowed():
            update(open_, **{column: value})
    with refused("published-is-frozen", by="kb_statement_moves"):
        update(decided, **{column: value})


@pytest.mark.parametrize("state", State)
def test_only_what_was_not_decided_on_is_deleted(state: State) -> None:
    statement = (
        make.stated_in_review() if state == State.IN_REVIEW else statement_in(state)
    )
    if state in OPEN:
        statement.delete()
        assert not Statement.objects.exists()
    else:
        with refused("published-is-frozen", by="kb_statement_moves"):
            delete(statement)


def test_versions_follow_each_other() -> None:
    first = make.stated(key="said")
    for version in (1, 3):
        with refused("states-move-along", by="kb_statement_moves"):
            insert(make.statement.unsaved(key="said", version=version))
    second = make.stated_in_review(
        key="said", version=2, career=first.career, cites=[cited(first)]
    )
    with refused("statement_one_open"):
        insert(make.statement.unsaved(key="said", version=3))
    make.statement_review(statement=second)
    with refused("statement_one_published"):
        update(second, state="published")
    update(first, state="suspended", **WHY)
    with refused("statement_one_published"):
        update(second, state="published")
    update(first, state="superseded")
    update(second, state="published")


def test_a_version_stands_once() -> None:
    """The trigger answers first, unless two begin at once: see test_two."""
    statement = make.stated(key="said")
    with refused("statement_once", "states-move-along"):
        insert(make.statement.unsaved(key="said", version=statement.version))


def cited(statement: Statement) -> Any:
    """Return the one finding that a statement cites."""
    return statement.findings.get().finding


def test_nothing_passes_the_gate_by_leaving_in_the_same_transaction() -> None:
    for after in (State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN):
        statement = make.stated_in_review()
        with refused("four-eyes", by="kb_statement_publication_gate"):
            update(statement, state="published")
            update(statement, state=after.value, **WHY)


def test_an_approval_of_other_words_publishes_nothing() -> None:
    statement = make.stated_in_review()
    make.statement_review(statement=statement)
    update(statement, text="Nobody has read this.")
    with refused("four-eyes", by="kb_statement_publication_gate"):
        update(statement, state="published")
    make.statement_review(statement=statement)
    with allowed():
        update(statement, state="published")


def test_a_refusal_publishes_nothing() -> None:
    statement = make.stated_in_review()
    make.statement_review(statement=statement, decision="changes", note="No.")
    with refused("four-eyes", by="kb_statement_publication_gate"):
        update(statement, state="published")


def withdraw(statement: Statement, person: User) -> Statement:
    return statement_withdraw(statement=statement, author=person, reason="A mistake.")


def suspend(statement: Statement, person: User) -> Statement:
    return statement_suspend(statement=statement, author=person, reason="In doubt.")


def submit(statement: Statement, person: User) -> Statement:
    return statement_submit(statement=statement, author=person)


def take_back(statement: Statement, person: User) -> Statement:
    return statement_take_back(statement=statement, author=person)


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
    before: State, after: State, service: Callable[[Statement, User], Statement]
) -> None:
    statement, person = statement_in(before), make.editor()
    if after in TRANSITIONS[before] | {before}:
        assert service(statement, person).state == after
    else:
        with pytest.raises(RuleViolations) as caught:
            service(statement, person)
        assert [v.rule.id for v in caught.value.violations] == ["states-move-along"]


def test_what_a_person_suspended_another_gives_back() -> None:
    statement = make.stated()
    suspend(statement, make.editor())
    author = statement.author
    author.groups.set(make.reviewer().groups.all())
    with pytest.raises(RuleViolations, match="four-eyes"):
        statement_restore(statement=statement, reviewer=author)
    back = statement_restore(statement=statement, reviewer=make.reviewer())
    assert (back.state, back.state_reason) == ("published", "")
    with pytest.raises(RuleViolations, match="states-move-along"):
        statement_restore(statement=statement, reviewer=make.reviewer())


def test_the_next_version_is_a_draft_beside_what_stands() -> None:
    old, editor = make.stated(), make.editor()
    new = statement_revise(statement=old, author=editor)
    assert (new.version, new.state, new.author) == (2, "draft", editor)
    assert cited(new) == cited(old)
    assert StatementEditor.objects.filter(statement=new, person=editor).exists()
    with pytest.raises(RuleViolations, match="one-version-at-a-time"):
        statement_revise(statement=old, author=editor)
    with pytest.raises(PermissionDenied, match="still in work"):
        statement_revise(statement=new, author=editor)
    statement_submit(statement=new, author=editor)
    statement_publish(statement=new, reviewer=make.reviewer())
    old.refresh_from_db()
    assert old.state == "superseded"
    assert Statement.objects.published().get() == new
    assert Statement.objects.latest_versions().get() == new
