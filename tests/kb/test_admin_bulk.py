"""Moving many findings along at once: the same services, one by one."""

from typing import Any

import pytest

from kb.admin.finding.moves import MOVES
from kb.admin.finding.screen import MOST
from kb.enums import State
from kb.models import Finding, FindingEditor
from tests import make
from tests.kb.test_admin_moves import ROLE, STARTS, decider, refusal
from tests.screen import address, signed_in, told


def test_an_action_makes_the_move_for_each_that_allows_it() -> None:
    complete, hollow = make.in_review(), make.in_review(subjects=[])
    client = decider("publish")
    place = address("kb_finding_changelist")
    chosen = {"action": "publish", "_selected_action": [complete.pk, hollow.pk]}
    page: Any = client.post(place, chosen)
    assert len(page.context["shown"]) == 2
    digests = {
        f"digest-{one.whole.finding.pk}": one.whole.digest
        for one in page.context["shown"]
    }
    answer = client.post(place, chosen | digests | {"confirmed": "yes"})
    assert refusal(answer).endswith("[measures-a-subject]")
    (again,) = answer.context["shown"]
    assert again.whole.finding == hollow
    assert Finding.objects.get(pk=complete.pk).state == State.PUBLISHED
    last = client.post(
        place,
        {
            "action": "reject",
            "_selected_action": [hollow.pk],
            "confirmed": "y",
            "words": "It measured nothing.",
        },
    )
    assert last.status_code == 302


def test_an_action_of_another_role_is_no_action() -> None:
    finding = make.in_review()
    answer = signed_in(make.editor()).post(
        address("kb_finding_changelist"),
        {"action": "publish", "_selected_action": [finding.pk], "confirmed": "yes"},
    )
    assert told(answer) == ["No action selected."]
    assert Finding.objects.get().state == State.IN_REVIEW


def test_several_moved_lead_back_to_the_list() -> None:
    drafts = [make.draft(), make.draft()]
    answer = signed_in(make.editor()).post(
        address("kb_finding_changelist"),
        {
            "action": "submit",
            "_selected_action": [d.pk for d in drafts],
            "confirmed": "y",
        },
    )
    assert answer.status_code == 302
    assert answer["Location"] == address("kb_finding_changelist")
    assert len(told(answer)) == 2


def test_more_than_a_person_reads_is_too_much() -> None:
    source, topic, author = make.source(), make.topic(), make.editor()
    drafts = [
        make.finding(source=source, topic=topic, author=author) for _ in range(MOST + 1)
    ]
    answer = signed_in(make.editor()).post(
        address("kb_finding_changelist"),
        {"action": "submit", "_selected_action": [draft.pk for draft in drafts]},
    )
    assert f"at most {MOST} at a time" in told(answer)[0]
    assert not Finding.objects.filter(state=State.IN_REVIEW).exists()


def test_a_superuser_without_a_role_has_no_action_either() -> None:
    findings = [make.in_review(), make.in_review()]
    chosen = {
        "action": "publish",
        "_selected_action": [finding.pk for finding in findings],
        "confirmed": "yes",
    }
    client = signed_in(make.person(superuser=True))
    assert client.post(address("kb_finding_changelist"), chosen).status_code == 403
    assert Finding.objects.filter(state=State.IN_REVIEW).count() == 2


@pytest.mark.parametrize("name", ["submit", "publish", "return", "reject", "withdraw"])
def test_an_action_tells_row_by_row_what_became_of_each(name: str) -> None:
    good, own = STARTS[name](), STARTS[name]()
    person = make.person("editor", "reviewer", superuser=True)
    FindingEditor.objects.create(finding=own, person=person)
    place, client = address("kb_finding_changelist"), signed_in(person)
    chosen = {"action": name, "_selected_action": [good.pk, own.pk]}
    page: Any = client.post(place, chosen)
    read = {
        f"digest-{one.whole.finding.pk}": one.whole.digest
        for one in page.context["shown"]
    }
    sent = chosen | read | {"confirmed": "yes", "words": "Because."}
    answer = client.post(place, sent)
    done = next(move.done for move in MOVES if move.name == name)
    assert f"Finding {good} {done}." in told(answer)
    if ROLE[name] == "reviewer":
        assert refusal(answer).endswith("[four-eyes]")
        assert own.key in refusal(answer)
        assert Finding.objects.get(pk=own.pk).state == State.IN_REVIEW
    else:
        assert f"Finding {own} {done}." in told(answer)
