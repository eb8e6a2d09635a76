# ruff: noqa: RUF001 - the look-alike signs are what is tested
"""Which digits of a sentence are numbers, which estimates hold them, and what is lost.

Known not to be seen: numbers in words ("forty percent", "half", "twice"), the years of
a span ("2022-32"), and whatever looks like a code or stands right behind a name.
"""

from decimal import Decimal
from typing import Any

import pytest

from tests import make
from tests.sql import rows

NUMBERS: dict[str, list[str]] = {
    "It takes 40 % less time.": ["40 %"],
    "It takes 40% less time.": ["40%"],
    "It takes 40 percent less time.": ["40 percent"],
    "A 40-percent gain": ["40"],
    "4.12 on a scale from 1 to 5 (95 % interval 3.88 to 4.37; n = 8)": [
        "4.12", "1", "5", "95 %", "3.88", "4.37", "8",
    ],
    "USD 90,930 a year": ["90,930"],
    "USD90,930 a year": ["90,930"],
    "$1,250.50 or €12K": ["1,250.50", "12K"],
    "3 million, 2 billion, 5 thousand, 1.2M": [
        "3 million", "2 billion", "5 thousand", "1.2M",
    ],
    "−40 %, -40 %, –40 %, +40 %": ["−40 %", "-40 %", "–40 %", "+40 %"],
    "-$5,000 a year": ["-$5,000"],
    "3-5 years, 3–5 years, 3−5 years": ["3", "5", "3", "5", "3", "5"],
    "The 10th of the top 10": ["10", "10"],
    "8 out of 10, 24/7, 9:1": ["8", "10", "24", "7", "9", "1"],
    "½ of all, 4½ years, ٤٠ percent, ４０": ["4", "½", "½", "٤٠", "４０"],
    "In 2023, as in the 1990s": ["2023", "1990"],
    # Codes, names and spans of years
    "15-1254.00 and 15-1254": [],
    "SOC 2010, ISCO-08, ESCO 1.2, O*NET 29.3, release 30.0, version 2": [],
    "GPT-4, GPT 3.5, Web3, H1B, ES6, K-12, COVID-19, Q3": [],
    "2022-32, 2022–32, 2019/20, 2022-2032": [],
    # Words
    "Forty percent, half of them, twice as many, one in five": [],
    "": [],
}  # fmt: skip

LOST: dict[str, list[str]] = {
    "Reliability above .": ["above ."],
    "Reliability above.": ["above."],
    "It rose by % a year": ["y %"],
    "It rose by percent a year": ["by percent"],
    "It rose by per cent a year": ["by per cent"],
    "% of all": ["%"],
    "The share (%)": ["(%"],
    "The share ( ) of all": ["( )"],
    "The share () of all [] of them": ["()", "[]"],
    "The share {value} of all {}": ["{value}", "{}"],
    "Less than": ["than"],
    "It fell , then rose": ["fell ,"],
    "It fell from 40 .": ["40 ."],
    "Median pay is $ a year": ["$"],
    "Median pay is € .": ["€ ."],
    "Fewer than that (n = )": ["= )"],
    # Whole sentences
    "Reliability above 0.8.": [],
    "It rose by 5 % a year, or 5% in all.": [],
    "It rose by 5 percent; the share (40 %) fell.": [],
    "Between 3 and 5 of 10, e.g. this; i.e. that.": [],
    "Median pay is $90,930 or € 80,000 a year.": [],
    "Reported in units of percent (n = 8).": [],
    "Does it pay? Yes: more than before!": [],
}


@pytest.mark.parametrize("words", NUMBERS, ids=repr)
def test_numbers_are_told_from_codes_and_names(words: str) -> None:
    found = [token for (token,) in rows("SELECT token FROM kb_numbers(%s)", words)]
    assert found == NUMBERS[words]


@pytest.mark.parametrize("words", LOST, ids=repr)
def test_a_sentence_that_lost_its_number_is_told_from_a_whole_one(words: str) -> None:
    found = [part for (part,) in rows("SELECT * FROM kb_lost(%s)", words)]
    assert found == LOST[words]


