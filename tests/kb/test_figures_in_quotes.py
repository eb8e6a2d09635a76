"""Which numbers a quote holds: the sign, the decimals, the thousands and the unit."""

from decimal import Decimal
from typing import Any

import pytest

from kb.models import Finding
from kb.selectors.quotes import quoted_figures
from kb.services import finding_publish
from tests import make
from tests.sql import allowed, rows

CHANGE = {"kind": "percent_change", "unit": "percent"}
POINTS = {"kind": "point_change", "unit": "percentage points"}
SHARE = {"kind": "share", "unit": "percent"}
PART = {"kind": "share", "unit": "share of weighted tasks, 0 to 1"}
MONEY = {"kind": "money", "unit": "USD per year"}
COUNT = {"kind": "count", "unit": "jobs"}
THOUSAND = {"kind": "count", "unit": "thousand jobs"}
MILLION = {"kind": "count", "unit": "million jobs"}
EFFECT = {"kind": "effect_size", "unit": "standard deviations"}
SIMILAR = {"kind": "correlation", "unit": "correlation"}
DAYS = {"kind": "duration", "unit": "days"}


def states(
    words: str, measure: dict[str, Any], language: str = "en", **estimate: Any
) -> list[str]:
    """Return the state of each number of a figure, by its quote of ``words``."""
    made = make.quoted(words, source=make.source(language=language))
    figure = {"measure": make.measure(**measure), "currency": "USD"} | estimate
    finding = make.draft(source=made.source, citations=[made], estimates=[figure])
    return [found.state for found in quoted_figures(finding)]


