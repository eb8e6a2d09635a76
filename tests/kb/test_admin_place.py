"""A finding is written in one screen, with the place it stands and the quote."""

from typing import Any

import pytest

from citations.models import Citation, Source
from kb.models import Finding
from tests import make
from tests.kb.test_admin_finding import FIGURE, TYPED, lacking
from tests.screen import Screen, address, refused, saved, signed_in, told

SAID = "With the tool, time on the task fell by 40 percent (n = 453 typists)."
PLACE = {
    "label": "page",
    "locator": "p. 187",
    "quote": "time on the task fell by 40 percent",
    "read": "full_text",
    "confirmation": "primary",
    "says": "Time fell by 40 percent.",
}


def writing(**place: Any) -> Screen:
    """Return the form of a finding, reached from its source, with a new place."""
    source = make.source(key="study", url="https://example.org/study")
    make.snapshot(source=source, text=f"First. {SAID} Last.")
    client = signed_in(make.editor())
    page = client.get(address("citations_source_change", source.pk)).text
    start = f"{address('kb_finding_add')}?source={source.pk}"
    assert start in page
    screen = Screen(client, "kb_finding_add")
    screen.typed |= TYPED | {"source": source.pk, "topic": make.topic().pk}
    screen.add("subjects", group="typists in one firm")
    screen.add("estimates", **FIGURE, measure=make.measure())
    return screen.add("places", **PLACE | place)


def test_all_of_it_is_written_at_once() -> None:
    screen = writing()
    saved(screen.save())
    finding = Finding.objects.get()
    place = finding.citations.get().citation
    assert (place.key, place.locator) == ("study-p-187", "p. 187")
    assert place.snapshot is not None
    assert place.snapshot.text[place.quote_start : place.quote_end] == PLACE["quote"]
    look = place.readings.get()
    assert (look.read, look.address) == ("full_text", "https://example.org/study")
    assert look.read_by == finding.author
    assert lacking(screen.client, finding) == set()


def test_a_source_without_a_page_was_read_at_its_doi() -> None:
    screen = writing()
    Source.objects.update(url="", doi="10.5555/study")
    saved(screen.save())
    place = Finding.objects.get().citations.get().citation
    assert place.readings.get().address == "https://doi.org/10.5555/study"


def test_a_second_place_with_the_same_locator_has_a_key_of_its_own() -> None:
    screen = writing()
    make.citation(key="study-p-187")
    saved(screen.save())
    assert Finding.objects.get().citations.get().citation.key == "study-p-187-2"


@pytest.mark.parametrize(
    ("wrong", "field", "rule"),
    [
        (
            {"quote": "time on the task rose by 40 percent"},
            "quote",
            "quote-stands-in-its-snapshot",
        ),
        ({"read": "secondary_page"}, "__all__", "reading-confirms"),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, str], field: str, rule: str
) -> None:
    answer = writing(**wrong).save()
    refused(answer, rule)
    parts = {
        part.formset.prefix: part.formset
        for part in answer.context["inline_admin_formsets"]
    }
    assert field in parts["places"].forms[0].errors
    assert PLACE["says"] in answer.text
    assert not Finding.objects.exists()
    assert not Citation.objects.exists()


def test_a_place_needs_the_source_it_is_in() -> None:
    screen = writing()
    answer = screen.save(source="")
    assert "the place is in it" in " ".join(told(answer))
    assert not Citation.objects.exists()