CHANGE: dict[str, Any] = {"kind": "percent_change", "unit": "percent"}
POINTS: dict[str, Any] = {"kind": "point_change", "unit": "percentage points"}
SHARE: dict[str, Any] = {"kind": "share", "unit": "share of 1"}
MONEY: dict[str, Any] = {"kind": "money", "unit": "USD a year"}
JOBS: dict[str, Any] = {"kind": "count", "unit": "thousand jobs"}
PLAIN: dict[str, Any] = {"kind": "count", "unit": "jobs"}
RATING: dict[str, Any] = {
    "kind": "rating",
    "unit": "points",
    "scale_low": 1,
    "scale_high": 5,
}
CI = {"low": "3.88", "high": "4.37", "interval": "ci", "ci_level": 95}

# Measure, estimate, sentence, what of it nothing holds.
HELD: list[tuple[dict[str, Any], dict[str, Any], str, list[str]]] = [
    (CHANGE, {"value": -40}, "It takes 40 % less time.", []),
    (CHANGE, {"value": -40}, "Time changed by −40 %.", []),
    (CHANGE, {"value": -40}, "Time changed by -40 percent.", []),
    (CHANGE, {"value": -40}, "Time changed by +40 %.", ["+40 %"]),
    (CHANGE, {"value": 40}, "Time changed by −40 %.", ["−40 %"]),
    (CHANGE, {"value": 40}, "Time changed by +40 %.", []),
    (CHANGE, {"value": -40}, "It takes 41 % less time.", ["41 %"]),
    (CHANGE, {"value": "-39.6"}, "It takes 40 % less time.", []),
    (CHANGE, {"value": "-39.6"}, "It takes 39.6 % less time.", []),
    (CHANGE, {"value": "-39.6"}, "It takes 39 % less time.", ["39 %"]),
    (CHANGE, {"value": "-39.6"}, "It takes 39.60 % less time.", []),
    (CHANGE, {"value": "-39.6"}, "It takes 39.65 % less time.", ["39.65 %"]),
    (CHANGE, {"value": -40}, "It takes ４０ % less time.", ["４０"]),
    (CHANGE, {"value": -40}, "It takes forty percent less time.", []),
    (CHANGE, {"value": -40}, "GPT-4 saves 40 %, on 15-1254.00 as of SOC 2010.", []),
    (CHANGE, {"value": -40}, "By 2022-32 it saves 40 %.", []),
    (POINTS, {"value": 8}, "It rose by 8 percentage points.", []),
    (POINTS, {"value": 8}, "It rose by 8 percent.", ["8 percent"]),
    (SHARE, {"value": "0.26"}, "Of all, 26 % do.", []),
    (SHARE, {"value": "0.26"}, "Of all, 0.26 do.", []),
    (SHARE, {"value": "0.264"}, "Of all, 26.4 percent do.", []),
    (SHARE, {"value": "0.264"}, "Of all, 27 percent do.", ["27 percent"]),
    (SHARE, {"value": "0.26"}, "Of all, 26 do.", ["26"]),
    (SHARE | {"unit": "percent"}, {"value": 26}, "Of all, 26 % do.", []),
    (PLAIN, {"value": 26}, "Of all, 26 % do.", ["26 %"]),
    (PLAIN, {"value": 26}, "There are 26 jobs.", []),
    (MONEY, {"value": 90930}, "Pay is $90,930 a year.", []),
    (MONEY, {"value": 90930}, "Pay is $91K a year.", []),
    (MONEY, {"value": 90930}, "Pay is 90.9 thousand dollars.", []),
    (MONEY, {"value": 365000}, "Pay is $356,000 a year.", ["356,000"]),
    (MONEY, {"value": 1250}, "Pay is €1.250 a month.", ["1.250"]),
    (MONEY, {"value": 1250}, "Pay is 1 250 a month.", ["1", "250"]),
    (JOBS, {"value": "2120.1"}, "There are 2,120,100 jobs.", []),
    (JOBS, {"value": "2120.1"}, "There are 2,120.1 thousand jobs.", []),
    (JOBS, {"value": "2120.1"}, "There are 2 million jobs.", ["2 million"]),
    (PLAIN, {"value": 5200000}, "There are 5.2 million jobs.", []),
    (PLAIN, {"value": 2 * 10**9}, "There are 2 billion jobs.", []),
    (RATING, {"value": "4.12"} | CI, "4.12 of 5 (95 % interval 3.88 to 4.37).", []),
    (RATING, {"value": "4.12"} | CI, "4.12 of 7.", ["7"]),
    (RATING, {"value": "4.12", "se": "0.08"}, "4.12, give or take 0.08.", []),
    (RATING, {"value": 4, "n": 8, "n_unit": "analysts"}, "4, by 8 analysts.", []),
    (RATING, {"value": 4, "n": 8, "n_unit": "analysts"}, "4, by 9 analysts.", ["9"]),
    (RATING, {"value": 4, "n": 8, "n_unit": "analysts"}, "8 % say 4.", ["8 %"]),
    (MONEY, {"value": 5, "quantile": 90}, "The top 10 % earn 5.", ["10 %"]),
    (MONEY, {"value": 5, "quantile": 90}, "At 90 percent they earn 5.", []),
    (MONEY, {"value": 5, "price_year": 2024}, "In 2024 they earn 5.", []),
    (MONEY, {"value": 5, "period_end": "2023-05"}, "In 2023 they earn 5.", []),
    (MONEY, {"value": 5, "period_end": "2023-05"}, "In 2022 they earn 5.", ["2022"]),
    (CHANGE, {"value": 7, "label": "7 % more per 10 % more nurses"}, "10 %, 7 %.", []),
    (CHANGE, {"value": 7, "base": "39,000 people"}, "7 % of 39,000 people.", []),
    (CHANGE, {"value": 7, "qualifier": "over 5 years"}, "7 % in 5 years.", []),
    (CHANGE, {"value": 7, "comparison": "the 3 others"}, "7 % more than 3.", []),
    (CHANGE, {"value": None, "category": "up to 9"}, "Up to 9.", []),
    (CHANGE, {"value": None, "missing": "not_rated"}, "No 0 here.", ["0"]),
]


