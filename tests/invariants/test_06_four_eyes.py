"""6. Author and reviewer differ, nobody is exempt, and what was read is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from kb.models import Finding
from kb.rules.rule import RuleViolations
from kb.selectors import finding_digest
from kb.services import (
    finding_publish,
    finding_reject,
    finding_return,
    interest_declare,
    interest_withdraw,
    release_approve,
    release_reject,
)
from tests import make
from tests.sql import allowed, refused, update


def rules_of(caught: pytest.ExceptionInfo[RuleViolations]) -> list[str]:
    return [violation.rule.id for violation in caught.value.violations]


def publish(finding: Finding, reviewer: User) -> object:
    return finding_publish(finding=finding, reviewer=reviewer)


def give_back(finding: Finding, reviewer: User) -> object:
    return finding_return(finding=finding, reviewer=reviewer, note="Say which year.")


def reject(finding: Finding, reviewer: User) -> object:
    return finding_reject(finding=finding, reviewer=reviewer, note="It is made up.")


def approve_all(finding: Finding, reviewer: User) -> object:
    assert finding.release is not None
    return release_approve(release=finding.release, reviewer=reviewer)


def refuse_all(finding: Finding, reviewer: User) -> object:
    assert finding.release is not None
    return release_reject(release=finding.release, reviewer=reviewer, reason="No.")


DECISIONS = [publish, give_back, reject, approve_all, refuse_all]


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize(
    ("groups", "superuser"), [((), False), ((), True), (("editor",), True)]
)
def test_only_reviewers_decide_and_a_superuser_is_none(
    decide: Callable[[Finding, User], object],
    groups: tuple[str, ...],
    *,
    superuser: bool,
) -> None:
    finding = make.in_review(release=make.release())
    with pytest.raises(PermissionDenied, match="not in the group “reviewer”"):
        decide(finding, make.person(*groups, superuser=superuser))
    finding.refresh_from_db()
    assert finding.state == "in_review"
    decide(finding, make.reviewer())
    finding.refresh_from_db()
    assert finding.state in {"published", "draft", "rejected"}


@pytest.mark.parametrize("decide", DECISIONS)
def test_nobody_decides_on_their_own(
    decide: Callable[[Finding, User], object],
) -> None:
    both = make.person("editor", "reviewer", superuser=True)
    release = make.release(author=both)
    finding = make.in_review(author=both, release=release)
    with pytest.raises(RuleViolations) as caught:
        decide(finding, both)
    assert rules_of(caught) == ["four-eyes"]
    finding.refresh_from_db()
    assert finding.state == "in_review"
    assert not finding.reviews.exists()


# By plain SQL: what stands beside the move to "published", all else being right.


def test_without_a_review_nothing_is_published() -> None:
    finding = make.in_review()
    with refused("four-eyes", by="kb_publication_gate"):
        update(finding, state="published")
    make.review(finding=finding)
    with allowed():
        update(finding, state="published")


@pytest.mark.parametrize("decision", ["changes", "reject"])
def test_a_refusal_is_no_approval(decision: str) -> None:
    finding = make.in_review()
    make.review(finding=finding, decision=decision, note="It is made up.")
    with refused("four-eyes", by="kb_publication_gate"):
        update(finding, state="published")


def test_an_approval_of_another_finding_is_none_of_this() -> None:
    finding, other = make.in_review(), make.in_review()
    make.review(finding=other)
    with refused("four-eyes", by="kb_publication_gate"):
        update(finding, state="published")


def move_to_another_subject(finding: Finding) -> None:
    """Let a figure speak of another subject that stands in the same place."""
    figure = finding.estimates.get()
    one, other = finding.subjects.order_by("pk")
    assert one.position == other.position
    update(figure, subject_id=other.pk)


CHANGES: dict[str, Callable[[Finding], object]] = {
    "headline": lambda f: update(f, headline="Another claim"),
    "population": lambda f: update(f, population="other people"),
    "limitations": lambda f: update(f, limitations='["None."]'),
    "source": lambda f: update(f, source_id=make.source().pk),
    "topic": lambda f: update(f, topic_id=make.topic().pk),
    "figure": lambda f: update(f.estimates.get(), value=-41),
    "confirmation": lambda f: update(f.estimates.get(), label="Another"),
    "subject": lambda f: update(f.subjects.order_by("pk")[0], group="other jobs"),
    "subject of a figure": move_to_another_subject,
    "unit": lambda f: update(f.estimates.get().measure, unit="hours"),
    "measure": lambda f: update(f.estimates.get(), measure_id=make.measure().pk),
    "locator": lambda f: update(f.citations.get().citation, locator="p. 1"),
    "reading": lambda f: make.reading(citation=f.citations.get().citation),
    "citation": lambda f: make.finding_citation(
        finding=f, citation=make.reading().citation
    ),
    "bearing": lambda f: make.bearing(finding=f),
    "link": lambda f: make.finding_link(finding=f),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_since_it_was_read_is_not_published(what: str) -> None:
    finding = make.in_review(subjects=[{"group": "all jobs"}, {"group": "no jobs"}])
    finding.subjects.update(position=0)
    figure = finding.estimates.get()
    figure.subject = finding.subjects.order_by("pk")[0]
    figure.save()
    before = finding_digest(finding)
    make.review(finding=finding)
    with allowed():
        update(finding, state="published")
    CHANGES[what](finding)
    assert finding_digest(finding) != before
    with refused("four-eyes", by="kb_publication_gate"):
        update(finding, state="published")
    with pytest.raises(RuleViolations) as caught:
        finding_publish(finding=finding, reviewer=make.reviewer(), digest=before)
    assert rules_of(caught) == ["review-names-what-was-read"]


UNREAD: dict[str, dict[str, Any]] = {
    "note": {"note": "Ask the library."},
    "created_at": {"created_at": "2020-01-01T00:00Z"},
    "entry_digest": {"entry_digest": "0" * 64},
}


@pytest.mark.parametrize("what", UNREAD)
def test_what_readers_never_see_is_no_part_of_what_was_read(what: str) -> None:
    finding = make.in_review()
    before = finding_digest(finding)
    update(finding, **UNREAD[what])
    assert finding_digest(finding) == before


# Interests


@pytest.mark.parametrize("role", ["publisher", "funder", "seller", "author", "host"])
@pytest.mark.parametrize("of", ["claimant", "cited"])
def test_an_interest_keeps_away_from_all_of_a_publisher(role: str, of: str) -> None:
    interest = make.declared_interest()
    cited = make.reading().citation
    finding = make.in_review(citations=[cited])
    make.source_organization(
        source=finding.source if of == "claimant" else cited.source,
        organization=interest.organization,
        role=role,
    )
    with pytest.raises(RuleViolations) as caught:
        finding_publish(finding=finding, reviewer=interest.person)
    assert rules_of(caught) == ["interest-keeps-away"]
    assert interest.organization.name in str(caught.value)
    finding_publish(finding=finding, reviewer=make.reviewer())


def test_an_interest_elsewhere_keeps_from_nothing() -> None:
    interest = make.declared_interest()
    finding = make.in_review()
    make.source_organization(source=finding.source)
    finding_publish(finding=finding, reviewer=interest.person)


def test_an_interest_is_not_dropped_for_a_review() -> None:
    person = make.person("reviewer", "editor")
    interest = interest_declare(
        interest=make.declared_interest.unsaved(person=person), author=person
    )
    with pytest.raises(RuleViolations) as caught:
        interest_withdraw(interest=interest, author=person)
    assert rules_of(caught) == ["interest-keeps-away"]
    interest_withdraw(interest=interest, author=make.editor())
