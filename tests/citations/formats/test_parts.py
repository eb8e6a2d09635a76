"""Names, dates, pages, capitals, punctuation: rule by rule."""

import pytest

from citations.formats.casing import capitalised, headline
from citations.formats.dates import read_date
from citations.formats.markup import as_html, as_text, closed, joined, quoted, typeset
from citations.formats.names import NameList, given_names, name_list, one_name
from citations.formats.numbers import (
    is_numeric,
    is_plural,
    ordinal,
    page_range,
)
from citations.formats.reference import full_date, year_of


@pytest.mark.parametrize(
    ("given", "initials"),
    [
        ("Jean-Paul M", "J.-P. M."),
        ("J.R.", "J. R."),
        ("ANA MARIA", "A. M."),
        ("Hau-tieng", "H."),
        ("Ph. D.", "Ph. D."),
        ("el Hassan", "el H."),
        ("小明", "小明"),
    ],
)
def test_initials(given: str, initials: str) -> None:
    assert given_names(given, ". ") == initials


@pytest.mark.parametrize(
    ("name", "inverted", "straight"),
    [
        (
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            "King, M. L., Jr.",
            "M. L. King Jr.",
        ),
        (
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            "van der Berg, J.",
            "J. van der Berg",
        ),
        (
            {"family": "Beethoven", "given": "Ludwig van"},
            "Beethoven, L. van",
            "L. van Beethoven",
        ),
        ({"family": "d'Angelo", "given": "Maria"}, "d’Angelo, M.", "M. d’Angelo"),  # noqa: RUF001
        ({"family": "王", "given": "小明"}, "王小明", "王小明"),
        ({"literal": "World Bank"}, "World Bank", "World Bank"),
        ({"given": "Madonna"}, "Madonna", "Madonna"),
        ({"family": "Doe", "given": "A. B., III"}, "Doe, A. B., III", "A. B. Doe III"),
    ],
)
def test_one_name(name: dict[str, str], inverted: str, straight: str) -> None:
    assert one_name(name, NameList(), inverted=True) == inverted
    assert one_name(name, NameList(), inverted=False) == straight


def test_a_particle_goes_behind_where_the_style_says_so() -> None:
    how = NameList(dot=None, demote=True)
    dijk = {"family": "van Dijk", "given": "Jan"}
    assert one_name(dijk, how, inverted=True) == "Dijk, Jan van"


def test_a_very_long_list_is_cut() -> None:
    people = [{"family": f"N{place}", "given": "A"} for place in range(5000)]
    how = NameList(inverted="all", word="&", least=21, first=19, and_last=True)
    text = name_list(people, how)
    assert text.startswith("N0, A., N1, A., ")
    assert text.endswith("N18, A., … N4999, A.")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"date-parts": [[2024, 5, 6]]}, "May 6, 2024"),
        ({"date-parts": [["2024", "05"]]}, "May 2024"),
        ({"date-parts": [[2024]], "season": 2}, "Summer 2024"),
        ({"date-parts": [[2024, 21]]}, "Spring 2024"),
        ({"date-parts": [[2024, 13]]}, "Spring 2024"),
        ({"date-parts": [[2019], [2021]]}, "2019–2021"),  # noqa: RUF001
        ({"date-parts": [[2024, 99, 99]]}, "2024"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [[10**30]]}, ""),
        ({"date-parts": [[-44, 3, 15]]}, "March 15, 44 BC"),
        ({"date-parts": [[79]]}, "79 AD"),
        ({"date-parts": "2024"}, ""),
        ({"literal": "in press"}, "in press"),
        ({"raw": "2023-05~"}, "May 2023"),
        ("2023-07-14", "July 14, 2023"),
        ("2019/2021", "2019–2021"),  # noqa: RUF001
        ("198X", "1980s"),
        ("", ""),
        (["2024"], ""),
    ],
)
def test_dates(value: object, shown: str) -> None:
    day = read_date(value)
    text = year_of(day) if day and day.end else full_date(day)
    assert text == shown


