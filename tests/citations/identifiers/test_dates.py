"""EDTF levels 0 and 1: what is a date, what is none, and to CSL-JSON and back."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from citations.identifiers.csl_dates import from_csl, to_csl
from citations.identifiers.dates import (
    Date,
    Interval,
    NotADateError,
    is_date,
    parse,
    parse_date,
)

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "fixtures/http/csl-data.schema.json").read_text()
)
CSL_DATE = Draft7Validator(SCHEMA["definitions"]["date-variable"])

# The Library of Congress' own examples (EDTF, 2019-02-04), and the edges of each rule.
VALID = [
    # level 0
    "1985-04-12", "1985-04", "1985", "0000", "0001", "9999-12-31", "2024-02-29",
    "2000-02-29", "0000-02-29", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04", "1985-04-12T23:20:30+04:30", "1985-04-12T24:00:00",
    "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02",
    "2004-02-01/2005", "2005/2006-02", "2005/2005",
    # level 1: letter-prefixed and negative years, seasons
    "Y170000002", "Y-170000002", "Y10000", "-1985", "-0001", "-0004-02-29",
    "2001-21", "2001-22", "2001-23", "2001-24",
    # qualification
    "1984?", "2004-06~", "2004-06-11%", "1984~", "Y170000002?", "2001-21~", "-1985?",
    # unspecified digits
    "201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX", "201X?", "-01XX",
    # intervals with open and unknown ends
    "1985-04-12/..", "1985-04/..", "1985/..", "../1985-04-12", "../1985-04", "../1985",
    "1985-04-12/", "1985-04/", "1985/", "/1985-04-12", "/1985-04", "/1985",
    "1984~/2004-06", "201X/2024", "2001-21/2001-24", "-0100/0100", "1984?/..",
]  # fmt: skip

INVALID = [
    "", " ", "x", "198", "19850", "85", "1985-4", "1985-04-1", "1985-4-12", "19850412",
    "1985-13", "1985-00", "1985-04-00", "1985-04-31", "2025-02-29", "1900-02-29",
    "2023-02-30", "1985-04-12 ", " 1985", "1985\n", "1985-04-12-01", "1985/04/12",
    "12/04/1985", "April 1985", "c. 1985", "1985-04-12T", "1985-04-12T23",
    "1985-04-12T23:20", "1985-04-12T24:00:01", "1985-04-12T25:00:00",
    "1985-04-12T23:60:00", "1985-04-12T23:20:61", "1985-04T23:20:30",
    "1985-04-12t23:20:30", "1985-04-12T23:20:30+15", "1985-04-12T23:20:30?",
    "-0000", "-00XX", "+1985", "--1985", "Y1985", "Y01985", "Y", "y170000002", "Y-1985",
    "Y1" + "0" * 12, "17000", "2001-25", "2001-20", "2001-33", "2001-21-01",
    "spring 2001", "1985-13-01", "1985-20-01", "1985-99-99",
    "1984??", "1984?~", "?1984", "1984-?06", "1984?-06", "198?", "1984!", "1984 ?",
    "XXXX", "1XXX", "X985", "19X5", "1985-X4", "1985-1X", "1985-04-1X", "1985-XX-12",
    "201X-04", "20XX-XX", "1985-xx", "201x", "201U", "20uu",
    "/", "//", "../..", "/..", "../", "1985/1984", "2004-06-12/2004-06-11", "1985/x",
    "x/1985", "1985/2025-02-29", "1985-04-12T00:00:00/1986", "1985/.", "1985/...",
    "1985--1986", "[1985..]", "{1985,1986}", "1985E3", "Y17E8", "1985S2", "156X-12-25",
    "\uff11\uff19\uff18\uff15", "\u0661\u0669\u0668\u0665", "1985\u201304", "0",
]  # fmt: skip


@pytest.mark.parametrize("text", VALID)
def test_a_date_is_read_and_written_again(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", INVALID)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(NotADateError, match="“"):
        parse(text)


@pytest.mark.parametrize("text", VALID)
def test_a_date_survives_csl(text: str) -> None:
    csl = to_csl(parse(text))
    assert not list(CSL_DATE.iter_errors(csl))
    assert from_csl(json.loads(json.dumps(csl))) == parse(text)


@given(day=st.dates())
def test_every_day_of_the_calendar(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    whole = (day.year, day.month, day.day)
    assert date.bounds() == (whole, whole)
    assert to_csl(date) == {"date-parts": [list(whole)]}
    assert from_csl(to_csl(date)) == date


@given(year=st.integers(1, 9999), month=st.integers(0, 99), day=st.integers(0, 99))
def test_no_day_that_python_s_calendar_lacks(year: int, month: int, day: int) -> None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        real = False
    else:
        real = True
    assert is_date(f"{year:04}-{month:02}-{day:02}") == real


@given(st.text(st.sampled_from("0123456789-X?~%/.YTZ:"), max_size=24))
def test_what_is_read_is_written_as_it_was(text: str) -> None:
    if is_date(text):
        assert str(parse(text)) == text
        assert from_csl(to_csl(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", (2023, 1, 1), (2023, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("20XX", (2000, 1, 1), (2099, 12, 31)),
        ("-01XX", (-199, 1, 1), (-100, 12, 31)),
        ("2004-XX", (2004, 1, 1), (2004, 12, 31)),
        ("2004-06-XX", (2004, 6, 1), (2004, 6, 30)),
        ("2004-21", (2004, 1, 1), (2004, 12, 31)),
    ],
)
def test_bounds(text: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    assert parse_date(text).bounds() == (first, last)


def test_doubt_and_estimate() -> None:
    dates = [parse_date(text) for text in ("1984?", "1984~", "1984%", "1984")]
    assert [date.uncertain for date in dates] == [True, False, True, False]
    assert [date.approximate for date in dates] == [False, True, True, False]
    assert parse_date("2001-23").season == "autumn"
    assert parse_date("2001-11").season == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"date-parts": [[2023, 7, 14]]}, "2023-07-14"),
        ({"date-parts": [["2023", "7", "14"]]}, "2023-07-14"),
        ({"date-parts": [["2023", "07"]]}, "2023-07"),
        ({"date-parts": [[2023.0]]}, "2023"),
        ({"date-parts": [[2023, 0, 0]]}, "2023"),
        ({"date-parts": [[2023, None]]}, "2023"),
        ({"date-parts": [[2023, "", ""]]}, "2023"),
        ({"date-parts": [[2023], [2024]]}, "2023/2024"),
        ({"date-parts": [[2023], [0, 0, 0]]}, "2023/.."),
        ({"date-parts": [[2023, 14]]}, "2023-22"),
        ({"date-parts": [[2023, 22]]}, "2023-22"),
        ({"date-parts": [[2023]], "season": 4}, "2023-24"),
        ({"date-parts": [[2023]], "season": "1"}, "2023-21"),
        ({"date-parts": [[2023, 7]], "season": 4}, "2023-07"),
        ({"date-parts": [[2023]], "season": "Trinity"}, "2023"),
        ({"date-parts": [[2023]], "circa": True}, "2023~"),
        ({"date-parts": [[2023]], "circa": "1"}, "2023~"),
        ({"date-parts": [[2023]], "circa": "false"}, "2023"),
        ({"date-parts": [[2023]], "circa": []}, "2023"),
        ({"date-parts": [[-44, 3, 15]]}, "-0044-03-15"),
        ({"date-parts": [[12023]]}, "Y12023"),
        ({"raw": "2023-07?"}, "2023-07?"),
        ({"literal": "2023-07"}, "2023-07"),
        ({"date-parts": [[2023]], "raw": "July of that year"}, "2023"),
        ({"date-parts": [[2023]], "raw": "2023-07"}, "2023-07"),
    ],
)
def test_dates_of_csl(value: dict[str, Any], text: str) -> None:
    assert str(from_csl(value)) == text


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"date-parts": [[None]]},
        {"date-parts": [[]]},
        {"date-parts": []},
        {"date-parts": None},
        {"date-parts": "2023"},
        {"date-parts": [2023]},
        {"date-parts": [[0, 0, 0]]},
        {"literal": "Spring, about then"},
        {"raw": 7},
    ],
)
def test_no_date_at_all(value: dict[str, Any]) -> None:
    assert from_csl(value) is None


@pytest.mark.parametrize(
    "parts",
    [
        [[2025, 2, 29]], [[2023, 13, 1]], [[2023, 17]], [[2023, -1]], [[2023, 1, 32]],
        [["soon"]], [[2023.5]], [[float("nan")]], [[float("inf")]], [[True]], [[{}]],
        [[[2023]]], [[10**13]], [[2024], [2023]], [["9" * 5_000]],
    ],
)  # fmt: skip
def test_parts_that_no_calendar_has(parts: list[Any]) -> None:
    with pytest.raises(NotADateError):
        from_csl({"date-parts": parts})


def test_what_csl_cannot_say_is_added_and_never_misleads() -> None:
    assert to_csl(parse("2023~")) == {"date-parts": [[2023]], "circa": True}
    assert to_csl(parse("1984?")) == {
        "date-parts": [[1984]], "circa": True, "raw": "1984?",
    }  # fmt: skip
    assert to_csl(parse("201X")) == {"raw": "201X"}
    assert to_csl(parse("2023/..")) == {"raw": "2023/.."}
    assert to_csl(Interval(Date(2023), Date(2024))) == {"date-parts": [[2023], [2024]]}
