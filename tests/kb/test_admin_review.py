"""The review screen: one page with all that a decision rests on."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.enums import State
from kb.models import Finding, FindingEditor, Review
from kb.services import (
    finding_publish,
    finding_return,
    finding_revise,
    finding_submit,
    row_save,
)
from kb.templatetags.difference import words_of
from tests import make
from tests.screen import address, signed_in, told

BUDGET = 35


def opened(finding: Finding, *roles: str) -> Any:
    """Return the review page of a finding, as somebody else sees it."""
    client = signed_in(make.person(*roles or ("reviewer",)))
    page: Any = client.get(address("kb_finding_review", finding.pk))
    assert page.status_code == 200
    return page


def second_version() -> Finding:
    """Return a change of a published finding, in review."""
    old = make.published(estimates=[{"label": "Change of the time on a task"}])
    new = finding_revise(finding=old, author=old.author)
    new.headline = "The tool saves less time"
    row_save(row=new, author=old.author)
    return finding_submit(finding=new, author=old.author)


def test_a_change_is_shown_field_by_field() -> None:
    page = opened(second_version())
    text = page.content.decode()
    assert "The tool saves <ins>less </ins>time" in text
    assert text.count("<ins>") == 1
    assert "<del>" not in text
    assert "What changes against" in text


@pytest.mark.parametrize(
    ("this", "other", "pieces"),
    [
        ("a b c", "a c", [("a ", False), ("b ", True), ("c", False)]),
        ("a b", "x y z", [("a b", True)]),
        ("a b", "", [("a b", True)]),
        ("", "a", [("", True)]),
        ("w " * 2001, "w", [("w " * 2001, True)]),
    ],
)
def test_words_that_differ_are_marked(
    this: str, other: str, pieces: list[tuple[str, bool]]
) -> None:
    assert words_of(this, other) == pieces


def test_a_first_version_is_shown_as_new() -> None:
    text = opened(make.in_review()).content.decode()
    assert "all of it is new" in text
    assert "<ins>" not in text
    assert "Nothing is missing for publication" in text


def test_what_falls_short_is_said_before_anybody_decides() -> None:
    text = opened(make.in_review(subjects=[])).content.decode()
    assert "[measures-a-subject]" in text


def test_who_may_not_decide_is_named_with_the_reason() -> None:
    finding, interested = make.in_review(), make.reviewer()
    wrote = make.person("editor", "reviewer")
    FindingEditor.objects.create(finding=finding, person=wrote)
    cited = finding.citations.get().citation.source
    role = make.source_organization(source=cited)
    make.declared_interest(
        person=interested, organization=role.organization, note="Owns shares."
    )
    page = opened(finding)
    barred = {one.person: one.why for one in page.context["shown"][0].review.barred}
    assert barred == {
        finding.author: "began it",
        wrote: "wrote at it",
        interested: f"has an interest in {role.organization}: Owns shares.",
    }
    assert "You may not decide" not in page.content.decode()
    place = address("kb_finding_review", finding.pk)
    for person in (wrote, interested):
        text = signed_in(person).get(place).content.decode()
        assert "You may not decide on it: whoever" in text


def test_earlier_decisions_on_every_version_are_there() -> None:
    finding = second_version()
    reviewer = make.reviewer()
    returned = finding_return(finding=finding, reviewer=reviewer, note="Name the firm.")
    again = finding_submit(finding=returned, author=finding.author)
    text = opened(again).content.decode()
    assert "Name the firm." in text
    assert "on v1: approved" in text
    assert "on v2: changes asked for" in text


def test_the_pages_that_would_change_are_listed_and_counted() -> None:
    career, skill = make.career(name="Technical writer"), make.skill(name="Writing")
    make.pair(career=make.career(name="Editor"), skill=skill)
    finding = make.in_review(
        headline="Writing saves a Technical writer time",
        subjects=[{"career": career, "skill": skill}],
    )
    pages = opened(finding).context["shown"][0].review.pages
    names = [name for name, _address in pages.listed]
    assert names[0] == "Writing, Technical writer"
    assert names[-1] == "Writing, Editor"
    assert {"Writing", "Technical writer", finding.source.title} <= set(names)
    assert pages.count == str(len(names)) == "5"


def test_pages_of_a_finding_that_is_everywhere_are_bounded() -> None:
    skill = make.skill()
    for _ in range(25):
        make.pair(skill=skill)
    finding = make.in_review(subjects=[{"skill": skill}])
    pages = opened(finding).context["shown"][0].review.pages
    assert len(pages.listed) == 20
    assert pages.count == "27"


def test_an_editor_reads_it_and_finds_no_button() -> None:
    text = opened(make.in_review(), "editor").content.decode()
    assert "formaction" not in text
    assert "A reviewer decides on it." in text


@pytest.mark.parametrize(
    ("name", "state"),
    [("publish", State.PUBLISHED), ("return", State.DRAFT), ("reject", State.REJECTED)],
)
def test_each_decision_is_made_from_the_page_with_its_reason(
    name: str, state: State
) -> None:
    finding, reviewer = make.in_review(), make.reviewer()
    client = signed_in(reviewer)
    page: Any = client.get(address("kb_finding_review", finding.pk))
    digest = page.context["shown"][0].whole.digest
    sent = {"confirmed": "yes", "words": "Read it.", f"digest-{finding.pk}": digest}
    answer = client.post(address(f"kb_finding_{name}", finding.pk), sent)
    assert answer.status_code == 302, told(answer)
    assert Finding.objects.get().state == state
    review = Review.objects.get()
    assert (review.note, review.digest) == ("Read it.", digest)


def test_a_refusal_leaves_what_was_typed_and_says_the_rule() -> None:
    finding = make.in_review()
    client = signed_in(make.reviewer())
    page: Any = client.get(address("kb_finding_review", finding.pk))
    digest = page.context["shown"][0].whole.digest
    row_save(row=make.bearing.unsaved(finding=finding), author=finding.author)
    answer = client.post(
        address("kb_finding_reject", finding.pk),
        {"confirmed": "yes", "words": "Too small.", f"digest-{finding.pk}": digest},
    )
    text = answer.content.decode()
    assert "[review-names-what-was-read]" in text
    assert "Too small.</textarea>" in text
    assert "The work is of the same kind." in text
    assert not Review.objects.exists()


def test_what_is_not_in_review_has_no_review() -> None:
    client = signed_in(make.reviewer())
    answer = client.get(address("kb_finding_review", make.draft().pk))
    assert answer.status_code == 302
    assert "“Review” does not apply to it. [states-move-along]" in told(answer)[-1]
    assert client.get(address("kb_finding_review", 0)).status_code == 302


def test_a_page_takes_as_many_statements_for_many_parts_as_for_one() -> None:
    few = make.in_review()
    many = make.in_review(
        estimates=[{"label": f"Figure {n}"} for n in range(9)],
        subjects=[{"skill": make.skill()} for _ in range(9)],
    )
    client = signed_in(make.reviewer())
    asked = []
    for finding in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(address("kb_finding_review", finding.pk))
        asked.append(len(caught))
    assert asked[0] == asked[1] <= BUDGET


def test_a_withdrawn_version_is_what_a_new_one_is_compared_with() -> None:
    old = make.published()
    new = finding_revise(finding=old, author=old.author)
    finding_submit(finding=new, author=old.author)
    finding_publish(finding=new, reviewer=make.reviewer())
    third = finding_revise(finding=new, author=old.author)
    finding_submit(finding=third, author=old.author)
    assert f"{new}, which is published" in opened(third).content.decode()
