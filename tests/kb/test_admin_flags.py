"""Flags in the admin: raised by anybody with a role, decided on once."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from citations.enums import FlagState
from citations.models import Flag
from citations.services import flag_decide, flag_raise
from kb.models import Finding
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in
from tests.side import in_turn, two_sides


@pytest.mark.parametrize("role", ["contributor", "editor", "reviewer"])
def test_everybody_with_a_role_flags_a_place_from_its_screen(role: str) -> None:
    place, person = make.citation(), make.person(role)
    client = signed_in(person)
    add = f"{address('citations_flag_add')}?citation={place.pk}"
    assert (
        add
        in client.get(address("citations_citation_change", place.pk)).content.decode()
    )
    screen = Screen(client, "citations_flag_add")
    saved(screen.save(citation=place, kind="locator", text="There is no page 187."))
    flag = Flag.objects.get()
    assert (flag.raised_by, flag.state) == (person, "open")


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_it_is_decided_with_a_note(role: str) -> None:
    flag, person = make.flag(), make.person(role)
    client = signed_in(person)
    screen = Screen(client, "citations_flag_change", flag.pk)
    refused(screen.save(state="resolved", resolution=" "), "reasons-are-given")
    assert Flag.objects.get().state == "open"
    saved(screen.save(state="resolved", resolution="Mended in version 2."))
    flag = Flag.objects.get()
    assert (flag.state, flag.decided_by) == ("resolved", person)
    again = screen.save(state="refused", resolution="No.")
    assert "Somebody saved meanwhile" in again.content.decode()
    page = client.get(address("citations_flag_change", flag.pk)).content.decode()
    assert 'name="state"' not in page
    assert "Mended in version 2." in page


def test_it_cannot_be_left_open_by_deciding() -> None:
    flag = make.flag()
    screen = Screen(signed_in(make.editor()), "citations_flag_change", flag.pk)
    for state in ("", "open", "zz"):
        assert screen.save(state=state, resolution="x").status_code == 200
    assert Flag.objects.get().state == "open"


def test_a_contributor_sees_flags_and_decides_on_none() -> None:
    flag, person = make.flag(), make.contributor()
    page = signed_in(person).get(address("citations_flag_change", flag.pk))
    assert 'name="state"' not in page.content.decode()
    with pytest.raises(PermissionDenied, match="neither editor nor reviewer"):
        flag_decide(flag=flag, state=FlagState.SPAM, resolution="", decided_by=person)


def test_spam_is_put_aside_in_one_go() -> None:
    first, second = make.flag(), make.flag()
    flag_decide(
        flag=second,
        state=FlagState.REFUSED,
        resolution="It is right.",
        decided_by=make.editor(),
    )
    client = signed_in(make.editor())
    client.post(
        address("citations_flag_changelist"),
        {"action": "mark_spam", "_selected_action": [first.pk, second.pk]},
    )
    states = dict(Flag.objects.values_list("pk", "state"))
    assert states == {first.pk: "spam", second.pk: "refused"}


def test_flags_stand_on_the_page_of_the_finding_and_in_the_history() -> None:
    finding = make.published()
    place = finding.citations.get().citation
    flag = flag_raise(
        flag=make.flag.unsaved(citation=place, text="It says 27."), raised_by=None
    )
    flag_decide(
        flag=flag,
        state=FlagState.REFUSED,
        resolution="The erratum says 37.",
        decided_by=make.reviewer(),
    )
    client = signed_in(make.editor())
    for name, row in (
        ("kb_finding_change", finding),
        ("citations_citation_change", place),
        ("citations_citation_history", place),
    ):
        page = client.get(address(name, row.pk)).content.decode()
        assert "It says 27." in page, name
        assert "The erratum says 37." in page, name
    assert Finding.objects.get().state == "published"


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\u202eb"])
def test_the_service_refuses_what_cannot_be_stored_or_read(text: str) -> None:
    flag = make.flag.unsaved(citation=make.citation(), text=text)
    with pytest.raises(ValidationError, match="text-is-plain"):
        flag_raise(flag=flag, raised_by=None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told() -> None:
    flag, one, other = make.flag(), make.editor(), make.editor()

    def decide(state: FlagState, who: User) -> Flag:
        return flag_decide(flag=flag, state=state, resolution="Looked.", decided_by=who)

    with two_sides() as sides:
        error = in_turn(
            sides,
            lambda: decide(FlagState.RESOLVED, one),
            lambda: decide(FlagState.REFUSED, other),
        )
    assert "decided already" in str(error)
    assert Flag.objects.get().state == "resolved"
