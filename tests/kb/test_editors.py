"""Whoever wrote at a version cannot decide on it, though somebody else began it."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection

from kb.models import Finding, FindingEditor, Subject
from kb.rules.rule import RuleViolations
from kb.services import finding_publish, row_delete, row_save
from tests import make


@pytest.fixture
def waiting() -> Finding:
    return make.in_review()


@pytest.fixture
def both() -> User:
    """Return somebody who may write and may decide."""
    return make.person("editor", "reviewer")


def test_who_wrote_nothing_may_publish(waiting: Finding, both: User) -> None:
    assert finding_publish(finding=waiting, reviewer=both).state == "published"


def test_who_changed_its_words_may_not(waiting: Finding, both: User) -> None:
    waiting.population = "Somebody else altogether"
    row_save(row=waiting, author=both)
    with pytest.raises(RuleViolations, match="four-eyes"):
        finding_publish(finding=waiting, reviewer=both)
    assert finding_publish(finding=waiting, reviewer=make.reviewer())


def test_who_changed_a_part_of_it_may_not(waiting: Finding, both: User) -> None:
    extra = Subject(finding=waiting, group="others", position=9)
    row_save(row=extra, author=both)
    row_delete(row=extra, author=both)
    with pytest.raises(RuleViolations, match="four-eyes"):
        finding_publish(finding=waiting, reviewer=both)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM kb_findingeditor",
        "UPDATE kb_findingeditor SET person_id = (SELECT max(id) FROM auth_user)",
    ],
)
def test_it_cannot_be_made_forgotten(waiting: Finding, both: User, attack: str) -> None:
    row_save(row=waiting, author=both)
    make.person()
    with connection.cursor() as cursor:
        cursor.execute(attack)
        with pytest.raises(IntegrityError, match="stays known"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_it_goes_with_its_draft(both: User) -> None:
    draft = make.draft()
    row_save(row=draft, author=both)
    row_delete(row=draft, author=both)
    assert not FindingEditor.objects.exists()