@pytest.mark.parametrize(("measure", "estimate", "sentence", "loose"), HELD)
def test_a_sentence_names_no_number_that_its_estimates_do_not_hold(
    measure: dict[str, Any],
    estimate: dict[str, Any],
    sentence: str,
    loose: list[str],
) -> None:
    finding = make.finding(headline="A claim", statement=sentence)
    make.estimate(
        finding=finding,
        measure=make.measure(label="Of it", **measure),
        **{"label": "It"} | estimate,
    )
    found = rows("SELECT place, found FROM kb_rule_digits(%s)", finding.pk)
    assert found == [("statement", token) for token in loose]


def test_the_headline_is_read_as_well_and_every_estimate_counts() -> None:
    finding = make.finding(
        headline="40 % and 41 %", statement="50 % of people", period_start="2019-04"
    )
    for value in (Decimal(-40), Decimal(50)):
        make.estimate(finding=finding, value=value)
    found = rows("SELECT place, found FROM kb_rule_digits(%s)", finding.pk)
    assert found == [("headline", "41 %")]


def test_the_years_of_a_finding_are_held() -> None:
    finding = make.finding(
        statement="From 2019 to 2021", period_start="2019-04", period_end="2021"
    )
    assert rows("SELECT * FROM kb_rule_digits(%s)", finding.pk) == []


@pytest.mark.parametrize(
    ("place", "found", "columns"),
    [
        ("headline", "above .", {"headline": "Reliability above ."}),
        ("headline", "empty", {"headline": "—"}),
        ("statement", "empty", {"statement": " "}),
        ("statement", "( )", {"statement": "The share ( ) rose."}),
    ],
)
def test_a_finding_lost_nothing(
    place: str, found: str, columns: dict[str, str]
) -> None:
    finding = make.finding(**columns)
    told = rows("SELECT place, found FROM kb_rule_lost(%s)", finding.pk)
    assert (place, found) in told
    assert {where for where, _ in told} == {place}


def test_a_label_lost_nothing() -> None:
    estimate = make.estimate(label="Share above .")
    told = rows("SELECT place, found FROM kb_rule_lost(%s)", estimate.finding_id)
    assert told == [("estimate Share above .", "above .")]
