"""Many findings published by one statement of SQL: the gate asks each of them."""

import pytest

from kb.models import Finding
from tests import make
from tests.sql import allowed, refused, rows, update

MANY = 12
PUBLISH = "UPDATE kb_finding SET state = 'published' WHERE id = ANY (%s)"
FORGERIES = [
    "SELECT 1",
    "DELETE FROM kb_publication",
    "UPDATE kb_publication SET findings = '{}'",
    "UPDATE kb_publication SET approved_before = findings",
    "INSERT INTO kb_publication (findings, approved_before) VALUES ('{}', '{}')",
]


def approved(count: int, **fields: object) -> list[Finding]:
    """Return findings in review that another person has approved of."""
    found = [make.in_review(**fields) for _ in range(count)]
    for finding in found:
        make.review(finding=finding)
    return found


def publish(findings: list[Finding]) -> None:
    """Publish all of them by one statement, past every service."""
    rows(PUBLISH, [finding.pk for finding in findings])


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("place", [0, MANY // 2, MANY])
def test_one_that_falls_short_among_many_keeps_all_back(
    place: int, forgery: str
) -> None:
    whole = approved(MANY)
    with allowed():
        publish(whole)
    (short,) = approved(1, population="")
    with refused("population-is-named", by="kb_publication_gate") as refusal:
        publish([*whole[:place], short, *whole[place:]])
        rows(forgery)
    assert short.key in refusal.message
    states = Finding.objects.values_list("state", flat=True)
    assert set(states) == {"in_review"}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_one_that_nobody_approved_among_many_keeps_all_back(forgery: str) -> None:
    whole = approved(MANY)
    unread = make.in_review()
    with refused("four-eyes", by="kb_publication_gate") as refusal:
        publish([*whole, unread])
        rows(forgery)
    assert unread.key in refusal.message
    make.review(finding=unread)
    with allowed():
        publish([*whole, unread])


def test_one_that_changed_since_its_approval_keeps_all_back() -> None:
    whole = approved(MANY)
    update(whole[3], headline="Pay rose")
    with refused("four-eyes", by="kb_publication_gate") as refusal:
        publish(whole)
    assert whole[3].key in refusal.message


def test_nothing_is_left_to_ask_once_it_is_asked() -> None:
    whole = approved(MANY)
    with allowed():
        publish(whole)
        rows("SET CONSTRAINTS finding_publication_gate IMMEDIATE")
        assert rows("SELECT id FROM kb_publication") == []
