"""Careers and skills in the admin: what is saved, and what is refused in a sentence."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from careers.models import Career, CareerAlias, CareerSkill, Skill, Task
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in, told

TYPED = {
    "name": "Tide-table maker",
    "key": "tide-table-maker",
    "definition": "Works out when the water is high, and prints it.",
}


def add_career() -> Screen:
    """Return the form of a new career, filled in, with an alias and a code."""
    screen = Screen(signed_in(make.editor()), "careers_career_add")
    screen.typed |= TYPED
    screen.add("aliases", name="Tide clerk", language="en")
    return screen.add(
        "codes", scheme="soc_2018", release="2018", match="close", code="43-9999"
    )


def test_an_editor_adds_a_career_with_its_parts() -> None:
    saved(add_career().save())
    career = Career.objects.get(key="tide-table-maker")
    assert list(career.aliases.values_list("name", flat=True)) == ["Tide clerk"]
    assert career.codes.get().code == "43-9999"
    assert LogEntry.objects.get().object_repr == "Tide-table maker"


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"name": "Unknown"}, "name-is-no-placeholder"),
        ({"definition": "n/a"}, "text-is-not-blank"),
        ({"key": "Tide_Table"}, "key-is-a-slug"),
        ({"key": "taken"}, "key-is-forever"),
        ({"aliases-0-name": "TBD"}, "name-is-no-placeholder"),
        ({"codes-0-code": ""}, "code-or-none"),
        ({"codes-0-match": "none"}, "code-or-none"),
        (
            {"codes-0-match": "exact", "codes-0-code": "15-1252.00"},
            "identifier-is-unique",
        ),
    ],
)
def test_what_the_services_refuse_is_refused_here(
    typed: dict[str, Any], rule: str
) -> None:
    taken = make.career(key="taken")
    make.career_code(
        career=taken,
        scheme="soc_2018",
        release="2018",
        code="15-1252.00",
        match="exact",
    )
    answer = add_career().save(**typed)
    refused(answer, rule)
    assert not Career.objects.exclude(key="taken").exists()
    kept = answer.content.decode()
    assert all(value in kept for value in (TYPED | typed).values() if value)


def test_the_same_alias_twice_is_refused() -> None:
    answer = add_career().add("aliases", name="Tide clerk", language="en").save()
    refused(answer, "stands-once")


def test_a_key_is_written_once() -> None:
    career = make.career(key="old-key", name="Weaver")
    screen = Screen(signed_in(make.editor()), "careers_career_change", career.pk)
    saved(screen.save(key="new-key", name="Hand weaver"))
    career.refresh_from_db()
    assert (career.key, career.name) == ("old-key", "Hand weaver")


def test_an_alias_is_changed_and_taken_away() -> None:
    kept, gone = (make.career_alias(career=career) for career in [make.career()] * 2)
    screen = Screen(signed_in(make.editor()), "careers_career_change", kept.career_id)
    place = [screen.typed[f"aliases-{n}-id"] for n in range(2)].index(str(gone.pk))
    screen.typed[f"aliases-{1 - place}-name"] = "Another name"
    saved(screen.save(**{f"aliases-{place}-DELETE": "on"}))
    assert CareerAlias.objects.get().name == "Another name"


def test_what_did_not_change_is_not_written() -> None:
    career = make.career()
    before = Career.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    saved(Screen(signed_in(make.editor()), "careers_career_change", career.pk).save())
    assert Career.pgh_event_model.objects.count() == before  # type: ignore[attr-defined]


def test_an_editor_adds_a_skill_and_lists_it_in_a_career() -> None:
    client = signed_in(make.editor())
    saved(
        Screen(client, "careers_skill_add").save(
            name="Reading tides",
            key="tides",
            kind="knowledge",
            definition="To foresee.",
        )
    )
    skill = Skill.objects.get()
    career = make.career()
    screen = Screen(client, "careers_careerskill_add")
    typed = {"career": career, "skill": skill, "role": "core", "basis": "judgement"}
    saved(screen.save(**typed))
    assert CareerSkill.objects.get().skill == skill
    refused(screen.save(), "stands-once")


def test_an_edge_joins_two_and_says_why() -> None:
    skill, other = make.skill(), make.skill()
    client = signed_in(make.editor())
    screen = Screen(client, "careers_skilladjacency_add")
    typed = {"from_skill": skill, "relation": "requires", "basis": "judgement"}
    refused(screen.save(**typed, to_skill=skill, reason="It is."), "edge-joins-two")
    saved(screen.save(to_skill=other, reason="One needs the other."))
    refused(screen.save(), "stands-once")
    careers = Screen(client, "careers_careeradjacency_add")
    career = make.career()
    answer = careers.save(
        from_career=career, to_career=career, reason="It is.", basis="judgement"
    )
    refused(answer, "edge-joins-two")


def test_the_list_tells_what_is_out_of_use() -> None:
    client = signed_in(make.reviewer())
    kept = make.career(name="Weaver")
    make.career(name="Web maker", merged_into=kept)
    make.career(name="Scribe", withdrawn_reason="Nobody is one.")
    shown = {
        use: [row.name for row in listed(client, use)]
        for use in ("current", "merged", "withdrawn", "")
    }
    assert shown == {
        "current": ["Weaver"],
        "merged": ["Web maker"],
        "withdrawn": ["Scribe"],
        "": ["Scribe", "Weaver", "Web maker"],
    }


def listed(client: Client, use: str) -> list[Career]:
    """Return the careers on the list, of one use."""
    page = client.get(address("careers_career_changelist"), {"use": use} if use else {})
    assert page.context is not None
    return list(page.context["cl"].result_list)


def test_examples_of_a_task_are_typed_one_on_each_line() -> None:
    client = signed_in(make.editor())
    screen = Screen(client, "careers_task_add")
    typed = {"key": "file-tides", "career": make.career(), "statement": "Files tides."}
    saved(screen.save(**typed, examples="High tide\n\n  Low tide  \n"))
    task = Task.objects.get()
    assert task.examples == ["High tide", "Low tide"]
    again = Screen(client, "careers_task_change", task.pk)
    assert again.typed["examples"] == "High tide\nLow tide"
    assert "Null characters" in " ".join(told(again.save(examples="a\0b")))