HELD = [
    ("Time on the task fell by 40% in the group.", CHANGE, "-40"),
    ("There was a 40 percent reduction of time.", CHANGE, "-40"),
    ("It took them 40 per cent less time than before.", CHANGE, "-40"),
    ("They finished the task 55.8% faster than others.", CHANGE, "-55.8"),
    ("Throughput: they were 55.8% faster than others.", CHANGE, "55.8"),
    ("The change of time was \u221240% in this group.", CHANGE, "-40"),
    ("The change of time was \u2212 40% in this group.", CHANGE, "-40"),
    ("The change of time was minus 40 percent here.", CHANGE, "-40"),
    ("The change of time was (-40%) in this group.", CHANGE, "-40"),
    ("Quality of the result rose by 18% in the group.", CHANGE, "18"),
    ("Time fell by 40% and quality rose by 18% here.", CHANGE, "18"),
    ("Time fell by 40% and quality rose by 18% here.", CHANGE, "-40"),
    ("Reduced the average time taken by 40% in all.", CHANGE, "-40"),
    ("It was 3.4 percentage points more than before.", POINTS, "3.4"),
    ("Use of the tool grew by 3.4 pp within a year.", POINTS, "3.4"),
    ("Between 30 and 40 percent of them use the tool.", SHARE, "30"),
    ("From 30\u201340% of all of them use the tool now.", SHARE, "30"),
    ("Unemployment among them fell to 4.1% this year.", SHARE, "4.1"),
    ("Share of all respondents (%): SQL 49.3, Go 13.5", SHARE, "49.3"),
    ("Percent of respondents: SQL 49.3 and Go 13.5", SHARE, "13.50"),
    ("The exposure of the writers is 0.53 of all tasks.", PART, "0.53"),
    ("The median wage was $81,510 in the last year.", MONEY, "81510"),
    ("The median wage was USD 81,510 in the last year.", MONEY, "81510"),
    ("The median wage was 81,510 dollars in that year.", MONEY, "81510.00"),
    ("They paid between $50,000 and 60,000 in the year.", MONEY, "60000"),
    ("They paid US$1.2 million to all of the writers.", MONEY, "1200000"),
    ("They paid about $81.5k to each of the writers.", MONEY, "81500"),
    ("There were 1,656,880 jobs for them in that year.", COUNT, "1656880"),
    ("There were 1.5 million jobs for them that year.", COUNT, "1500000"),
    ("There were 303.7 thousand jobs for them that year.", THOUSAND, "303.7"),
    ("Jobs in thousands for all of them: 303.7 in 2024", THOUSAND, "303.7"),
    ("New trends will create 170 million jobs by 2030.", MILLION, "170"),
    ("It means 1 or 2 million new jobs for the writers.", MILLION, "1"),
    ("The effect on quality was 0.45 SD in the group.", EFFECT, "0.45"),
    ("The two were correlated, r = .37, in all groups.", SIMILAR, "0.37"),
    ("The two were correlated, r = -.37, in all groups.", SIMILAR, "-0.37"),
    ("The close of the month came 7.5 days earlier.", DAYS, "7.5"),
]
ABSENT = [
    ("Time on the task rose by 40% in the group.", CHANGE, "-40"),
    ("Time on the task fell by 40% in the group.", CHANGE, "40"),
    ("The change of time was \u221240% in this group.", CHANGE, "40"),
    ("The change of time was 40% in this group of them.", CHANGE, "-40"),
    ("The change of time was -4.0% in this group.", CHANGE, "-40"),
    ("The change of time was -40.5% in this group.", CHANGE, "-40"),
    ("The change of time was -0.40 in this group.", CHANGE, "-40"),
    ("Time fell by 40 minutes in the group with it.", CHANGE, "-40"),
    ("Time fell by 40 percentage points in the group.", CHANGE, "-40"),
    ("Use of the tool grew by 3.4% within a year.", POINTS, "3.4"),
    ("Of the 453 people 26 use the tool every day.", SHARE, "26"),
    ("Some 26 percentage points more use the tool now.", SHARE, "26"),
    ("The rise in use was 260% within a single year.", SHARE, "26"),
    ("They use version 3.11.26 of it, all 100% do.", SHARE, "26"),
    ("See p. 26, where 100% of them use GPT-26 daily.", SHARE, "26"),
    ("The 26th of them and 3,26% of the rest use it.", SHARE, "26"),
    ("In 2019\u20132026 a share of 31% of them used it.", SHARE, "2019"),
    ("The exposure of the writers is 53% of all tasks.", PART, "0.53"),
    ("The median wage was \u20ac81,510 in the last year.", MONEY, "81510"),
    ("The median wage was \u20ac1.250 in the last month.", MONEY, "1250"),
    ("The median wage was $8,151 in the last year.", MONEY, "81510"),
    ("The median was 81,510 among all of the writers.", MONEY, "81510"),
    ("The median wage rose by 81,510% in all the years.", MONEY, "81510"),
    ("There were 1.5 million jobs for them that year.", COUNT, "1.5"),
    ("There were 1,500 jobs for them that whole year.", COUNT, "1500000"),
    ("There were 303.7 million jobs for them that year.", THOUSAND, "303.7"),
    ("The effect on quality was 45% in that one group.", EFFECT, "45"),
    ("The two were correlated, r = .37, in all groups.", SIMILAR, "-0.37"),
    ("The close of the month came 7.5 hours earlier.", DAYS, "7.5"),
]


@pytest.mark.parametrize(("words", "measure", "value"), HELD)
def test_a_number_that_stands_there_is_held(
    words: str, measure: dict[str, Any], value: str
) -> None:
    assert states(words, measure, value=Decimal(value)) == ["held"]


@pytest.mark.parametrize(("words", "measure", "value"), ABSENT)
def test_another_number_is_not_that_number(
    words: str, measure: dict[str, Any], value: str
) -> None:
    assert states(words, measure, value=Decimal(value)) == ["absent"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Three quarters of the writers use the tool.", "75"),
        ("Two-thirds of the writers use the new tool.", "66.7"),
        ("Two-thirds of the writers use the new tool.", "67"),
        ("Half of all of the writers use the new tool.", "50"),
        ("Forty-one percent of writers use the new tool.", "41"),
        ("Nine out of ten writers use the new tool now.", "90"),
        ("\u00be of all of the writers use the new tool.", "75"),
        ("The use among writers has doubled in a year.", "100"),
    ],
)
def test_number_words_are_left_to_a_human(words: str, value: str) -> None:
    assert states(words, SHARE, value=Decimal(value)) == ["worded"]
    assert states(words, SHARE, value=Decimal("14")) == ["absent"]


