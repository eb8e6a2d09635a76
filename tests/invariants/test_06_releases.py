"""6. A release is decided on as a whole, by somebody who wrote at nothing in it."""

from functools import partial

import pytest

from kb.models import Review
from kb.rules.rule import RuleViolations
from kb.selectors import release_digest
from kb.services import finding_publish, release_approve, release_reject
from tests import make
from tests.invariants.test_06_four_eyes import rules_of
from tests.sql import allowed, insert, refused, update, value


def test_a_release_is_approved_without_the_rows_of_an_interest() -> None:
    interest = make.declared_interest()
    release = make.release()
    plain = make.in_review(release=release)
    barred = make.in_review(release=release, key="barred")
    make.source_organization(
        source=barred.source, organization=interest.organization, role="funder"
    )
    approval = release_approve(release=release, reviewer=interest.person)
    assert (approval.published, approval.held_back) == (1, ("barred",))
    plain.refresh_from_db()
    barred.refresh_from_db()
    assert (plain.state, barred.state) == ("published", "in_review")
    assert not barred.reviews.exists()
    finding_publish(finding=barred, reviewer=make.reviewer())


def test_who_wrote_at_rows_of_a_release_is_told_which() -> None:
    release, person = make.release(), make.person("editor", "reviewer")
    for key in ("one", "two", "three"):
        make.in_review(release=release, key=key)
    for finding in release.findings.exclude(key="three"):
        make.finding_editor(finding=finding, person=person)
    for decide in (release_approve, partial(release_reject, reason="Made up.")):
        with pytest.raises(RuleViolations) as caught:
            decide(release=release, reviewer=person)
        told = [str(violation) for violation in caught.value.violations]
        assert rules_of(caught) == ["four-eyes", "four-eyes"]
        assert [text.split(",")[0] for text in told] == ["finding one", "finding two"]
        assert all("its reviewer wrote at it" in text for text in told)
    assert not Review.objects.exists()


def test_of_many_rows_twenty_are_named_and_the_rest_counted() -> None:
    release, person = make.release(), make.person("editor", "reviewer")
    source, topic, author = make.source(), make.topic(), make.editor()
    for _ in range(22):
        finding = make.finding(
            release=release,
            state="in_review",
            source=source,
            topic=topic,
            author=author,
        )
        make.finding_editor(finding=finding, person=person)
    with pytest.raises(RuleViolations) as caught:
        release_approve(release=release, reviewer=person)
    assert len(caught.value.violations) == 21
    assert "and 2 more findings" in str(caught.value.violations[-1])


def test_a_refused_release_gives_its_findings_back() -> None:
    release, reviewer = make.release(), make.reviewer()
    finding = make.in_review(release=release)
    draft = make.finding(release=release)
    release_reject(release=release, reviewer=reviewer, reason="Table 3 is misread.")
    finding.refresh_from_db()
    draft.refresh_from_db()
    release.refresh_from_db()
    assert (finding.state, draft.state, release.state) == ("draft", "draft", "rejected")
    assert (release.reviewer, release.reason) == (reviewer, "Table 3 is misread.")
    review = finding.reviews.get()
    assert (review.decision, review.note) == ("changes", "Table 3 is misread.")
    assert review.release == release
    with pytest.raises(RuleViolations) as caught:
        release_approve(release=release, reviewer=reviewer)
    assert rules_of(caught) == ["published-is-frozen"]


def test_a_release_is_refused_with_a_reason_as_it_was_read() -> None:
    release, reviewer = make.release(), make.reviewer()
    finding = make.in_review(release=release)
    read = release_digest(release)
    with pytest.raises(RuleViolations) as caught:
        release_reject(release=release, reviewer=reviewer, reason=" ")
    assert set(rules_of(caught)) == {"reasons-are-given"}
    update(finding, headline="Another claim")
    with pytest.raises(RuleViolations) as caught:
        release_reject(release=release, reviewer=reviewer, reason="No.", digest=read)
    assert rules_of(caught) == ["review-names-what-was-read"]
    finding.refresh_from_db()
    assert finding.state == "in_review"


def test_a_release_is_refused_without_the_rows_of_an_interest() -> None:
    interest, release = make.declared_interest(), make.release()
    plain = make.in_review(release=release)
    barred = make.in_review(release=release, key="barred")
    make.source_organization(
        source=barred.source, organization=interest.organization, role="funder"
    )
    done = release_reject(release=release, reviewer=interest.person, reason="No.")
    assert done.held_back == ("barred",)
    plain.refresh_from_db()
    barred.refresh_from_db()
    assert (plain.state, barred.state) == ("draft", "in_review")
    finding_publish(finding=barred, reviewer=make.reviewer())


def test_a_release_is_approved_as_it_was_read() -> None:
    release, reviewer = make.release(), make.reviewer()
    finding = make.in_review(release=release)
    read = release_digest(release)
    update(finding, headline="Another claim")
    with pytest.raises(RuleViolations) as caught:
        release_approve(release=release, reviewer=reviewer, digest=read)
    assert rules_of(caught) == ["review-names-what-was-read"]
    finding.refresh_from_db()
    release.refresh_from_db()
    assert (finding.state, release.state) == ("in_review", "in_review")


def test_an_approval_publishes_all_or_nothing() -> None:
    release = make.release()
    whole = make.in_review(release=release)
    make.in_review(release=release, headline="Above .")
    with pytest.raises(RuleViolations) as caught:
        release_approve(release=release, reviewer=make.reviewer())
    assert rules_of(caught) == ["sentence-lost-nothing"]
    whole.refresh_from_db()
    assert whole.state == "in_review"


def test_a_decision_on_a_release_names_two_people() -> None:
    release = make.release()
    digest = value("SELECT kb_release_digest(%s)", release.pk)
    decided = {"state": "approved", "decided_at": "2024-05-01T00:00Z", "digest": digest}
    with refused("release_has_two_people"):
        update(release, reviewer_id=release.author_id, **decided)
    with refused("release_approved_by_somebody"):
        update(release, **decided)
    with allowed():
        update(release, reviewer_id=make.reviewer().pk, **decided)


def test_a_refused_release_publishes_nothing_by_itself() -> None:
    """A release row may say what it likes: each finding needs a review of its own."""
    release = make.release()
    finding = make.in_review(release=release)
    digest = release_digest(release)
    decided = {"state": "approved", "decided_at": "2024-05-01T00:00Z", "digest": digest}
    with refused("four-eyes", by="kb_publication_gate"):
        update(release, reviewer_id=make.reviewer().pk, **decided)
        update(finding, state="published")
    insert(make.review.unsaved(finding=finding, release=release))
    with allowed():
        update(finding, state="published")
