"""A statement needs two people: whoever wrote at it decides nothing about it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from kb.models import Finding, FindingEditor, Statement, StatementFinding
from kb.rules.rule import RuleViolations
from kb.selectors.statement import statement_digest
from kb.services import (
    row_delete,
    statement_publish,
    statement_reject,
    statement_return,
    statement_save,
    statement_submit,
)
from tests import make


def cited(statement: Statement) -> Finding:
    """Return the one finding that a statement cites."""
    return statement.findings.get().finding


def test_the_author_cannot_publish_whoever_they_are() -> None:
    both = make.person("editor", "reviewer", superuser=True)
    statement = make.stated_in_review(author=both)
    with pytest.raises(RuleViolations, match="four-eyes"):
        statement_publish(statement=statement, reviewer=both)
    assert statement_publish(statement=statement, reviewer=make.reviewer())


def test_who_wrote_at_it_or_at_what_it_cites_cannot_publish() -> None:
    both = make.person("editor", "reviewer")
    for touch in (save_words, save_cite, drop_cite):
        statement = make.stated_in_review()
        touch(statement, both)
        assert not FindingEditor.objects.filter(person=both).exists()
        with pytest.raises(RuleViolations, match="four-eyes"):
            statement_publish(statement=statement, reviewer=both)


def save_words(statement: Statement, person: User) -> None:
    statement_save(statement=statement, author=person)


def save_cite(statement: Statement, person: User) -> None:
    cite = StatementFinding(statement=statement, finding=make.draft())
    statement_save(statement=statement, cites=[cite], author=person)


def drop_cite(statement: Statement, person: User) -> None:
    row_delete(row=statement.findings.get(), author=person)


def test_who_wrote_at_the_finding_may_decide_on_the_statement() -> None:
    both = make.person("editor", "reviewer")
    statement = make.stated_in_review()
    make.finding_editor(finding=make.draft(), person=both)
    assert statement_publish(statement=statement, reviewer=both).state == "published"


def test_an_interest_in_the_publisher_keeps_away() -> None:
    statement = make.stated_in_review()
    interest = make.declared_interest()
    make.source_organization(
        source=cited(statement).source, organization=interest.organization
    )
    with pytest.raises(RuleViolations, match="interest-keeps-away"):
        statement_publish(statement=statement, reviewer=interest.person)


def test_content_that_changed_since_is_not_approved() -> None:
    statement = make.stated_in_review()
    read = statement_digest(statement)
    statement.text = "Somebody changed this."
    statement_save(statement=statement, author=statement.author)
    with pytest.raises(RuleViolations, match="review-names-what-was-read"):
        statement_publish(statement=statement, reviewer=make.reviewer(), digest=read)


def test_roles_are_groups_and_nothing_else() -> None:
    root = make.person(superuser=True)
    statement = make.stated_draft()
    with pytest.raises(PermissionDenied):
        statement_save(statement=statement, author=root)
    with pytest.raises(PermissionDenied):
        statement_submit(statement=statement, author=make.reviewer())
    statement_submit(statement=statement, author=make.editor())
    with pytest.raises(PermissionDenied):
        statement_publish(statement=statement, reviewer=make.editor())


def test_a_reviewer_asks_for_changes_or_refuses() -> None:
    statement = make.stated_in_review()
    reviewer = make.reviewer()
    with pytest.raises(ValidationError, match="reasons-are-given"):
        statement_return(statement=statement, reviewer=reviewer, note=" ")
    returned = statement_return(statement=statement, reviewer=reviewer, note="Where?")
    assert returned.state == "draft"
    with pytest.raises(RuleViolations, match="append-only"):
        row_delete(row=returned, author=returned.author)
    statement_submit(statement=returned, author=returned.author)
    refused_ = statement_reject(statement=statement, reviewer=reviewer, note="No.")
    assert refused_.state == "rejected"
    decisions = [review.decision for review in statement.reviews.all()]
    assert decisions == ["changes", "reject"]
