"""PostgreSQL writes the same record of a source as Python does."""

import json
from datetime import date
from typing import Any

import pytest

from citations.formats.csl import csl_entry, faults
from citations.models import Citation, Source
from citations.selectors import Recorded, finished, lined, recorded
from citations.selectors.records import COLUMNS
from tests import make

ODD = 'A "quoted" <b>title</b>, with \\ and \t tab, é and 漢'


def read(source: Source) -> Recorded:
    return Recorded(
        *recorded(Source.objects.filter(pk=source.pk)).values_list(*COLUMNS).get()
    )


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"issued": "2023"},
        {"issued": "2023-07"},
        {"issued": "2023-07-09"},
        {"title": ODD, "author": [{"family": ODD}, {"literal": "A body"}]},
        {"language": "", "url": "https://example.org/a?b=c&d=%20"},
        {
            "container_title": "J",
            "volume": "1",
            "issue": "2",
            "page": "3-4",
            "number": "5",
            "edition": "2",
            "version": "v1",
            "publisher": "P",
            "doi": "10.1000/x",
            "isbn": "9780000000002",
            "pmid": "12",
        },
        {"extra": {"editor": [{"family": "E"}], "title": "not this", "genre": "x"}},
    ],
)
def test_the_database_writes_what_python_writes(given: dict[str, Any]) -> None:
    source = make.source(**given)
    found = read(source)
    assert json.loads(found.record) == source.csl()
    assert found.csl() == source.csl()
    assert found.told is None
    assert found.text() == (None if found.extended else found.record)
    assert faults(found.csl()) == []


def test_what_is_no_csl_variable_is_mended_on_the_way_out() -> None:
    record = read(make.source(extra={"colour": "blue", "genre": 7})).csl()
    assert faults(record) == []
    assert record["genre"] == "7"


class TestStanding:
    def test_a_retraction_is_said_with_date_and_link(self) -> None:
        source = make.source(extra={"note": "Old note."})
        day = date(2024, 5, 1)
        make.notice(source=source, kind="correction", issued_on=date(2024, 4, 1))
        make.notice(
            source=source,
            kind="retraction",
            issued_on=day,
            doi="10.1000/n",
            reason="Made up.",
        )
        record = read(source).csl()
        assert record["status"] == "retracted"
        assert record["note"] == (
            "Retracted 2024-05-01, https://doi.org/10.1000/n. Made up. Old note."
        )
        assert record["custom"]["standing"]["is"] == "retracted"
        assert faults(record) == []

    @pytest.mark.parametrize(
        ("precision", "said"), [("month", "2024-05"), ("year", "2024"), ("none", None)]
    )
    def test_a_date_says_no_more_than_the_notice(
        self, precision: str, said: str | None
    ) -> None:
        source = make.source()
        make.notice(
            source=source,
            kind="concern",
            issued_on=date(2024, 5, 1),
            precision=precision,
        )
        standing = read(source).csl()["custom"]["standing"]
        assert standing.get("issued") == said

    def test_a_notice_that_was_struck_out_says_nothing(self) -> None:
        source = make.source()
        notice = make.notice(source=source, kind="retraction")
        make.notice(source=source, kind="error", revokes=notice)
        assert "status" not in read(source).csl()


def test_a_place_is_said_under_its_own_key() -> None:
    cited = make.citation(key="a-place", locator="Table 3")
    rows = recorded(Citation.objects.all(), "source__")
    found = Recorded(*rows.values_list(*COLUMNS, "key", "locator").get())
    record = found.csl()
    assert json.loads(found.text() or "") == record
    assert record["id"] == cited.key
    assert record["locator"] == "Table 3"
    assert record["note"] == "Cited: Table 3."
    assert faults(record) == []


class TestLines:
    """A line of a list is to the letter what the record by itself is."""

    def line(self, source: Source) -> str:
        return finished(
            lined(Source.objects.filter(pk=source.pk)).values_list("line", flat=True)[0]
        )

    @pytest.mark.parametrize(
        "given",
        [
            {"title": ODD, "issued": "2023-07", "author": [{"family": ODD}]},
            {"extra": {"genre": "\x01\x02", "note": ODD}},
            {"extra": {"colour": "blue"}, "title": "Of what\x02 is no CSL \x01"},
        ],
    )
    def test_of_a_source(self, given: dict[str, Any]) -> None:
        source = make.source(**given)
        found = read(source)
        assert self.line(source) == (found.text() or csl_entry(found.csl()))
        assert json.loads(self.line(source)) == found.csl()

    def test_of_one_that_was_retracted(self) -> None:
        source = make.source()
        make.notice(source=source, kind="retraction", issued_on=date(2024, 5, 1))
        assert self.line(source) == csl_entry(read(source).csl())
        assert '"status": "retracted"' in self.line(source)

    @pytest.mark.parametrize("locator", ["", "Table 3", "p. 7.", 'n. "4".', "ch. \\ é"])
    def test_of_a_place(self, locator: str) -> None:
        make.citation(key="a-place", locator=locator)
        places = Citation.objects.all()
        alone = Recorded(
            *recorded(places, "source__").values_list(*COLUMNS, "key", "locator").get()
        )
        (line,) = lined(places, "source__", "key", "locator").values_list(
            "line", flat=True
        )
        assert finished(line) == alone.text()
        assert json.loads(line) == alone.csl()

    def test_many_are_finished_where_they_stand(self) -> None:
        plain, odd = make.source(), make.source(extra={"genre": "x"})
        text = ",\n".join(
            lined(Source.objects.filter(pk__in=[plain.pk, odd.pk]))
            .order_by("pk")
            .values_list("line", flat=True)
        )
        records = json.loads(f"[{finished(text)}]")
        assert records == [plain.csl(), odd.csl()]
