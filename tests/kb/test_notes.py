"""Notes among colleagues: on any row, to a person, settled by somebody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from kb.models import Note
from kb.selectors.note import notes_naming, notes_on
from kb.services import note_resolve, note_write
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in

MAKERS: dict[str, tuple[str, Callable[[], Any]]] = {
    "finding": ("kb_finding", make.published),
    "source": ("citations_source", make.source),
    "citation": ("citations_citation", make.citation),
    "career": ("careers_career", make.career),
    "skill": ("careers_skill", make.skill),
}


def write(text: str, author: User | None = None) -> Note:
    """Write a note on a career."""
    note = make.note.unsaved(text=text, author=None)
    return note_write(note=note, author=author or make.editor())


@pytest.mark.parametrize("about", MAKERS)
def test_a_note_is_written_on_the_page_of_its_row(about: str) -> None:
    screen, maker = MAKERS[about]
    row, author = maker(), make.editor()
    client = signed_in(author)
    page = client.get(address(f"{screen}_change", row.pk)).content.decode()
    place = f"{address('kb_note_add')}?{about}={row.pk}"
    assert f'href="{place}"' in page
    add: Any = client.get(place)
    form = add.context["adminform"].form
    assert list(form.fields) == [about, "text"]
    answer: Any = client.post(place, {about: row.pk, "text": "Is it <b>right</b>?"})
    assert answer.status_code == 302, answer.context["errors"]
    assert [note.author for note in notes_on(row)] == [author]
    page = client.get(address(f"{screen}_change", row.pk)).content.decode()
    assert "Is it &lt;b&gt;right&lt;/b&gt;?" in page


def test_whoever_is_named_finds_it_among_theirs_until_it_is_settled() -> None:
    ada = make.person("reviewer", username="ada.l")
    note = write("Could you look, @ada.l? (not a@example.org) @ada.l.")
    assert [mention.person for mention in note.mentions.all()] == [ada]
    assert list(notes_naming(ada)) == [note]
    assert not notes_naming(make.editor())
    mine = f"{address('kb_note_changelist')}?mine=1"
    assert "Could you look" in signed_in(ada).get(mine).content.decode()
    assert "Could you look" not in signed_in(make.editor()).get(mine).content.decode()
    saved(Screen(signed_in(ada), "kb_note_change", note.pk).save(settled="on"))
    assert Note.objects.get().resolved_by == ada
    assert not notes_naming(ada)


def test_the_first_to_settle_it_stays_named() -> None:
    note, first = write("Look here."), make.editor()
    note_resolve(note=note, by=first)
    assert note_resolve(note=note, by=make.editor()).resolved_by == first


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Look, @nobody-here", "Nobody here is called @nobody-here"),
        ("  ", "blank|Say it in words"),
        ("x" * 2001, "at most 2000|At most 2000"),
        ("a\x00b", "text-is-plain"),
        ("a\ud800b", "text-is-plain"),
        ("a\u202eb", "text-is-plain"),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        write(text)
    assert not Note.objects.exists()


def test_a_note_about_two_things_or_none_is_refused() -> None:
    client = signed_in(make.editor())
    screen = Screen(client, "kb_note_add")
    refused(screen.save(text="About what?"), "note-is-about-one-thing")
    two = {"career": make.career(), "skill": make.skill()}
    refused(screen.save(text="About both.", **two), "note-is-about-one-thing")


@pytest.mark.parametrize("role", ["", "administrator"])
def test_without_a_role_in_evidence_nobody_writes_or_settles(role: str) -> None:
    person = make.person(*filter(None, [role]))
    with pytest.raises(PermissionDenied, match="no role in evidence"):
        write("Hello.", person)
    with pytest.raises(PermissionDenied, match="no role in evidence"):
        note_resolve(note=make.note(), by=person)


def test_a_contributor_writes_on_what_they_see_and_reads_what_concerns_them() -> None:
    ada = make.contributor()
    other = make.draft()
    note = make.note.unsaved(career=None, finding=other, text="Hm.")
    with pytest.raises(PermissionDenied, match="may not see"):
        note_write(note=note, author=ada)
    own = make.note.unsaved(career=None, finding=make.draft(author=ada), text="Done.")
    note_write(note=own, author=ada)
    write("A word among editors.")
    write(f"And @{ada.username}?")
    page = signed_in(ada).get(address("kb_note_changelist")).content.decode()
    assert "Done." in page
    assert f"And @{ada.username}?" in page
    assert "among editors" not in page


def test_a_note_goes_with_its_draft_and_stays_in_the_history() -> None:
    draft = make.finding()
    make.note(career=None, finding=draft)
    draft.delete()
    assert not Note.objects.exists()
    assert set(Note.pgh_event_model.objects.values_list("pgh_label", flat=True)) == {  # type: ignore[attr-defined]
        "insert",
        "delete",
    }


def test_no_reader_sees_a_note(client: Client) -> None:
    finding = make.published()
    make.note(career=None, finding=finding, text="A canary sings.")
    for path in (
        reverse("kb:finding", args=[finding.key]),
        f"/api/v1/findings/{finding.key}/",
    ):
        assert "canary" not in client.get(path).content.decode()
