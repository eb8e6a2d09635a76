"""The history of a row, as its page tells it."""

from typing import Any

from django.test import Client

from careers.models import Career
from kb.selectors.history import Step, history_of
from tests import make
from tests.screen import Screen, address, saved, signed_in


def steps(client: Client, name: str, row: Any) -> list[Step]:
    """Return the steps of a row's history, once its page has told them all."""
    found = history_of(row)
    page = client.get(address(f"{name}_history", row.pk)).content.decode()
    for step in found:
        assert f"{step.what} {step.done}" in page
        assert all(f"<dt>{change.field}</dt>" in page for change in step.changes)
    return found


def test_it_says_who_changed_what_from_which_page() -> None:
    editor, career = make.editor(), make.career(name="Weaver")
    client = signed_in(editor)
    screen = Screen(client, "careers_career_change", career.pk)
    saved(screen.add("aliases", name="Hand weaver").save(name="Hand-weaver"))
    told = steps(client, "careers_career", career)
    change, begin = (step for step in told if step.what == "career")
    assert [step.done for step in told if step.what == "career alias"] == ["added"]
    assert (change.person, change.done) == (editor.username, "changed")
    assert change.page == address("careers_career_change", career.pk)
    (field,) = change.changes
    assert (field.field, field.before, field.after) == ("name", "Weaver", "Hand-weaver")
    assert (begin.done, begin.person) == ("added", "")


def test_it_tells_of_plain_updates_and_of_parts_that_are_gone() -> None:
    career = make.career()
    make.career_alias(career=career).delete()
    Career.objects.update(note="By a script.")
    found = steps(signed_in(make.reviewer()), "careers_career", career)
    assert {(step.what, step.done) for step in found} == {
        ("career", "changed"),
        ("career alias", "deleted"),
        ("career alias", "added"),
        ("career", "added"),
    }


def test_it_names_the_rows_that_are_pointed_to() -> None:
    finding = make.draft()
    topic = make.topic(label="Another topic")
    client = signed_in(make.editor())
    saved(Screen(client, "kb_finding_change", finding.pk).save(topic=topic))
    (field,) = steps(client, "kb_finding", finding)[0].changes
    assert (field.before, field.after) == ("Time on a task", "Another topic")


def test_it_tells_lists_and_terms_in_words() -> None:
    finding = make.draft()
    client = signed_in(make.editor())
    screen = Screen(client, "kb_finding_change", finding.pk)
    saved(screen.save(places="US\nGB", kind="forecast"))
    page = client.get(address("kb_finding_history", finding.pk)).content.decode()
    assert "<ins>US; GB</ins>" in page
    assert "<ins>forecast: what somebody expects to come</ins>" in page


def test_a_row_of_a_fixture_has_none() -> None:
    page = signed_in(make.editor()).get(
        address("kb_measure_history", make.measure().pk)
    )
    assert "Nothing is recorded" in page.content.decode()