def test_doubt_about_a_date_is_kept() -> None:
    for value in ("2023?", {"date-parts": [[2023]], "circa": True}):
        day = read_date(value)
        assert day is not None
        assert day.circa


@pytest.mark.parametrize(
    ("pages", "expanded", "minimal", "two", "chicago"),
    [
        ("321-328", "321–328", "321–8", "321–28", "321–28"),  # noqa: RUF001
        ("100-104", "100–104", "100–4", "100–04", "100–104"),  # noqa: RUF001
        ("1496-1500", "1496–1500", "1496–500", "1496–500", "1496–500"),  # noqa: RUF001
        ("123-9", "123–129", "123–9", "123–29", "123–29"),  # noqa: RUF001
        ("e12-e14", "e12–e14", "e12–4", "e12–14", "e12–14"),  # noqa: RUF001
        ("i-xii", "i–xii", "i–xii", "i–xii", "i–xii"),  # noqa: RUF001
        ("1308-1309.e1",) + ("1308-1309.e1",) * 4,
        ("e0151962",) + ("e0151962",) * 4,
    ],
)
def test_pages(pages: str, expanded: str, minimal: str, two: str, chicago: str) -> None:
    forms = ("expanded", "minimal", "two", "chicago")
    made = [page_range(pages, form) for form in forms]
    assert made == [expanded, minimal, two, chicago]


def test_numbers() -> None:
    assert [ordinal(n) for n in ("1", "2", "3", "11", "22", "x")] == [
        *("1st", "2nd", "3rd", "11th", "22nd", "x")
    ]
    assert is_numeric("S1")
    assert not is_numeric("Supplement 1")
    assert not is_numeric("1" * 1000)
    assert is_plural("1-2")
    assert not is_plural("12")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("the state of things: an essay", "The State of Things: An Essay"),
        ("the workers' health and l'eau", "The Workers' Health and l'eau"),
        ("COVID-19 and e-commerce", "COVID-19 and e-Commerce"),
        ("what is it for", "What Is It For"),
        (
            "<i>E. coli</i> in <sub>x</sub> water",
            "<i>E. Coli</i> in <sub>x</sub> Water",
        ),
        ("a “quoted” end", "A “Quoted” End"),
        ("on the α-helix", "On the α-Helix"),  # noqa: RUF001
        ("", ""),
    ],
)
def test_headlines(title: str, shown: str) -> None:
    assert headline(title) == shown


def test_a_first_letter() -> None:
    assert capitalised("technical report") == "Technical report"
    assert capitalised("iPhone") == "iPhone"
    assert capitalised("") == ""


@pytest.mark.parametrize(
    ("first", "joined_up"),
    [
        ("Title", "Title. Next"),
        ("Title?", "Title? Next"),
        ("Title.", "Title. Next"),
        (quoted("Title"), "“Title.” Next"),
        (quoted("Title?"), "“Title?” Next"),
        (quoted(typeset('The "end"')), "“The ‘end.’” Next"),  # noqa: RUF001
    ],
)
def test_a_period_knows_its_place(first: str, joined_up: str) -> None:
    assert as_text(joined(". ", first, "Next")) == joined_up


def test_empty_pieces_leave_no_trace() -> None:
    assert joined(", ", "", "a", "", "b", "") == "a, b"
    assert closed("") == ""


def test_markup_is_only_what_csl_calls_markup() -> None:
    piece = typeset("<i>a <b>b</b></i> <u>c</u> <i>open")
    assert as_text(piece) == "a b <u>c</u> <i>open"
    assert (
        as_html(piece) == "<i>a <b>b</b></i> &#60;u&#62;c&#60;/u&#62; &#60;i&#62;open"
    )
    assert as_html(typeset("m² ™")) == "m<sup>2</sup> <sup>TM</sup>"


def test_what_cannot_be_written_is_replaced() -> None:
    assert as_text(typeset("a\ud800\x00\ue000b")) == "a\ufffd\ufffd\ufffdb"
