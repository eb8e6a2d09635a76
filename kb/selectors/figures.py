"""Figures of findings in the shape of the pair document, as pages show them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from kb.models import Estimate, Recomputation
from kb.selectors.pair.figure import figure_text

Figure = dict[str, Any]
COPIED = (
    *("label", "category", "missing", "interval", "n", "n_approx", "n_unit", "base"),
    *("currency", "area", "qualifier", "comparison", "confirmation"),
)
DECIMAL = ("value", "low", "high", "ci_level", "se", "rse", "quantile")
AGAIN = ("inputs", "value", "difference", "tolerance")
STORED = (
    *("finding_id", "subject_id", "measure_id", *COPIED, *DECIMAL),
    *("price_year", "period_start", "period_end"),
    *(
        f"measure__{name}"
        for name in (
            *("key", "label", "definition", "direction", "kind", "unit"),
            *("scale_low", "scale_high"),
        )
    ),
    *(f"recomputation__{name}" for name in AGAIN),
)


def figures(estimates: QuerySet[Estimate], subjects: Mapping[int, str]) -> list[Figure]:
    """Return ``estimates`` as figures with the ``subject`` that each is about.

    One statement; no row becomes an object, since pages show hundreds. ``subjects`` are
    the words for subjects by their number.
    """
    return [
        figure(row) | {"subject": subjects.get(row["subject_id"])}
        for row in estimates.values(*STORED)
    ]


def figure(row: Mapping[str, Any]) -> Figure:
    """Return a stored figure in the shape of the pair document, with its text."""
    shown: Figure = {
        "finding_id": row["finding_id"],
        "subject_id": row["subject_id"],
        "measure_id": row["measure_id"],
        "measure": row["measure__key"],
        "measure_label": row["measure__label"],
        "definition": row["measure__definition"],
        "towards": row["measure__direction"],
        "kind": row["measure__kind"],
        "unit": row["measure__unit"],
        "scale_low": plain(row["measure__scale_low"]),
        "scale_high": plain(row["measure__scale_high"]),
        "year": row["price_year"],
        "period": {"start": row["period_start"], "end": row["period_end"]},
        "recomputed": recomputed(row),
    }
    for name in COPIED:
        shown[name] = row[name]
    for name in DECIMAL:
        shown[name] = plain(row[name])
    shown["text"] = figure_text(shown)
    return shown


def recomputed(row: Mapping[str, Any]) -> str:
    """Return in words what came of computing a figure again; empty if nobody did."""
    if row["recomputation__inputs"] is None:
        return ""
    again = Recomputation(**{name: row[f"recomputation__{name}"] for name in AGAIN})
    rows = f"from {again.inputs} row{'' if again.inputs == 1 else 's'}"
    if again.matches:
        return f"recomputed {rows}: matches"
    score, off = plain(again.value), plain(abs(again.difference))
    return f"recomputed {rows}: {score}, which differs by {off}"


def plain(number: Decimal | None) -> str | None:
    """Return a decimal without the zeros that storage adds, never as an exponent."""
    return None if number is None else format(number.normalize(), "f")
