"""The findings of a page, in the shape of the pair document."""

from typing import Any

from citations.formats.fragment import text_fragment
from kb.enums import Design, Kind
from kb.selectors.pair.figure import figure_text
from kb.selectors.pair.rows import Row

Document = dict[str, Any]
PLACES = {"WW": "worldwide", "ZZ": "place not stated"}
KIND_MARKS = ("synthetic", "forecast", "opinion", "modelled")


def marks(finding: Row) -> list[str]:
    """Return what a reader must know first, in a fixed order."""
    levels = {estimate["confirmation"] for estimate in finding["estimates"]}
    kinds = {link["kind"] for link in finding["links"] or ()}
    held = {
        "vendor": finding["vendor"],
        **{kind: finding["kind"] == kind for kind in KIND_MARKS},
        "secondary_only": levels == {"secondary"},
        "conflicting": "conflicts" in kinds,
        "close_match": finding["close_match"],
        "corrected": finding["corrected"],
    }
    return [mark for mark, holds in held.items() if holds]


def period(start: str, end: str) -> Document | None:
    """Return the two ends of a period, ``None`` where neither is known."""
    return {"start": start or None, "end": end or None} if start or end else None


def studied(finding: Row) -> str:
    """Return who, where and when in one line."""
    places = ", ".join(PLACES.get(place, place) for place in finding["places"])
    start, end = finding["period_start"], finding["period_end"]
    when = start if start == end else f"{start or '…'} to {end or '…'}"
    parts = [finding["population"].rstrip(". "), places, when if start or end else ""]
    return "; ".join(part for part in parts if part)


def estimate(row: Row) -> Document:
    """Return one estimate with its text and its own period."""
    shown = {k: v for k, v in row.items() if k not in {"period_start", "period_end"}}
    return shown | {
        "period": period(row["period_start"], row["period_end"]),
        "text": figure_text(row),
    }


def citation(row: Row, numbers: dict[int, int]) -> Document:
    """Return one citation with the best that was read of it."""
    best = (row["readings"] or [{"read": "excerpt", "confirmation": "none"}])[0]
    return {
        "id": row["id"],
        "source": row["source"],
        "reference": numbers[row["source_id"]],
        "locator": row["locator"],
        "quote": row["quote"],
        "link": text_fragment(row["address"] or "", row["quote"] or "") or None,
        "read": best["read"],
        "confirmation": best["confirmation"],
    }


def finding(row: Row, numbers: dict[int, int]) -> Document:
    """Return one finding in the shape of the pair document."""
    return {
        "key": row["key"],
        "version": row["version"],
        "url": f"/findings/{row['key']}/",
        "facet": row["facet"],
        "topic": row["topic"],
        "headline": row["headline"],
        "statement": row["statement"],
        "kind": row["kind"],
        "kind_label": str(Kind(row["kind"]).label),
        "design": row["design"],
        "design_label": str(Design(row["design"]).label),
        "population": row["population"],
        "studied": studied(row),
        "subjects": row["subjects"],
        "places": row["places"],
        "period": period(row["period_start"], row["period_end"]),
        "comparison": row["comparison"] or None,
        "limitations": row["limitations"],
        "marks": marks(row),
        "directness": {
            "level": row["level"],
            "reason": row["reason"],
            "close_match": row["close_match"],
        },
        "source": row["source"],
        "source_title": row["source_title"],
        "bearings": row["bearings"] or [],
        "links": [
            link | {"url": f"/findings/{link['to']}/"} for link in row["links"] or ()
        ],
        "estimates": [estimate(e) for e in row["estimates"]],
        "citations": [citation(c, numbers) for c in row["citations"]],
    }
