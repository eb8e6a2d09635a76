"""6. What was taken from readers comes back by another person's decision."""

from typing import Any

import pytest

from kb.models import Finding
from kb.rules.rule import RuleViolations
from kb.services import finding_restore
from tests import make
from tests.invariants.test_06_four_eyes import rules_of
from tests.sql import allowed, insert, refused, update


def test_nobody_gives_back_their_own() -> None:
    both = make.person("editor", "reviewer")
    finding = make.published(author=both)
    update(finding, state="suspended", state_reason="In doubt.")
    with pytest.raises(RuleViolations) as caught:
        finding_restore(finding=finding, reviewer=both)
    assert rules_of(caught) == ["four-eyes"]


def suspended(**fields: Any) -> Finding:
    """Return a finding that was published and taken from readers."""
    finding = make.published(**fields)
    update(finding, state="suspended", state_reason="In doubt.")
    return finding


def test_nobody_gives_back_what_they_wrote_at() -> None:
    wrote, finding = make.person("editor", "reviewer", superuser=True), suspended()
    make.finding_editor(finding=finding, person=wrote)
    with pytest.raises(RuleViolations) as caught:
        finding_restore(finding=finding, reviewer=wrote)
    assert rules_of(caught) == ["four-eyes"]
    assert finding.key in str(caught.value)
    finding.refresh_from_db()
    assert finding.state == "suspended"
    given = finding_restore(finding=finding, reviewer=make.reviewer(), note="Clear.")
    decided = given.reviews.get(decision="restore")
    assert (given.state, decided.note) == ("published", "Clear.")


def test_an_interest_keeps_from_giving_back() -> None:
    interest, finding = make.declared_interest(), suspended()
    make.source_organization(
        source=finding.source, organization=interest.organization, role="publisher"
    )
    with pytest.raises(RuleViolations) as caught:
        finding_restore(finding=finding, reviewer=interest.person)
    assert rules_of(caught) == ["interest-keeps-away"]


def test_by_sql_nothing_comes_back_without_another_persons_decision() -> None:
    finding = suspended()
    gone = {"state": "published", "state_reason": ""}
    with refused("four-eyes", by="kb_finding_restored_by_another"):
        update(finding, **gone)
    with refused("four-eyes", by="kb_finding_restored_by_another"):
        update(finding, suspended_by_id=make.notice().pk)
        update(finding, **gone)
    insert(make.review.unsaved(finding=finding, decision="restore"))
    with allowed():
        update(finding, **gone)


@pytest.mark.real_reader
def test_a_decision_of_last_time_gives_nothing_back() -> None:
    finding = suspended()
    finding_restore(finding=finding, reviewer=make.reviewer())
    update(finding, state="suspended", state_reason="In doubt again.")
    with refused("four-eyes", by="kb_finding_restored_by_another"):
        update(finding, state="published", state_reason="")
