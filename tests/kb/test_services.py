"""The services of findings: who may, what they copy, and what must be said."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

import careers.services
import citations.services
import kb.services
from citations.enums import NoticeKind
from kb.models import Finding
from kb.rules.rule import RuleViolations
from kb.services import (
    finding_publish,
    finding_reject,
    finding_return,
    finding_revise,
    finding_save,
    finding_submit,
    finding_suspend,
    finding_withdraw,
)
from tests import make
from tests.sql import update

Write = Callable[[User], object]


def notice(person: User) -> object:
    return citations.services.notice_record(
        source=make.source(),
        kind=NoticeKind.CONCERN,
        issued_on=date(2024, 5, 1),
        reason="Doubtful data.",
        recorded_by=person,
    )


WRITES: dict[str, Write] = {
    "career_save": lambda by: careers.services.career_save(
        career=make.career.unsaved(), author=by
    ),
    "skill_save": lambda by: careers.services.skill_save(
        skill=make.skill.unsaved(), author=by
    ),
    "pair_save": lambda by: careers.services.pair_save(
        pair=make.pair.unsaved(), author=by
    ),
    "adjacency_save": lambda by: careers.services.adjacency_save(
        adjacency=make.skill_adjacency.unsaved(), author=by
    ),
    "task_save": lambda by: careers.services.task_save(
        task=make.task.unsaved(), author=by
    ),
    "careers.row_delete": lambda by: careers.services.row_delete(
        row=make.pair(), author=by
    ),
    "source_save": lambda by: citations.services.source_save(
        source=make.source.unsaved(), author=by
    ),
    "organization_save": lambda by: citations.services.organization_save(
        organization=make.organization.unsaved(), author=by
    ),
    "relation_save": lambda by: citations.services.relation_save(
        relation=make.source_relation.unsaved(), author=by
    ),
    "citation_save": lambda by: citations.services.citation_save(
        citation=make.citation.unsaved(), author=by
    ),
    "reading_record": lambda by: citations.services.reading_record(
        reading=make.reading.unsaved(), author=by
    ),
    "notice_record": notice,
    "citations.row_delete": lambda by: citations.services.row_delete(
        row=make.source_relation(), author=by
    ),
    "finding_save": lambda by: finding_save(finding=make.finding.unsaved(), author=by),
    "finding_submit": lambda by: finding_submit(finding=make.draft(), author=by),
    "finding_take_back": lambda by: kb.services.finding_take_back(
        finding=make.in_review(), author=by
    ),
    "finding_revise": lambda by: finding_revise(finding=make.published(), author=by),
    "finding_suspend": lambda by: finding_suspend(
        finding=make.published(), author=by, reason="In doubt."
    ),
    "finding_withdraw": lambda by: finding_withdraw(
        finding=make.published(), author=by, reason="A mistake."
    ),
    "row_save": lambda by: kb.services.row_save(row=make.subject.unsaved(), author=by),
    "row_delete": lambda by: kb.services.row_delete(row=make.subject(), author=by),
    "release_open": lambda by: kb.services.release_open(
        release=make.release.unsaved(), author=by
    ),
}


@pytest.mark.parametrize("write", WRITES)
def test_only_editors_write_and_a_superuser_is_none(write: str) -> None:
    for person in (make.person(superuser=True), make.reviewer()):
        with pytest.raises(PermissionDenied, match="not in the group “editor”"):
            WRITES[write](person)
    WRITES[write](make.editor())


def test_the_author_is_whoever_saves_first() -> None:
    one, other = make.editor(), make.editor()
    finding = finding_save(finding=make.finding.unsaved(author=other), author=one)
    assert finding.author == one
    finding.headline = "Another claim"
    finding_save(finding=finding, author=other)
    assert Finding.objects.get().author == one


def everything(finding: Finding) -> dict[str, list[dict[str, Any]]]:
    """Return the content of all parts of a finding, without numbers of rows."""
    told = {}
    for name in ("subjects", "estimates", "citations", "bearings", "links"):
        parts = getattr(finding, name)
        found = list(parts.values())
        for row in found:
            del row["id"], row["finding_id"]
        told[name] = found
    subjects = list(finding.subjects.values_list("id", flat=True))
    for row in told["estimates"]:
        if row["subject_id"] is not None:
            row["subject_id"] = subjects.index(row["subject_id"])
    return told


def full_finding() -> Finding:
    """Return a published finding with parts of every kind."""
    draft = make.draft(subjects=[{"group": "all jobs"}, {"group": "no jobs"}])
    make.bearing(finding=draft)
    make.finding_link(finding=draft)
    make.estimate(finding=draft, position=1, subject=draft.subjects.last())
    make.estimate(finding=draft, position=2, subject=draft.subjects.first(), value=-5)
    finding_submit(finding=draft, author=draft.author)
    return finding_publish(finding=draft, reviewer=make.reviewer())


FRESH = {"id", "version", "state", "author_id", "created_at", "published_at"}


def test_the_next_version_is_a_copy_beside_the_published_one() -> None:
    old, author = full_finding(), make.editor()
    new = finding_revise(finding=old, author=author)
    assert (new.version, new.state, new.author) == (2, "draft", author)
    assert new.published_at is None
    assert everything(new) == everything(old)
    assert all(everything(new).values())
    columns = [field.attname for field in Finding._meta.concrete_fields]
    old.refresh_from_db()
    assert {c for c in columns if getattr(old, c) != getattr(new, c)} == FRESH
    assert old.state == "published"
    finding_submit(finding=new, author=author)
    finding_publish(finding=new, reviewer=make.reviewer())
    states = Finding.objects.filter(key=old.key).order_by("version")
    assert [one.state for one in states] == ["superseded", "published"]


@pytest.mark.parametrize("state", ["suspended", "withdrawn"])
def test_what_readers_no_longer_see_may_have_a_next_version(state: str) -> None:
    old = make.published()
    update(old, state=state, state_reason="In doubt.")
    new = finding_revise(finding=old, author=make.editor())
    assert (new.state, new.state_reason, new.suspended_by) == ("draft", "", None)
    finding_submit(finding=new, author=new.author)
    assert finding_publish(finding=new, reviewer=make.reviewer()).state == "published"


def test_one_version_is_in_work_at_a_time() -> None:
    old, author = make.published(), make.editor()
    new = finding_revise(finding=old, author=author)
    with pytest.raises(RuleViolations) as caught:
        finding_revise(finding=old, author=author)
    assert {v.rule.id for v in caught.value.violations} == {"one-version-at-a-time"}
    with pytest.raises(PermissionDenied, match="still in work"):
        finding_revise(finding=new, author=author)


def test_a_rejected_version_does_not_bar_the_next() -> None:
    old, author = make.published(), make.editor()
    second = finding_revise(finding=old, author=author)
    finding_submit(finding=second, author=author)
    finding_reject(finding=second, reviewer=make.reviewer(), note="It is made up.")
    third = finding_revise(finding=old, author=author)
    assert (third.version, third.headline) == (3, old.headline)


@pytest.mark.parametrize("service", [finding_suspend, finding_withdraw])
@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_what_is_taken_from_readers_says_why(
    service: Callable[..., Finding], reason: str
) -> None:
    finding, author = make.published(), make.editor()
    with pytest.raises(RuleViolations) as caught:
        service(finding=finding, author=author, reason=reason)
    assert [v.rule.id for v in caught.value.violations] == ["reasons-are-given"]
    finding.refresh_from_db()
    assert finding.state == "published"
    taken = service(finding=finding, author=author, reason="Its data are in doubt.")
    assert taken.state_reason == "Its data are in doubt."


@pytest.mark.parametrize("service", [finding_return, finding_reject])
def test_a_refusal_says_why(service: Callable[..., Finding]) -> None:
    finding, reviewer = make.in_review(), make.reviewer()
    with pytest.raises(ValidationError) as caught:
        service(finding=finding, reviewer=reviewer, note=" ")
    assert "[reasons-are-given]" in str(caught.value)
    finding.refresh_from_db()
    assert finding.state == "in_review"
    service(finding=finding, reviewer=reviewer, note="Say which year.")
    assert finding.reviews.get().note == "Say which year."


def test_nothing_is_left_to_surprise_at_commit() -> None:
    """A service runs the deferred gates itself, and undoes what they refuse."""
    finding = make.in_review(headline="Above .")
    with pytest.raises(RuleViolations):
        finding_publish(finding=finding, reviewer=make.reviewer())
    finding_return(finding=finding, reviewer=make.reviewer(), note="Above what?")
    finding.refresh_from_db()
    assert finding.state == "draft"
