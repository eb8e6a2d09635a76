"""Programs of others read a thousand of our records, and nothing is lost on the way.

What each of them makes otherwise is listed here and argued in docs/adr/0026.
"""

import io
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as bibtexparser_reads
from bibtexparser.entrypoint import write_string as bibtexparser_writes
from pybtex.database import parse_string
from pybtex.database.output.bibtex import Writer

from citations.formats.csl import faults
from citations.formats.files import FORMATS
from citations.formats.residue import flat
from tests.citations.formats.varied import Record, varied

MANY = 1_000
# For these citation-js reads the tag AU of RIS as no author.
OTHER_ROLES = {
    *("article-newspaper", "bill", "hearing", "legal_case", "legislation"),
    "musical_score",
}
NPM = Path(__file__).parents[2] / "npm"


@cache
def records() -> list[Record]:
    return varied(MANY)


@cache
def written(name: str) -> str:
    return FORMATS[name].write(records())


@pytest.mark.parametrize("name", FORMATS)
def test_all_come_back_to_us_as_they_were(name: str) -> None:
    reading = FORMATS[name].read(written(name))
    assert reading.problems == []
    assert reading.records == records()


def test_every_record_is_valid_by_the_schema() -> None:
    assert [faults(record) for record in json.loads(written("csljson"))] == [[]] * MANY


def test_bibtexparser_reads_every_entry() -> None:
    library = bibtexparser_reads(written("bibtex"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [r["id"] for r in records()]
    for entry, record in zip(library.entries, records(), strict=True):
        fields = entry.fields_dict
        assert fields["doi"].value == record["DOI"]
        assert fields["url"].value == record["URL"]
        assert fields["year"].value == "2023"


def test_pybtex_reads_every_entry() -> None:
    library = parse_string(written("bibtex"), "bibtex")
    assert len(library.entries) == MANY
    for record in records():
        entry = library.entries[record["id"]]
        assert entry.fields["doi"] == record["DOI"]
        people = entry.persons["author"]
        assert len(people) == len(record["author"])
        for person, name in zip(people, record["author"], strict=True):
            shown = str(person).replace("{", "").replace("}", "")
            assert name.get("literal", name.get("family")) in shown


class AsRead(Writer):  # type: ignore[misc]
    """What pybtex read, as it read it: its own writer makes TeX of TeX once more."""

    def _encode(self, text: str) -> str:
        return text


def test_nothing_is_lost_by_way_of_bibtexparser() -> None:
    text = bibtexparser_writes(bibtexparser_reads(written("bibtex")))
    reading = FORMATS["bibtex"].read(text)
    assert reading.problems == []
    assert reading.records == records()


def test_nothing_is_lost_by_way_of_pybtex() -> None:
    text = io.StringIO()
    AsRead().write_stream(parse_string(written("bibtex"), "bibtex"), text)
    reading = FORMATS["bibtex"].read(text.getvalue())
    assert reading.problems == []
    assert reading.records == records()


def test_nothing_is_lost_by_way_of_rispy() -> None:
    text = rispy.dumps(rispy.loads(written("ris")))
    # It writes a number above every record, which is no line of RIS.
    reading = FORMATS["ris"].read(re.sub(r"(?m)^\d+\.\n", "", text))
    assert reading.problems == []
    assert reading.records == records()


def test_rispy_reads_every_record() -> None:
    found = rispy.loads(written("ris"))
    assert len(found) == MANY
    for entry, record in zip(found, records(), strict=True):
        assert entry["id"] == record["id"]
        assert entry["title"] == flat(record["title"])
        assert entry["doi"] == record["DOI"]
        assert entry["year"] == "2023"
        assert len(entry["authors"]) == len(record["author"])


def citation_js(name: str) -> list[dict[str, Any]]:
    """Return what citation-js makes of our file; skips where it is not installed."""
    node = shutil.which("node")
    if node is None or not (NPM / "node_modules").is_dir():
        pytest.skip("citation-js is not here: run npm ci --ignore-scripts in tests/npm")
    answer = subprocess.run(  # noqa: S603 - our own script
        [node, "read.cjs", name],
        cwd=NPM,
        input=written(name),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr[-2_000:]
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def test_citation_js_reads_csl_json_as_it_is() -> None:
    found = citation_js("csljson")
    for read in found:
        del read["_graph"]  # how it came by the record
    assert found == records()


@pytest.mark.parametrize("name", ["bibtex", "ris"])
def test_citation_js_reads_every_entry(name: str) -> None:
    found = citation_js(name)
    assert len(found) == MANY
    for read, record in zip(found, records(), strict=True):
        assert read["DOI"] == record["DOI"]
        if name == "bibtex" or record["type"] not in OTHER_ROLES:
            assert len(read["author"]) == len(record["author"])
