"""A contributor writes drafts of their own, and touches nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from careers.services import career_save
from citations.models import Citation
from citations.services import citation_save, notice_save, rows_save, source_save
from kb.models import Finding
from kb.services import (
    described_save,
    finding_publish,
    finding_return,
    finding_revise,
    finding_save,
    finding_submit,
    finding_suspend,
    finding_take_back,
    finding_withdraw,
    interest_declare,
    release_open,
    row_delete,
    row_save,
)
from kb.services import rows_save as kb_rows_save
from tests import make
from tests.screen import Screen, address, saved, signed_in


@pytest.fixture
def ada() -> User:
    return make.contributor()


@pytest.fixture
def mine(ada: User) -> Finding:
    """Return a complete draft of the contributor's own."""
    return make.draft(author=ada)


def test_own_draft_goes_all_the_way_to_readers(ada: User, mine: Finding) -> None:
    finding_submit(finding=mine, author=ada)
    finding_take_back(finding=mine, author=ada)
    mine.refresh_from_db()
    mine.population = "Typists in offices"
    finding_save(finding=mine, author=ada)
    extra = make.subject.unsaved(finding=mine, group="others", position=7)
    row_save(row=extra, author=ada)
    row_delete(row=extra, author=ada)
    finding_submit(finding=mine, author=ada)
    finding_return(finding=mine, reviewer=make.reviewer(), note="Which year?")
    finding_submit(finding=mine, author=ada)
    assert finding_publish(finding=mine, reviewer=make.reviewer()).state == "published"


def test_a_new_draft_is_that_of_whoever_writes_it(ada: User) -> None:
    saved_one = finding_save(finding=make.finding.unsaved(author=None), author=ada)
    assert saved_one.author == ada


FORBIDDEN: dict[str, Callable[[User, Finding], Any]] = {
    "draft of another": lambda who, _: finding_save(finding=make.draft(), author=who),
    "submitting it": lambda who, _: finding_submit(finding=make.draft(), author=who),
    "taking back what another handed in": lambda who, _: finding_take_back(
        finding=make.in_review(), author=who
    ),
    "part of it": lambda who, _: row_save(
        row=make.subject.unsaved(finding=make.draft(), position=8), author=who
    ),
    "deleting it": lambda who, _: row_delete(row=make.draft(), author=who),
    "part taken from it": lambda who, mine: row_save(
        row=_moved(make.subject(finding=make.finding()), mine), author=who
    ),
    "own finding in review": lambda who, mine: finding_save(
        finding=finding_submit(finding=mine, author=who), author=who
    ),
    "own finding, published": lambda who, mine: row_delete(
        row=_published(mine).citations.get(), author=who
    ),
    "second version under a key": lambda who, _: finding_save(
        finding=make.finding.unsaved(key=make.published().key, version=2), author=who
    ),
    "author of a draft": lambda who, mine: row_save(
        row=_given(mine, make.editor()), author=who
    ),
    "next version": lambda who, _: finding_revise(finding=make.published(), author=who),
    "suspension": lambda who, mine: finding_suspend(
        finding=_published(mine), author=who, reason="No."
    ),
    "withdrawal": lambda who, mine: finding_withdraw(
        finding=_published(mine), author=who, reason="No."
    ),
    "decision": lambda who, _: finding_publish(finding=make.in_review(), reviewer=who),
    "vocabulary": lambda who, _: kb_rows_save(rows=[make.topic()], author=who),
    "review": lambda who, mine: kb_rows_save(
        rows=[make.review.unsaved(finding=mine)], author=who
    ),
    "release": lambda who, _: release_open(release=make.release.unsaved(), author=who),
    "description": lambda who, _: described_save(row=make.duty(), author=who),
    "interest of their own": lambda who, _: interest_declare(
        interest=make.declared_interest.unsaved(person=who), author=who
    ),
    "career": lambda who, _: career_save(career=make.career(), author=who),
    "source": lambda who, _: source_save(source=make.source.unsaved(), author=who),
    "place that stands": lambda who, _: citation_save(
        citation=make.citation(), author=who
    ),
    "reading of a place that stands": lambda who, _: rows_save(
        rows=[make.reading.unsaved()], author=who
    ),
    "deletion of a place": lambda who, _: rows_save(
        rows=[], gone=[make.citation()], author=who
    ),
    "notice": lambda who, _: notice_save(notice=make.notice.unsaved(), recorded_by=who),
}


def _moved(part: Any, finding: Finding) -> Any:
    part.finding = finding
    return part


def _given(finding: Finding, author: User) -> Finding:
    finding.author = author
    return finding


def _published(finding: Finding) -> Finding:
    finding_submit(finding=finding, author=finding.author)
    return finding_publish(finding=finding, reviewer=make.reviewer())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_else_is_theirs_to_touch(what: str, ada: User, mine: Finding) -> None:
    with pytest.raises(PermissionDenied, match=ada.username):
        FORBIDDEN[what](ada, mine)


def test_whoever_is_an_editor_too_is_held_back_by_nothing(mine: Finding) -> None:
    both = make.person("contributor", "editor")
    mine.population = "Somebody else"
    assert finding_save(finding=mine, author=both).author == mine.author


def test_a_place_is_added_with_what_was_read_there(ada: User) -> None:
    screen = Screen(signed_in(ada), "citations_citation_add")
    screen.add(
        "readings",
        read="full_text",
        confirmation="primary",
        address="https://example.org/p",
        says="Typists took less time.",
    )
    saved(screen.save(source=make.source(), key="place-of-mine", locator="p. 7"))
    assert Citation.objects.get(key="place-of-mine").readings.get().read_by == ada


def test_the_drafts_of_others_are_out_of_sight(ada: User, mine: Finding) -> None:
    theirs, published = make.draft(), make.published()
    client = signed_in(ada)
    listed: Any = client.get(address("kb_finding_changelist"))
    shown = {finding.key for finding in listed.context["cl"].result_list}
    assert shown == {mine.key, published.key}
    for name in ("change", "history", "submit", "delete"):
        hidden = client.get(address(f"kb_finding_{name}", theirs.pk))
        assert hidden.status_code == 302, name
        assert theirs.headline not in hidden.content.decode()


def test_the_admin_offers_what_the_services_allow(ada: User, mine: Finding) -> None:
    client = signed_in(ada)
    own = client.get(address("kb_finding_change", mine.pk)).content.decode()
    assert address("kb_finding_submit", mine.pk) in own
    assert 'name="headline"' in own
    other = make.published()
    page = client.get(address("kb_finding_change", other.pk)).content.decode()
    assert 'name="headline"' not in page
    assert address("kb_finding_revise", other.pk) not in page
    answer = client.post(
        address("kb_finding_submit", mine.pk), {"confirmed": "yes", "words": ""}
    )
    assert answer.status_code == 302
    assert Finding.objects.get(pk=mine.pk).state == "in_review"
