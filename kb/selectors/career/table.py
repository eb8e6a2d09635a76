"""The figures behind the charts of a career, as rows of text for a table."""

from collections.abc import Callable

from kb.selectors.career.page import CareerPage
from kb.selectors.career.pay import PERCENTILES

Table = list[list[str]]


def cited(page: CareerPage, number: int) -> str:
    """Return the key of the source with this number on the page."""
    return next(str(r["key"]) for r in page.references if r["number"] == number)


def exposure(page: CareerPage) -> Table:
    """Return the exposure figures, one a row."""
    head = [
        *("measure", "measure_label", "measured_on", "figure", "value", "category"),
        *("missing", "low", "high", "n", "n_unit", "unit", "scale_low", "scale_high"),
        *("towards", "kind", "finding", "source"),
    ]
    rows = [
        [
            *(shelf["measure"], shelf["label"], row["measured"], row["label"]),
            *(row["value"], row["category"], row["missing"], row["low"], row["high"]),
            *(row["n"], row["n_unit"], row["unit"], row["scale_low"]),
            *(row["scale_high"], row["towards"], row["finding"].kind),
            *(row["finding"].key, cited(page, row["number"])),
        ]
        for shelf in page.sections["exposure"]
        for row in shelf["rows"]
    ]
    return table(head, rows)


def profiles(page: CareerPage) -> Table:
    """Return the tasks of all profiles, one a row, raw and scaled."""
    head = [
        *("profile", "synthetic", "task", "statement", "weight", "weight_scaled"),
        *("work_type", "exposure", "deep_expertise", "social"),
        *("profile_sum", "profile_score_computed", "source"),
    ]
    rows = [
        [
            *(profile["profile"], profile["synthetic"], task["key"]),
            *(task["statement"], task["weight"], task["scaled"], task["work_type"]),
            *(task["exposure"], task["deep_expertise"], task["social"]),
            *(profile["sum"], profile["score"], profile["source"]),
        ]
        for profile in page.sections["profiles"]
        for task in profile["tasks"]
    ]
    return table(head, rows)


def pay(page: CareerPage) -> Table:
    """Return pay by percentile, one occupation, place and year a row."""
    head = [
        *("occupation", "area", "year", "currency", "unit"),
        *(f"p{percentile}" for percentile in PERCENTILES),
        *("mean", "mean_rse", "jobs", "finding", "source"),
    ]
    rows = [
        [
            *(row["measured"], row["area"], row["year"], row["currency"], row["unit"]),
            *(cell and (cell["value"] or cell["missing"]) for cell in row["cells"]),
            *((row["mean"] or {}).get(name) for name in ("value", "rse")),
            (row["jobs"] or {}).get("value"),
            *(row["finding"].key, cited(page, row["number"])),
        ]
        for row in page.sections["pay"]
    ]
    return table(head, rows)


def learning(page: CareerPage) -> Table:
    """Return how learning is divided, one share a row."""
    rows = [
        [row["title"], item["share"], item["label"], item["detail"], row["source"]]
        for row in page.sections["learning"]
        for item in row["shares"]
    ]
    return table(["title", "share_percent", "on", "detail", "source"], rows)


def market(page: CareerPage) -> Table:
    """Return candidates and openings, one source a row, with what follows."""
    head = [
        *("candidates", "openings", "openings_per_candidate", "difficulty_of_100"),
        *("date_and_place", "source"),
    ]
    rows = [
        [
            *(row["supply"]["low"], row["openings"]["low"], row["ratio"]),
            *(row["difficulty"], row["openings"]["text"]),
            cited(page, row["openings"]["number"]),
        ]
        for row in page.sections["market"]
    ]
    return table(head, rows)


def ratings(page: CareerPage) -> Table:
    """Return the rated skills that the page draws, one a row."""
    scales = ("importance", "level")
    of_each = ("value", "missing", "low", "high", "se", "n", "n_unit")
    head = [
        *("skill", "measured_on", "period_end"),
        *(f"{scale}_{name}" for scale in scales for name in of_each),
        *("finding", "source"),
    ]
    rows = [
        [
            *(row["name"], row["measured"], row["period_end"]),
            *((row[scale] or {}).get(name) for scale in scales for name in of_each),
            *(row["finding"], cited(page, row["number"])),
        ]
        for row in page.sections["ratings"]
    ]
    return table(head, rows)


def table(head: list[str], rows: list[list[object]]) -> Table:
    """Return rows of text under their heads."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return [head, *cells]


TABLES: dict[str, Callable[[CareerPage], Table]] = {
    "exposure": exposure,
    "profiles": profiles,
    "pay": pay,
    "learning": learning,
    "market": market,
    "ratings": ratings,
}
"""The tables of a career by the name in their address."""
