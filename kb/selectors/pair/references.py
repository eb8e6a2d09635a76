"""The numbered reference list of a page, with every use of every reference."""

from collections import defaultdict
from string import ascii_lowercase
from typing import Any

from citations.enums import NoticeKind, Read, Standing
from citations.formats import apa, marked
from kb.selectors.pair.rows import REFERENCES, Row, rows

Document = dict[str, Any]
CSL_NAMES = {
    "container_title": "container-title",
    "csl_type": "type",
    "doi": "DOI",
    "url": "URL",
}


def letter(place: int) -> str:
    """Return a, b, … z, aa, ab … for a use's place, counted from 0."""
    before, here = divmod(place, 26)
    return (letter(before - 1) if before else "") + ascii_lowercase[here]


def cited_sources(findings: list[Row]) -> dict[int, int]:
    """Return the number of each cited source, in order of first use."""
    numbers: dict[int, int] = {}
    for finding in findings:
        for citation in finding["citations"] or ():
            numbers.setdefault(citation["source_id"], len(numbers) + 1)
    return numbers


def load_sources(numbers: dict[int, int]) -> dict[int, Row]:
    """Return the cited sources by row number, in one statement."""
    return {row["id"]: row for row in rows(REFERENCES, {"sources": list(numbers)})}


def csl_record(source: Row) -> Document:
    """Return the CSL-JSON record of a source row, saying its standing."""
    record = {CSL_NAMES.get(name, name): value for name, value in source.items()}
    parts = [int(part) for part in source["issued"].split("-") if part]
    record["issued"] = {"date-parts": [parts]} if parts else {}
    return marked(record, source["standing"], source["notices"] or ())


def references(
    findings: list[Row],
    numbers: dict[int, int],
    sources: dict[int, Row],
    statements: list[Document],
) -> list[Document]:
    """Return the list, each entry with its uses, places, readings and chain.

    Statements stand above the findings they cite, so their uses come first.
    """
    uses = _uses_in_words(findings, statements)
    places: dict[int, dict[str, None]] = defaultdict(dict)
    read: dict[int, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        seen = set()
        for citation in finding["citations"] or ():
            at = citation["source_id"]
            if at not in seen:
                seen.add(at)
                mark = letter(len(uses[at]))
                use = {"finding": finding["key"], "statement": None, "letter": mark}
                uses[at].append(use)
            places[at][citation["locator"]] = None
            for reading in citation["readings"] or ():
                read[at][str(Read(reading["read"]).label)] = None
    return [
        reference(number, sources[at])
        | {
            "uses": uses[at],
            "locators": [place for place in places[at] if place],
            "read": list(read[at]),
            "findings": [u["finding"] for u in uses[at] if not u["statement"]],
        }
        for at, number in numbers.items()
    ]


def _uses_in_words(
    findings: list[Row], statements: list[Document]
) -> dict[int, list[Document]]:
    """Return by source the uses of its reference in statements."""
    uses: dict[int, list[Document]] = defaultdict(list)
    sources = {
        row["key"]: {citation["source_id"] for citation in row["citations"] or ()}
        for row in findings
    }
    for statement in statements:
        for cited in statement["findings"]:
            for at in sorted(sources.get(cited["key"], ())):
                use = {"finding": cited["key"], "statement": statement["key"]}
                uses[at].append(use | {"letter": letter(len(uses[at]))})
    return uses


def reference(number: int, source: Row) -> Document:
    """Return a source as an entry of the list, with standing, marks and chain."""
    marks = [
        mark
        for mark, holds in (
            ("vendor", source["vendor"]),
            ("synthetic", source["source_class"] == "synthetic"),
            ("opinion", source["source_class"] == "opinion"),
            ("corrected", source["standing"] == "corrected"),
        )
        if holds
    ]
    return {
        "number": number,
        "key": source["key"],
        "url": f"/sources/{source['key']}/",
        "text": apa(csl_record(source)),
        "standing": source["standing"],
        "standing_label": str(Standing(source["standing"]).label),
        "dead_link": source["dead_link"],
        "marks": marks,
        "notices": [
            notice | {"label": str(NoticeKind(notice["kind"]).label)}
            for notice in source["notices"] or ()
        ],
        "chain": [
            step | {"url": f"/sources/{step['key']}/"} for step in source["chain"]
        ],
    }
