"""Moving findings along in the admin: buttons, actions, and the walls behind them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from citations.services import notice_save
from kb.admin.finding.moves import DECISIONS, MOVES
from kb.enums import TRANSITIONS, State
from kb.models import Finding, Review
from kb.services import finding_suspend
from tests import make
from tests.screen import address, signed_in, told


def suspended() -> Finding:
    """Return a finding that an editor suspended."""
    finding = make.published()
    return finding_suspend(finding=finding, author=finding.author, reason="Doubts.")


STARTS: dict[str, Callable[[], Finding]] = {
    "submit": make.draft,
    "take-back": make.in_review,
    "publish": make.in_review,
    "return": make.in_review,
    "reject": make.in_review,
    "suspend": make.published,
    "restore": suspended,
    "withdraw": make.published,
    "revise": make.published,
}
ENDS = {
    "submit": State.IN_REVIEW,
    "take-back": State.DRAFT,
    "publish": State.PUBLISHED,
    "return": State.DRAFT,
    "reject": State.REJECTED,
    "suspend": State.SUSPENDED,
    "restore": State.PUBLISHED,
    "withdraw": State.WITHDRAWN,
    "revise": State.DRAFT,
}
ROLE = {move.name: move.role for move in MOVES}


def move(client: Client, name: str, finding: Finding, words: str = "Because.") -> Any:
    """Open the page of a move and send it, as a person would."""
    place = address(f"kb_finding_{name}", finding.pk)
    page: Any = client.get(place)
    assert page.status_code == 200, told(page)
    (shown,) = page.context["shown"]
    digest = {f"digest-{finding.pk}": shown.whole.digest}
    return client.post(place, {"confirmed": "yes", "words": words, **digest})


def refusal(answer: Any) -> str:
    """Return the sentences with which the page of a move came back."""
    assert answer.status_code == 200
    return " ".join(line for one in answer.context["shown"] for line in one.refused)


def decider(name: str) -> Client:
    """Return somebody signed in who may make the move."""
    return signed_in(make.person(ROLE[name]))


@pytest.mark.parametrize("name", STARTS)
def test_a_move_is_made_by_its_button(name: str) -> None:
    finding = STARTS[name]()
    answer = move(decider(name), name, finding)
    assert answer.status_code == 302, told(answer)
    newest = Finding.objects.latest_versions().get(key=finding.key)
    assert newest.state == ENDS[name]
    assert answer["Location"] == address("kb_finding_change", newest.pk)


def test_every_move_of_a_person_is_here() -> None:
    made = {(start, ENDS[m.name]) for m in MOVES for start in m.states}
    by_hand = {(start, end) for start, ends in TRANSITIONS.items() for end in ends}
    by_services = {end for _start, end in by_hand} & {State.SUPERSEDED}
    assert {move for move in by_hand if move[1] not in by_services} <= made


@pytest.mark.parametrize("name", STARTS)
def test_a_button_shows_where_state_and_role_allow_it(name: str) -> None:
    finding = STARTS[name]()
    place = address("kb_finding_change", finding.pk)
    button = address(f"kb_finding_{name}", finding.pk)
    for role in ("editor", "reviewer"):
        page = signed_in(make.person(role)).get(place).content.decode()
        by_review = name in {move.name for move in DECISIONS}
        assert (f'href="{button}"' in page) is (role == ROLE[name] and not by_review)
        review = address("kb_finding_review", finding.pk)
        assert (f'href="{review}"' in page) is (finding.state == State.IN_REVIEW)
        if by_review:
            deciding = signed_in(make.person(role)).get(review).content.decode()
            assert (f'formaction="{button}"' in deciding) is (role == "reviewer")


@pytest.mark.parametrize("name", STARTS)
def test_a_move_that_does_not_apply_leads_back(name: str) -> None:
    finding = make.published() if ENDS[name] != State.PUBLISHED else make.draft()
    if name in {"suspend", "withdraw", "revise"}:
        finding = make.draft()
    client = decider(name)
    answer = client.get(address(f"kb_finding_{name}", finding.pk))
    assert answer.status_code == 302
    assert told(answer)[-1].endswith("[states-move-along]")
    forced = client.post(
        address(f"kb_finding_{name}", finding.pk), {"confirmed": "yes", "words": "x"}
    )
    assert forced.status_code in {200, 403}
    assert Finding.objects.get(pk=finding.pk).state == finding.state


@pytest.mark.parametrize("name", ["return", "reject", "suspend", "withdraw"])
def test_a_reason_is_asked_for(name: str) -> None:
    finding = STARTS[name]()
    answer = move(decider(name), name, finding, words="  ")
    assert refusal(answer).endswith("[reasons-are-given]")
    assert Finding.objects.get().state == finding.state


def both(finding: Finding) -> User:
    """Make the author of a finding a reviewer as well, and a superuser on top."""
    author = finding.author
    author.groups.add(make.reviewer().groups.get())
    User.objects.filter(pk=author.pk).update(is_superuser=True)
    return author


@pytest.mark.parametrize("name", ["publish", "return", "reject", "restore"])
def test_nobody_decides_on_their_own(name: str) -> None:
    finding = STARTS[name]()
    answer = move(signed_in(both(finding)), name, finding)
    assert refusal(answer).endswith("[four-eyes]")
    assert Finding.objects.get().state == finding.state


def test_an_interest_keeps_a_reviewer_away() -> None:
    finding, reviewer = make.in_review(), make.reviewer()
    role = make.source_organization(source=finding.source)
    make.declared_interest(person=reviewer, organization=role.organization)
    answer = move(signed_in(reviewer), "publish", finding)
    assert refusal(answer).endswith("[interest-keeps-away]")


def test_what_falls_short_is_not_published_and_every_rule_is_named() -> None:
    finding = make.in_review(subjects=[], estimates=[])
    answer = move(decider("publish"), "publish", finding)
    assert "[measures-a-subject]" in refusal(answer)
    assert "[has-an-estimate]" in refusal(answer)
    assert not Review.objects.exists()


def test_a_change_since_it_was_read_is_noticed() -> None:
    finding = make.in_review()
    client = decider("publish")
    place = address("kb_finding_publish", finding.pk)
    page: Any = client.get(place)
    (shown,) = page.context["shown"]
    finding.headline = "Something else"
    finding.save()
    answer = client.post(
        place, {"confirmed": "yes", f"digest-{finding.pk}": shown.whole.digest}
    )
    assert refusal(answer).endswith("[review-names-what-was-read]")


def test_a_suspended_finding_is_given_back_only_if_its_source_stands() -> None:
    finding = make.published()
    notice_save(
        notice=make.notice.unsaved(source=finding.source), recorded_by=make.editor()
    )
    answer = move(decider("restore"), "restore", finding)
    assert refusal(answer).endswith("[rests-on-a-standing-source]")


def test_who_lost_the_role_while_typing_keeps_the_reason() -> None:
    finding, reviewer = make.in_review(), make.person("editor", "reviewer")
    client = signed_in(reviewer)
    reviewer.groups.remove(reviewer.groups.get(name="reviewer"))
    answer = client.post(
        address("kb_finding_reject", finding.pk),
        {"confirmed": "yes", "words": "A long reason."},
    )
    assert answer.status_code == 403
    assert "A long reason." in answer.content.decode()


def test_a_superuser_without_a_role_decides_on_nothing() -> None:
    finding = make.in_review()
    client = signed_in(make.person(superuser=True))
    for name in STARTS:
        place = address(f"kb_finding_{name}", finding.pk)
        assert client.get(place).status_code == 403
        assert client.post(place, {"confirmed": "yes"}).status_code == 403
    assert Finding.objects.get().state == State.IN_REVIEW


def test_a_finding_that_is_not_there_leads_to_the_list() -> None:
    answer = decider("publish").get(address("kb_finding_publish", 0))
    assert answer.status_code == 302


def test_a_new_version_stands_beside_the_one_that_readers_see() -> None:
    old = make.published()
    client = signed_in(make.editor())
    answer = move(client, "revise", old)
    page: Any = client.get(answer["Location"])
    assert [v.version for v in page.context["whole"].versions] == [2, 1]
    seen = client.get(address("kb_finding_change", old.pk)).content.decode()
    assert f"{old.key} v2</a> is in work" in seen
    again = client.post(
        address("kb_finding_revise", old.pk), {"confirmed": "yes", "words": "New."}
    )
    assert refusal(again).endswith("[one-version-at-a-time]")
