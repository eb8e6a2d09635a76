"""Links and verdicts in the admin."""

import pytest
from django.test import Client

from citations.models import LinkWatch
from kb.models import FindingWatch
from tests import make
from tests.citations.links.test_person import changed, dead
from tests.screen import Screen, address, saved, signed_in, told
from tests.sql import update, value


@pytest.fixture
def editor() -> Client:
    return signed_in(make.editor())


def listed(client: Client, **query: str) -> str:
    page = client.get(address("citations_linkwatch_changelist"), query)
    assert page.status_code == 200
    return page.content.decode()


def test_the_list_holds_what_an_editor_should_look_at(editor: Client) -> None:
    gone, other, fine = dead(), changed(), make.link_watch(state="blocked")
    page = listed(editor, look="1")
    assert gone.address in page
    assert other.address in page
    assert fine.address not in page
    assert fine.address in listed(editor)


def test_a_link_shows_its_checks_and_what_can_be_done(editor: Client) -> None:
    page = editor.get(address("citations_linkwatch_change", dead().pk))
    text = page.content.decode()
    assert "It is gone. Found gone 1 of 3 times that count." in text
    assert "Check now" in text
    assert "Looks fine" in text
    blocked = make.link_watch(state="blocked")
    text = editor.get(
        address("citations_linkwatch_change", blocked.pk)
    ).content.decode()
    assert "Check now" in text
    assert "Looks fine" not in text


def test_a_reviewer_reads_and_is_offered_nothing() -> None:
    reviewer = signed_in(make.reviewer())
    page = reviewer.get(address("citations_linkwatch_change", dead().pk))
    assert page.status_code == 200
    assert "Looks fine" not in page.content.decode()


def test_a_link_that_looks_fine_leaves_the_list(editor: Client) -> None:
    link = dead()
    place = address("citations_linkwatch_fine", link.pk)
    assert 'value="dead"' in editor.get(place).content.decode()
    answer = editor.post(place, {"seen": "dead", "words": "It opens."}, follow=True)
    assert told(answer) == ["It is set aside until it changes again."]
    assert link.address not in listed(editor, look="1")
    link.refresh_from_db()
    assert link.fine_by is not None
    assert link.fine_note == "It opens."


def test_a_refusal_keeps_what_was_typed(editor: Client) -> None:
    place = address("citations_linkwatch_fine", changed().pk)
    answer = editor.post(place, {"seen": "dead", "words": "It opens & <b>reads</b>."})
    page = answer.content.decode()
    assert "when you opened the page it was something else" in page
    assert "It opens &amp; &lt;b&gt;reads&lt;/b&gt;." in page
    answer = editor.post(place, {"seen": "changed", "words": " "})
    assert "[reasons-are-given]" in answer.content.decode()


def test_check_now_makes_links_due(editor: Client) -> None:
    one, two = dead(), changed()
    assert not LinkWatch.objects.free().exists()
    place = address("citations_linkwatch_check", one.pk)
    answer = editor.post(place, follow=True)
    assert told(answer) == ["It is checked by the next worker that is free."]
    assert list(LinkWatch.objects.free()) == [one]
    sent = {"action": "check_now", "_selected_action": [one.pk, two.pk]}
    answer = editor.post(address("citations_linkwatch_changelist"), sent, follow=True)
    assert told(answer) == ["Next to be checked: 2."]
    assert LinkWatch.objects.free().count() == 2


def test_a_link_that_nobody_watches_is_refused_in_words(editor: Client) -> None:
    link = make.link_watch(due_at=None)
    answer = editor.post(address("citations_linkwatch_check", link.pk))
    assert "no source names it" in answer.content.decode()
    sent = {"action": "check_now", "_selected_action": [link.pk]}
    answer = editor.post(address("citations_linkwatch_changelist"), sent, follow=True)
    assert "no source names it" in " ".join(told(answer))


def test_a_link_that_is_not_there_leads_to_the_list(editor: Client) -> None:
    answer = editor.get(address("citations_linkwatch_fine", 10**9))
    assert answer.status_code == 302


def test_a_source_shows_its_links_and_saves_without_touching_them(
    editor: Client,
) -> None:
    link = dead()
    screen = Screen(editor, "citations_source_change", link.source_id)
    assert link.sentence in screen.page.content.decode()
    saved(screen.save(title="Another title"))
    link.refresh_from_db()
    assert link.state == "dead"


def test_a_finding_that_falls_short_is_listed_and_verified_again(
    editor: Client,
) -> None:
    watch = make.finding_watch(state="falls_short", found="It names no population.")
    update(watch, due_at="2999-01-01T00:00Z")
    page = editor.get(address("kb_findingwatch_changelist"), {"state": "falls_short"})
    assert "It names no population." in page.content.decode()
    sent = {"action": "check_now", "_selected_action": [watch.pk]}
    answer = editor.post(address("kb_findingwatch_changelist"), sent, follow=True)
    assert told(answer) == ["Next to be verified: 1."]
    assert value("SELECT due_at <= statement_timestamp() FROM kb_findingwatch")
    update(watch, due_at=None)
    answer = editor.post(address("kb_findingwatch_changelist"), sent, follow=True)
    assert "Only what readers see is verified again" in " ".join(told(answer))
    assert FindingWatch.objects.get().due_at is None
