"""Whoever saves a form that somebody overtook is told, and loses nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from careers.models import Career, CareerAlias
from citations.models import Source
from kb.models import Estimate, Finding
from kb.selectors.history import version_token
from kb.services import StaleEditError, unchanged
from tests import make
from tests.screen import Answer, Screen, address, saved, signed_in, told
from tests.side import two_sides
from tests.sql import rows, update


def overtaken(answer: Answer) -> dict[str, Any]:
    """Assert that a form was overtaken; return its fields by name."""
    assert answer.status_code == 409, told(answer)
    return {
        both.name: both
        for section in answer.context["sections"]
        for both in section.fields
    }


def choose(client: Client, place: str, answer: Answer, **picks: str) -> Answer:
    """Send the page of differences as a browser would, with ``picks`` chosen."""
    html = answer.content.decode()
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<input type="hidden" name="([^"]*)" value="([^"]*)"', html
    ):
        sent.setdefault(unescape(name), []).append(unescape(value))
    sent.pop("csrfmiddlewaretoken", None)
    for tag in re.findall(r'<input type="radio"[^>]*checked[^>]*>', html):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        sent[found["name"]] = [found["value"]]
    sent |= {f"_pick-{name}": [pick] for name, pick in picks.items()}
    return client.post(place, sent)


def test_a_field_that_two_changed_is_decided_by_the_second() -> None:
    career = make.career(name="Weaver", definition="Weaves.", note="")
    first, second = make.editor(), make.editor()
    client = signed_in(second)
    mine = Screen(client, "careers_career_change", career.pk)
    saved(
        Screen(signed_in(first), "careers_career_change", career.pk).save(
            name="Hand weaver", note="Theirs."
        )
    )
    answer = mine.save(name="Loom weaver", definition="Weaves on a loom.")
    fields = overtaken(answer)
    name = fields["name"]
    assert (name.began, name.theirs, name.mine, name.pick) == (
        *("Weaver", "Hand weaver", "Loom weaver"),
        "",
    )
    assert (fields["definition"].pick, fields["note"].pick) == ("mine", "theirs")
    page = answer.content.decode()
    assert first.username in page
    again = choose(client, mine.address, answer)
    assert overtaken(again).keys() == fields.keys()
    assert "Choose one side" in again.content.decode()
    saved(choose(client, mine.address, again, name="mine"))
    career.refresh_from_db()
    assert (career.name, career.definition, career.note) == (
        *("Loom weaver", "Weaves on a loom."),
        "Theirs.",
    )


def test_theirs_can_be_taken_and_nothing_of_the_rest_is_lost() -> None:
    source = make.source(title="A study", primary=True, issued="2020")
    client = signed_in(make.editor())
    mine = Screen(client, "citations_source_change", source.pk)
    update(source, title="The study", primary=False)
    answer = mine.save(title="My study", volume="7")
    fields = overtaken(answer)
    assert (fields["primary"].theirs, fields["primary"].mine) == ("no", "yes")
    saved(choose(client, mine.address, answer, title="theirs"))
    source = Source.objects.get()
    assert (source.title, source.primary, source.volume) == ("The study", False, "7")


def test_a_change_of_a_part_is_a_change_of_the_whole() -> None:
    finding = make.draft(estimates=[{"label": "First"}, {"label": "Second"}])
    one, other = finding.estimates.order_by("position")
    client = signed_in(make.editor())
    mine = Screen(client, "kb_finding_change", finding.pk)
    theirs = Screen(signed_in(make.editor()), "kb_finding_change", finding.pk)
    saved(
        theirs.add("subjects", group="all women").save(**{"estimates-0-label": "1st"})
    )
    answer = mine.save(
        **{"estimates-0-label": "The first", "estimates-1-label": "The second"}
    )
    fields = overtaken(answer)
    assert set(fields) == {"estimates-0-label", "estimates-1-label"}
    assert fields["estimates-0-label"].began == "First"
    saved(choose(client, mine.address, answer, **{"estimates-0-label": "theirs"}))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.label, other.label) == ("1st", "The second")
    assert finding.subjects.count() == 2


@pytest.mark.parametrize(("pick", "names"), [("mine", {"Left"}), ("theirs", set())])
def test_a_part_that_somebody_deleted_is_kept_or_let_go(
    pick: str, names: set[str]
) -> None:
    career = make.career()
    gone, kept = (make.career_alias(career=career, name=n) for n in ("Old", "Kept"))
    client = signed_in(make.editor())
    mine = Screen(client, "careers_career_change", career.pk)
    numbers = [n for n in (0, 1) if mine.typed[f"aliases-{n}-id"] == str(gone.pk)]
    gone.delete()
    at = f"aliases-{numbers[0]}"
    answer = mine.add("aliases", name="New").save(**{f"{at}-name": "Left"})
    fields = overtaken(answer)
    assert (fields[at].theirs, fields[at].pick) == ("deleted", "")
    saved(choose(client, mine.address, answer, **{at: pick}))
    assert set(CareerAlias.objects.values_list("name", flat=True)) == names | {
        *("Kept", "New")
    }
    assert CareerAlias.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize(("pick", "left"), [("mine", 0), ("theirs", 1)])
def test_a_part_that_i_delete_while_somebody_changes_it(pick: str, left: int) -> None:
    alias = make.career_alias(name="Old")
    client = signed_in(make.editor())
    mine = Screen(client, "careers_career_change", alias.career.pk)
    update(alias, name="Better")
    answer = mine.save(**{"aliases-0-DELETE": "on"})
    assert overtaken(answer)["aliases-0-DELETE"].pick == ""
    saved(choose(client, mine.address, answer, **{"aliases-0-DELETE": pick}))
    assert CareerAlias.objects.filter(name="Better").count() == left


def test_what_was_deleted_meanwhile_leaves_what_was_typed() -> None:
    edge = make.skill_adjacency()
    client = signed_in(make.editor())
    mine = Screen(client, "careers_skilladjacency_change", edge.pk)
    edge.delete()
    answer = mine.save(reason="My long reason.")
    assert answer.status_code == 409
    assert "My long reason." in answer.content.decode()
    assert "was deleted meanwhile" in answer.content.decode()


@pytest.mark.parametrize("token", ["", "x", "careers.career:0.0", "\u0661:2 : . "])
def test_a_form_without_its_token_saves_nothing(token: str) -> None:
    career = make.career(name="Weaver")
    client = signed_in(make.editor())
    mine = Screen(client, "careers_career_change", career.pk)
    answer = mine.save(name="Loom weaver", _seen=token)
    assert overtaken(answer)["name"].began is None
    assert Career.objects.get().name == "Weaver"
    saved(choose(client, mine.address, answer, name="mine"))
    assert Career.objects.get().name == "Loom weaver"


def test_a_third_save_shows_the_page_again_from_where_i_began() -> None:
    career = make.career(name="Weaver")
    client = signed_in(make.editor())
    mine = Screen(client, "careers_career_change", career.pk)
    update(career, name="Second")
    answer = mine.save(name="Mine")
    update(career, name="Third")
    again = choose(client, mine.address, answer, name="mine")
    name = overtaken(again)["name"]
    assert (name.began, name.theirs, name.mine) == ("Weaver", "Third", "Mine")
    saved(choose(client, mine.address, again, name="mine"))
    assert Career.objects.get().name == "Mine"


def test_a_refusal_keeps_the_form_and_its_beginning() -> None:
    career = make.career(name="Weaver")
    mine = Screen(signed_in(make.editor()), "careers_career_change", career.pk)
    answer = mine.save(name="unknown")
    assert answer.status_code == 200
    assert answer.context["seen"] == mine.typed["_seen"]
    saved(mine.save(name="Loom weaver"))


def test_who_may_not_write_learns_nothing_of_others() -> None:
    career = make.career()
    place = address("careers_career_change", career.pk)
    answer = signed_in(make.reviewer()).post(place, {"name": "x"})
    assert answer.status_code == 403


def test_words_that_look_like_markup_stay_words() -> None:
    career = make.career(name="Weaver")
    mine = Screen(signed_in(make.editor()), "careers_career_change", career.pk)
    update(career, definition="<script>alert(1)</script>")
    page = mine.save(note='"><img src=x onerror=alert(2)>').content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_an_earlier_begun_later_committed_change_makes_a_form_stale() -> None:
    """Numbers of events are given before their transactions end."""
    career = make.career()
    before = version_token(Career, career.pk)
    make.career_alias(career=career)
    after = version_token(Career, career.pk)
    assert before != after
    assert version_token(Career, 0) == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hold_the_same_version_the_second_waits_and_is_refused() -> None:
    career = make.career(name="Weaver")
    seen = version_token(Career, career.pk)

    def write(name: str) -> None:
        with unchanged(row=career, seen=seen):
            rows("UPDATE careers_career SET name = %s WHERE id = %s", name, career.pk)

    with two_sides() as (first, second):
        first.begin()
        first.do(lambda: write("First"))
        second.begin()
        waiting = second.start(lambda: write("Second"))
        second.waits_for(first, waiting)
        first.commit()
        with pytest.raises(StaleEditError):
            waiting.result(timeout=30)
    assert Career.objects.get().name == "First"


@pytest.mark.django_db(transaction=True)
def test_of_four_who_save_at_once_one_wins_each_round() -> None:
    finding = make.draft()
    people = [signed_in(make.editor()) for _ in range(4)]
    start = Barrier(4)

    def post(client: Client, number: int, turn: int) -> int:
        try:
            screen = Screen(client, "kb_finding_change", finding.pk)
            start.wait(timeout=60)
            label = f"Round {turn}, by {number}"
            answer = screen.save(headline=label, **{"estimates-0-label": label})
            assert answer.status_code in (302, 409) or "save again" in told(answer)[0]
            return int(answer.status_code)
        finally:
            connection.close()

    for turn in range(5):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(post, people, range(4), [turn] * 4))
        assert answers.count(302) == 1, answers
        headline = Finding.objects.get().headline
        assert Estimate.objects.get().label == headline
        assert answers[int(headline[-1])] == 302