@pytest.mark.parametrize(
    ("interval", "found"),
    [
        ("\u221240% (95% CI \u221252.8 to \u221221.1)", ["held"] * 3),
        ("\u221240% [\u221252.8,\u221221.1]", ["held"] * 3),
        ("-40% (95% CI: -52.8%; -21.1%)", ["held"] * 3),
        ("a fall of 40% (95% CI 21.1\u201352.8)", ["held"] * 3),
        ("\u221240% (95% CI +21.1 to \u221258.2)", ["absent", "absent", "held"]),
        ("\u221240% (95% CI \u2212528 to \u2212211)", ["absent", "absent", "held"]),
    ],
)
def test_the_ends_of_an_interval_share_the_unit(
    interval: str, found: list[str]
) -> None:
    words = f"The change of time on the task was {interval} in all."
    ends: dict[str, Any] = {
        "low": Decimal("-52.8"),
        "high": Decimal("-21.1"),
        "interval": "range",
    }
    assert states(words, CHANGE, value=Decimal(-40), **ends) == found


def test_a_number_of_cases_is_a_number_of_cases() -> None:
    words = "Time on the task fell by 40% among 453 writers."
    figure: dict[str, Any] = {"value": Decimal(-40), "n_unit": "writers"}
    assert states(words, CHANGE, n=453, **figure) == ["held", "held"]
    assert states(words, CHANGE, n=40, **figure) == ["absent", "held"]


@pytest.mark.parametrize("language", ["de", "fr-FR"])
def test_other_languages_have_another_decimal_mark(language: str) -> None:
    words = "Anteil der Befragten: 40,3 % von 1.250 und 12 500 Menschen."
    assert states(words, SHARE, language, value=Decimal("40.3")) == ["held"]
    for number in (1250, 12500):
        assert states(words, COUNT, language, value=Decimal(number)) == ["held"]
    assert states(words, SHARE, value=Decimal("40.3")) == ["absent"]


def partly_quoted(words: str) -> Finding:
    """Return a finding on two read places of one source, of which one has a quote."""
    quoted = make.quoted(words)
    other = make.reading(citation=make.citation(source=quoted.source)).citation
    return make.in_review(source=quoted.source, citations=[quoted, other])


def test_where_nobody_quoted_the_figure_may_stand() -> None:
    finding = partly_quoted("Time on the task rose by 40% in one group.")
    assert [figure.state for figure in quoted_figures(finding)] == ["open"]
    finding_publish(finding=finding, reviewer=make.reviewer())
    assert Finding.objects.with_unverified_figures().filter(pk=finding.pk).exists()


def test_a_human_is_shown_what_no_quote_holds() -> None:
    held = make.published(citations=[make.quoted()])
    unquoted = make.published()
    worded = make.draft(
        citations=[make.quoted("Time on the task was halved in that one group.")],
        estimates=[{"value": Decimal(-50)}],
    )
    row = make.reading(read="dataset_row", confirmation="dataset").citation
    of_a_dataset = make.published(
        citations=[row], estimates=[{"confirmation": "dataset"}]
    )
    superseded = make.published(key="claim")
    finding_publish(
        finding=make.in_review(key="claim", version=2, citations=[make.quoted()]),
        reviewer=make.reviewer(),
    )
    found = set(Finding.objects.with_unverified_figures())
    assert found >= {unquoted, worded}
    assert not found & {held, of_a_dataset, superseded}


def test_a_finding_without_a_quote_is_published_as_before() -> None:
    finding = make.in_review()
    assert quoted_figures(finding) == []
    with allowed():
        finding_publish(finding=finding, reviewer=make.reviewer())


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "...",
        "$",
        "%",
        "-",
        "1" * 400,
        ",,1,,",
        "(((((",
        "\\m[0-9]",
        "a" * 2000,
    ],
)
def test_no_words_stop_the_reader_of_numbers(words: str) -> None:
    rows("SELECT * FROM kb_quoted_numbers(%s)", words)
    rows("SELECT * FROM kb_worded(%s)", words)
