"""The references of the page of a career, numbered by first use."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kb.selectors.lines import FindingLine
from kb.selectors.pair.references import load_sources, reference
from kb.selectors.pair.rows import Row

Document = dict[str, Any]
Cited = dict[int, list[dict[str, Any]]]
"""The sources that each finding cites, with their titles."""
WAGES = "wages"
OPENING = ("glance", "duty")
"""What the page shows first, so that its references have the first numbers."""


def numbered(
    described: list[Row],
    tasks: list[Row],
    lines: Iterable[FindingLine],
    measured: list[Row],
    cited: Cited,
) -> dict[int, int]:
    """Return the number of each cited source by its row number."""
    first = sorted(described, key=lambda row: row["of"] not in OPENING)
    used = [
        *(row["source_id"] for row in first),
        *(
            said["source_id"]
            for row in tasks
            for said in (*row["figures"], *row["labels"], *row["weights"])
        ),
        *(source for line in lines for source in sources_of(line, cited)),
        *(row["source_id"] for row in measured),
    ]
    return {
        source: number for number, source in enumerate(dict.fromkeys(used), start=1)
    }


def sources_of(line: FindingLine, cited: Cited) -> list[int]:
    """Return the sources of a finding of wages; of any other, the one it is by.

    Pay of two years may stand in one finding, with a source for each year.
    """
    own = [line.finding.source_id]
    if line.finding.topic.key != WAGES:
        return own
    return own + [row["source_id"] for row in cited.get(line.finding.pk) or ()]


def source_of_year(line: FindingLine, cited: Cited, year: int | None) -> int:
    """Return the source that a figure of a year is cited from."""
    told = [
        row["source_id"]
        for row in cited.get(line.finding.pk) or ()
        if year and str(year) in row["title"]
    ]
    return told[0] if told else line.finding.source_id


def references(numbers: dict[int, int], described: list[Row]) -> list[Document]:
    """Return the list of sources with standing, chain, and the places followed."""
    places: dict[int, dict[str, None]] = defaultdict(dict)
    for row in described:
        if row["locator"]:
            places[row["source_id"]][row["locator"]] = None
    sources = load_sources(numbers)
    return [
        reference(number, sources[at])
        | {"uses": [], "read": [], "locators": list(places[at])}
        for at, number in numbers.items()
    ]


def named(references: list[Document]) -> dict[int, Document]:
    """Return the references by number."""
    return {reference["number"]: reference for reference in references}
