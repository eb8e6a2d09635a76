"""The history of a row, as its page tells it."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers.models import Career
from kb.models import OutlineItemSkill
from kb.selectors.history import PAGE, Step, deleted_rows, steps_of
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in
from tests.sql import rows


def steps(client: Client, name: str, row: Any) -> list[Step]:
    """Return the steps of a row's history, once its page has told them all."""
    found = steps_of(type(row), row.pk).steps
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


def test_it_tells_the_reason_and_who_gave_none() -> None:
    source = make.published().source
    client = signed_in(make.editor())
    screen = Screen(client, "citations_source_change", source.pk)
    refused(screen.save(title="Another title", _why=" "), "reasons-are-given")
    saved(screen.save(_why="The printer says so."))
    rows("UPDATE citations_source SET note = 'By hand.' WHERE id = %s", source.pk)
    page = client.get(address("citations_source_history", source.pk)).content.decode()
    assert "Why: The printer says so." in page
    assert "plain SQL or a script, no name given" in page


def test_it_tells_of_all_parts_and_of_parts_of_parts() -> None:
    source = make.source()
    make.source_organization(source=source)
    make.source_relation(from_source=source)
    make.record_sighting(source=source)
    make.notice(source=source)
    line = make.outline_item()
    make.outline_item_skill(item=line).delete()
    finding = make.published()
    outline, delete = line.outline, line.delete
    delete()
    client = signed_in(make.editor())
    expected: list[tuple[str, Any, set[str]]] = [
        (
            "citations_source",
            source,
            {
                *("source", "source organization", "source relation"),
                *("record sighting", "source notice"),
            },
        ),
        ("kb_outline", outline, {"outline", "outline item", "outline item skill"}),
        (
            "kb_finding",
            finding,
            {"finding", "subject", "estimate", "finding citation", "review"},
        ),
    ]
    for name, row, parts in expected:
        assert {step.what for step in steps(client, name, row)} == parts, name


def test_neighbours_are_no_parts() -> None:
    pair = make.pair()
    make.skill_adjacency(from_skill=pair.skill)
    found = steps(signed_in(make.editor()), "careers_skill", pair.skill)
    assert {step.what for step in found} == {"skill"}


def test_a_long_history_comes_in_pages_at_the_same_cost() -> None:
    career = make.career()
    client = signed_in(make.editor())
    place = address("careers_career_history", career.pk)
    with CaptureQueriesContext(connection) as few:
        client.get(place)
    for number in range(PAGE + 4):
        rows("UPDATE careers_career SET note = %s WHERE id = %s", number, career.pk)
    with CaptureQueriesContext(connection) as many:
        first: Any = client.get(place)
    assert len(many) <= len(few) + 1  # the rows before those of the page
    assert len(first.context["history"].steps) == PAGE
    assert "?p=2" in first.content.decode()
    second: Any = client.get(place, {"p": "2"})
    assert len(second.context["history"].steps) == 5
    assert not second.context["history"].more
    for wrong in ("0", "-1", "x", "9" * 30, "99"):
        assert client.get(place, {"p": wrong}).status_code == 200


def test_what_is_deleted_is_listed_with_its_history() -> None:
    edge = make.skill_adjacency(reason="Once thought near.")
    name, number = str(edge), edge.pk
    editor = make.editor()
    client = signed_in(editor)
    place = address("careers_skilladjacency_delete", edge.pk)
    saved(client.post(place, {"post": "yes"}))
    listed = client.get(address("careers_skilladjacency_history", "deleted"))
    assert name in listed.content.decode()
    assert f"by {editor.username}" in listed.content.decode()
    page = client.get(address("careers_skilladjacency_history", number))
    assert "skill adjacency deleted" in page.content.decode()
    assert "Once thought near." in page.content.decode()
    for wrong in (0, "nothing", 10**18 - 1):
        gone = client.get(address("careers_skilladjacency_history", wrong))
        assert gone.status_code == 302
    assert (
        "Nothing was deleted"
        in client.get(address("kb_measure_history", "deleted")).content.decode()
    )


def test_a_deleted_row_whose_name_is_gone_too_is_listed_by_number() -> None:
    line = make.outline_item_skill(item=make.outline_item())
    number = line.pk
    line.item.outline.delete()
    assert any(str(number) in row.name for row in deleted_rows(OutlineItemSkill)[0])
