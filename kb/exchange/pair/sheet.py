"""The figures of a page as CSV, one a line, each with all that it takes to read it."""

from collections.abc import Iterator, Mapping
from typing import Any

from citations.selectors import Recorded
from kb.exchange.table import table

OF_FINDING = ("key", "version", "facet", "topic", "headline", "kind", "design")
OF_FIGURE = (
    *("label", "measure", "unit", "value", "category", "missing", "low", "high"),
    *("interval", "ci_level", "se", "n", "n_unit", "base", "currency", "year"),
    *("area", "comparison", "subject", "confirmation"),
)
COLUMNS = (
    *OF_FINDING,
    *("directness", "reason", "population", "places", "marks"),
    *OF_FIGURE,
    *("source", "citations", "reference", "attribution"),
)


def sheet(
    document: Mapping[str, Any], _records: list[Recorded], _style: str = ""
) -> str:
    """Return a line for every figure, nearest findings first."""
    return "".join(table(COLUMNS, figures(document)))


def figures(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each figure with its finding, its places and the texts of its references.

    The attribution of the releases that the page uses stands in every line: lines are
    taken out of files.
    """
    texts = {one["number"]: one["text"] for one in document["references"]}
    for finding in document["findings"]:
        places = finding["citations"]
        numbers = dict.fromkeys(place["reference"] for place in places)
        shared = {name: finding[name] for name in OF_FINDING} | {
            "directness": finding["directness"]["level"],
            "reason": finding["directness"]["reason"],
            "population": finding["population"],
            "places": finding["places"],
            "marks": finding["marks"],
            "source": finding["source"],
            "citations": [
                " ".join(filter(None, (place["id"], place["locator"])))
                for place in places
            ],
            "reference": [texts[number] for number in numbers],
            "attribution": document["attribution"],
        }
        for estimate in finding["estimates"]:
            yield shared | {name: estimate[name] for name in OF_FIGURE}
