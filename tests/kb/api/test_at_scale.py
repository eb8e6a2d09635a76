"""Questions that are asked another way than the answer is made, for speed."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citations.enums import Confirmation, Read, Standing
from citations.models import Source
from tests import make
from tests.kb.api.client import Api
from tests.kb.evidence import World
from tests.sql import rows

STANDINGS: list[tuple[str, list[dict[str, Any]]]] = [
    ("unchecked", []),
    ("good", []),
    ("corrected", [{"kind": "correction"}]),
    ("concern", [{"kind": "concern"}]),
    ("retracted", [{"kind": "correction"}, {"kind": "retraction"}]),
    ("withdrawn", [{"kind": "withdrawal"}]),
    ("good", [{"kind": "retraction"}, {"kind": "reinstatement"}]),
]


@pytest.fixture
def _standings(here: World) -> None:
    """Make sources of every standing, each with a place that a finding rests on."""
    for number, (standing, notices) in enumerate(STANDINGS):
        checked = None if standing == "unchecked" else timezone.now()
        source = make.source(key=f"s-{number}", notices_checked_at=checked)
        place = make.reading(
            citation=make.citation(source=source),
            read=Read.ABSTRACT if number % 2 else Read.FULL_TEXT,
            confirmation=Confirmation.SECONDARY if number % 3 else Confirmation.MIRROR,
        ).citation
        first = make.reading(citation=make.citation(source=source)).citation
        here.finding(key=f"f-{number}", source=source, citations=[first, place])
        for day, notice in enumerate(notices, 1):
            make.notice(source=source, issued_on=date(2024, 5, day), **notice)


def member(row: dict[str, Any], path: str) -> Any:
    """Return a member of a row; ``source__standing`` is one of a nested row."""
    outer, _, inner = path.rpartition("__")
    return row[outer][inner] if outer else row[inner]


ASKED = [
    ("sources/", "standing", Standing.values),
    ("citations/?expand=source", "source__standing", Standing.values),
    ("citations/", "read", Read.values),
    ("citations/", "confirmation", Confirmation.values),
]


@pytest.mark.usefixtures("_standings")
@pytest.mark.parametrize(("address", "path", "values"), ASKED)
def test_a_question_finds_the_rows_that_answer_so(
    api: Api, address: str, path: str, values: list[str], subtests: pytest.Subtests
) -> None:
    everything = api.get(address)["results"]
    sign = "&" if "?" in address else "?"
    found_any = 0
    for sought in ([value] for value in values):
        for several in (sought, [*sought, values[0]]):
            right = [row["key"] for row in everything if member(row, path) in several]
            found_any += bool(right)
            with subtests.test(",".join(several)):
                asked = f"{address}{sign}{path}__in={','.join(several)}"
                assert [row["key"] for row in api.get(asked)["results"]] == right
    assert found_any > 2


@pytest.mark.usefixtures("_standings")
def test_what_was_read_may_be_missing(api: Api, here: World) -> None:
    unread = make.citation(key="unread", source=here.source)
    read = make.reading(citation=make.citation(key="read", source=here.source)).citation
    here.finding(key="on-both", citations=[unread, read])
    assert "unread" in api.keys("citations/", read__isnull="true")
    assert "read" not in api.keys("citations/", confirmation__isnull="true")
    assert "read" in api.keys("citations/", read__isnull="false")
    assert "unread" not in api.keys("citations/", read__isnull="false")


@pytest.mark.parametrize("ordering", ["title", "issued"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_an_index_has_sources_in_order(api: Api, ordering: str, sign: str) -> None:
    """Nothing is sorted, on the first page and on any other."""
    for number in range(3):
        make.source(title=f"Title {number}", issued=str(2000 + number))
    first = api.get("sources/", ordering=f"{sign}{ordering}", limit=1)
    following = first["next"].removeprefix("http://testserver")
    rows("SET LOCAL enable_sort = off")
    rows("SET LOCAL enable_seqscan = off")
    rows("SET LOCAL enable_bitmapscan = off")
    for address in (f"sources/?ordering={sign}{ordering}&limit=1", following):
        with CaptureQueriesContext(connection) as caught:
            api.get(address)
        (statement,) = [
            query["sql"] for query in caught if "citations_source" in query["sql"]
        ]
        plan = "\n".join(line for (line,) in rows(f"EXPLAIN {statement}"))
        assert f"citations_source_by_{ordering}" in plan


def test_titles_that_begin_alike_are_in_order_of_their_numbers(api: Api) -> None:
    begun = "A" * 200
    late = make.source(title=f"{begun}z")
    early = make.source(title=f"{begun}a")
    assert Source.objects.count() == 2
    assert api.keys("sources/", ordering="title") == [late.key, early.key]
    first = api.get("sources/", ordering="title", limit=1)
    following = api.get(first["next"].removeprefix("http://testserver"))
    assert [row["key"] for row in following["results"]] == [early.key]


def test_findings_of_a_measure_are_counted_alike_one_by_one_and_together(
    api: Api, here: World
) -> None:
    twice = [{"measure": here.measure}, {"measure": here.measure, "label": "Again"}]
    here.finding(key="twice", estimates=twice)
    make.draft(key="draft", estimates=[{"measure": here.measure}])
    make.measure(key="unused")
    counted = {
        row["key"]: row["finding_count"] for row in api.get("measures/")["results"]
    }
    assert counted["unused"] == 0
    assert counted[here.measure.key] > 1
    for key, count in counted.items():
        assert api.get(f"measures/{key}/")["finding_count"] == count
    most = counted[here.measure.key]
    assert here.measure.key in api.keys("measures/", finding_count=most)
    assert "unused" not in api.keys("measures/", finding_count__gt=0)


SIGNS = ["50% of", "_x_", "'y'", "\\z", '"', "{0}", "%s", "%(a)s", "$1", "-- ;"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_is_looked_for_as_it_stands(api: Api, sign: str) -> None:
    make.source(key="plain", title="A title of xxx and 500 of aaa")
    sought = make.source(key="sought", title=f"With {sign} inside")
    assert api.keys("sources/", title__contains=sign) == [sought.key]
