"""The grammar of slots, what each shows, and the same grammar in the database."""

import sys
import unicodedata

import pytest

from kb.formats import FIELDS, Mistake, Slot, read_slots
from kb.selectors.pair.sentence import plain_text, sentence
from kb.selectors.statement import statement_preview
from tests.kb.statements.world import World, world
from tests.sql import rows, value

GOOD = "At {a-b:1:value} and {c2:12:low}."
BAD: dict[str, str] = {
    "It is {.": "At character 7, “{”: this brace is never closed.",
    "It } is.": "At character 4, “}”: this brace is never opened.",
    "It is {}.": "At character 7, “{}”: a slot has three parts",
    "It is {a:1}.": "At character 7, “{a:1}”: a slot has three parts",
    "{A b:1:value}": "At character 1, “{A b:1:value}”: “A b” is no key of a finding",
    "{a:0:value}": "“0” is no place of a figure: count from 1",
    "{a:one:value}": "“one” is no place",
    "{a:1:worth}": "“worth” is no field: take one of value, low,",
    "{a :1:value}": "“a ” is no key",
    "{a:1:value }": "“value ” is no field",
    "{{a:1:value}}": "At character 1, “{”: this brace is never closed.",
}


@pytest.fixture
def here() -> World:
    return world()


def test_words_and_slots_come_in_their_order() -> None:
    assert list(read_slots(GOOD)) == [
        "At ",
        Slot("a-b", 1, "value"),
        " and ",
        Slot("c2", 12, "low"),
        ".",
    ]
    assert "".join(map(str, read_slots(GOOD))) == GOOD
    assert list(read_slots("")) == []


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_slot_is_said_with_its_place(text: str) -> None:
    mistakes = [piece for piece in read_slots(text) if isinstance(piece, Mistake)]
    assert BAD[text] in str(mistakes[0])


@pytest.mark.parametrize("text", [GOOD, *BAD])
def test_the_database_reads_the_same(text: str) -> None:
    found = rows("SELECT finding_key, figure, field FROM kb_slots(%s)", text)
    slots = [
        (piece.finding, piece.figure, piece.field)
        for piece in read_slots(text)
        if isinstance(piece, Slot)
    ]
    assert [row for row in found if row[0] and row[2] in FIELDS] == slots
    mistakes = [row for row in found if not row[0] or row[2] not in FIELDS]
    assert bool(mistakes) is any(isinstance(p, Mistake) for p in read_slots(text))


SHOWN: dict[str, str] = {
    "{rated:1:value}": "4.12 on a scale from 1 to 5",
    "{rated:1:low} to {rated:1:high}": "3.88 to 4.37",
    "{rated:1:ci_level}": "95\N{NO-BREAK SPACE}%",
    "{rated:1:n}": "1,453 knitters",
    "{rated:1:start} to {rated:1:year}": "2021 to 2022",
    "{rated:1:figure}": "4.12 on a scale from 1 to 5 (95\N{NO-BREAK SPACE}% interval "
    "3.88 to 4.37; n = 1,453 knitters)",
    # Money is told with its year, once.
    "{rated:2:value}": "$90,930 a year (2023 prices)",
    "{rated:2:value}, {rated:2:value}": "$90,930 a year, $90,930 a year (2023 prices)",
    "In {rated:2:year}: {rated:2:value}": "In 2023: $90,930 a year",
}


@pytest.mark.parametrize("text", SHOWN)
def test_a_slot_shows_a_figure_as_pages_do(here: World, text: str) -> None:
    preview = statement_preview(text=text, cited=[here.finding.pk])
    assert plain_text(preview.parts) == SHOWN[text]
    assert preview.mistakes == []


EMPTY: dict[str, str] = {
    "{other:1:value}": "this finding is not cited",
    "{rated:4:value}": "this finding has 3 figures",
    "{rated:3:value}": "“Change of time” has no value: suppressed by the publisher",
    "{rated:2:low}": "“Median pay” has no “low”",
    "{rated:3:year}": "“Change of time” has no “year”",
}


@pytest.mark.parametrize("text", EMPTY)
def test_an_empty_slot_stays_as_typed_and_is_said(here: World, text: str) -> None:
    preview = statement_preview(text=f"It is {text}.", cited=[here.finding.pk])
    assert plain_text(preview.parts) == f"It is {text}."
    assert [str(mistake) for mistake in preview.mistakes] == [
        f"At character 7, “{text}”: {EMPTY[text]}."
    ]


def test_the_help_offers_what_can_be_typed(here: World) -> None:
    (offered,) = statement_preview(text="", cited=[here.finding.pk]).offered
    assert (offered.key, offered.version, offered.state) == ("rated", 1, "published")
    slots = [[offer.slot for offer in figure.slots] for figure in offered.figures]
    assert slots == [
        [f"{{rated:1:{field}}}" for field in ("value", "low", "high", "n", "year")],
        ["{rated:2:value}", "{rated:2:year}"],
        [],
    ]
    for figure in offered.figures:
        for offer in figure.slots:
            shown = statement_preview(text=offer.slot, cited=[here.finding.pk]).parts
            assert plain_text(shown).startswith(offer.shows)


def test_a_mistake_does_not_move_the_place_of_the_next() -> None:
    mistakes = [part.mistake for part in sentence("{ab} {} {a:1:value}", {})]
    assert [m.position for m in mistakes if m] == [1, 6, 9]


def test_every_number_of_unicode_is_a_digit() -> None:
    """Decimal digits, and what is raised, circled, a fraction or a Roman numeral."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    numbers = {c for c in every if unicodedata.category(c) in {"Nd", "Nl", "No"}}
    # In pieces: a million characters are too long for one expression.
    text = "\n".join(c for c in every if unicodedata.category(c)[0] not in "CZ")
    found = rows("SELECT d FROM kb_statement_digits(%s) AS d", text)
    seen = {character for (run,) in found for character in run}
    assert numbers <= seen
    unassigned = {c for c in seen - numbers if unicodedata.category(c) == "Cn"}
    assert seen == numbers | unassigned


def test_a_digit_in_a_slot_is_none() -> None:
    count = value("SELECT count(*) FROM kb_statement_digits('At {a-2:1:value}.')")
    assert count == 0
