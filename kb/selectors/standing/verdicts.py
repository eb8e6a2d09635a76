"""The verdict on each item: what it names, and how that stands."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kb.selectors.pair.rows import Row, rows
from kb.selectors.standing.items import Named, read_item
from kb.selectors.standing.rows import FINDINGS, PLACES, SOURCES

Verdict = dict[str, Any]

MOST = 1_000
STATUSES = {
    "current": "it stands",
    "superseded": "a newer version, or another row, took its place: see by",
    "corrected": "it stands, with a correction",
    "suspended": "taken from readers for now: a source behind it fell",
    "retracted": "its publisher took it back",
    "withdrawn": "its authors, or we, took it back",
    "unknown": "nothing public here has that name",
    "ambiguous": "it may be any of candidates",
}
MOST_CANDIDATES = 10
FALLEN = {"retracted": "retracted", "withdrawn": "withdrawn"}
IDENTIFIERS = ("doi", "arxiv", "pmid", "isbn", "url")


def verdicts(items: Sequence[object]) -> list[Verdict]:
    """Return a verdict for each of at most ``MOST`` items, in their order.

    Each has all members of ``EMPTY``. An item that names nothing is ``unknown`` and its
    ``reason`` says why; none makes the others fail.
    """
    named = [read_item(item) for item in items]
    known = Known(named)
    return [
        {"item": item} | known.verdict(one, place)
        for place, (item, one) in enumerate(zip(items, named, strict=True))
    ]


EMPTY: Verdict = {
    "status": "unknown",
    "kind": None,
    "key": None,
    "version": None,
    "standing": None,
    "reason": None,
    "date": None,
    "link": None,
    "url": None,
    "by": None,
    "candidates": [],
}


def unknown(why: str) -> Verdict:
    """Return the verdict on what names nothing."""
    return EMPTY | {"reason": why}


class Known:
    """All rows that any of the items names, by what names them."""

    def __init__(self, named: Sequence[Named]) -> None:
        keys = sorted({one.key for one in named if one.key})
        places = rows(PLACES, {"keys": keys})
        self.places = {row["key"]: row for row in places}
        titles: list[str] = []
        self.asked: dict[int, range] = {}
        for place, one in enumerate(named):
            self.asked[place] = range(
                len(titles) + 1, len(titles) + 1 + len(one.titles)
            )
            titles += one.titles
        values: dict[str, set[str]] = defaultdict(set)
        for one in named:
            for column, value in one.identifiers:
                values[column].add(value)
        wanted = {column: sorted(values[column]) for column in IDENTIFIERS}
        keys_of_sources = sorted({*keys, *(row["source"] for row in places)})
        found = rows(SOURCES, {"keys": keys_of_sources, "titles": titles, **wanted})
        self.sources = {row["key"]: row for row in found}
        self.by: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.titled: dict[int, list[Row]] = defaultdict(list)
        for row in found:
            for column in IDENTIFIERS:
                self.by[column, row[column]].append(row)
            for number in row["asked"] or ():
                self.titled[number].append(row)
        self.findings: dict[str, list[Row]] = defaultdict(list)
        for row in rows(FINDINGS, {"keys": keys}):
            self.findings[row["key"]].append(row)

    def verdict(self, one: Named, place: int) -> Verdict:
        """Return the verdict on one item, the ``place``-th."""
        if one.problem:
            return unknown(one.problem)
        found = self.keyed(one) if one.key else []
        if not found:
            found = [of_source(row) for row in self.identified(one, place)]
        told = {(each["kind"], each["key"]): each for each in found}
        if len(told) == 1:
            return next(iter(told.values()))
        if not told:
            return unknown("Nothing public here has that name.")
        candidates = [
            {"kind": each["kind"], "key": each["key"], "url": each["url"]}
            for each in told.values()
        ]
        return EMPTY | {
            "status": "ambiguous",
            "reason": f"{len(candidates)} rows fit: name one by its key.",
            "candidates": candidates[:MOST_CANDIDATES],
        }

    def keyed(self, one: Named) -> list[Verdict]:
        """Return the verdicts on all rows with this key."""
        found = []
        if one.kind in ("", "finding") and one.key in self.findings:
            found.append(of_finding(self.findings[one.key], one.version))
        if one.kind in ("", "source") and one.key in self.sources:
            found.append(of_source(self.sources[one.key]))
        if one.kind in ("", "citation") and one.key in self.places:
            place = self.places[one.key]
            found += of_place(place, self.sources[place["source"]])
        return found

    def identified(self, one: Named, place: int) -> list[Row]:
        """Return the sources that an identifier names, else a title of that year."""
        for name in one.identifiers:
            found = self.by.get(name, [])
            if found and name[0] == "arxiv":
                found = of_version(found, one.arxiv_version)
            if found:
                return self.narrowed(found, one, place)
        for number in self.asked[place]:
            years = {"", *one.years} if one.years else None
            found = [
                row
                for row in self.titled.get(number, [])
                if years is None or row["year"] in years
            ]
            if found:
                return found
        return []

    def narrowed(self, found: list[Row], one: Named, place: int) -> list[Row]:
        """Return those of several sources at one address that the rest fits, or all."""
        titled = {
            row["key"]
            for number in self.asked[place]
            for row in self.titled.get(number, [])
        }
        found = [row for row in found if row["key"] in titled] or found
        return [row for row in found if row["year"] in one.years] or found


def of_version(found: list[Row], version: int | None) -> list[Row]:
    """Return the source of this arXiv version; of none named, the newest."""
    exact = [row for row in found if row["arxiv_version"] == version]
    if version is not None:
        return exact
    return [max(found, key=lambda row: row["arxiv_version"] or 0)]


def of_source(row: Row) -> Verdict:
    """Return how a source stands: as its heir does, if it was merged."""
    moved = row["heir"] != row["key"]
    verdict = EMPTY | {
        "kind": "source",
        "key": row["key"],
        "url": f"/sources/{row['heir']}/",
        "standing": row["standing"],
        "reason": row["reason"],
        "date": row["date"],
        "link": row["link"] or f"/sources/{row['heir']}/",
    }
    if row["withdrawn_reason"]:
        told = {"status": "withdrawn", "reason": row["withdrawn_reason"]}
        return verdict | told | {"url": None, "link": None}
    if row["standing"] in FALLEN:
        return verdict | {
            "status": FALLEN[row["standing"]],
            "by": by_source(row, moved),
        }
    if moved:
        why = row["reason"] or "It was merged with another row about the same thing."
        return verdict | {
            "status": "superseded",
            "reason": why,
            "by": by_source(row, moved),
        }
    if row["newer"]:
        by = {"key": row["newer"], "version": None, "url": f"/sources/{row['newer']}/"}
        why = row["reason"] or "A newer edition or version of it is recorded."
        return verdict | {"status": "superseded", "reason": why, "by": by}
    corrected = row["standing"] == "corrected"
    return verdict | {"status": "corrected" if corrected else "current"}


def by_source(row: Row, moved: bool) -> Verdict | None:  # noqa: FBT001
    """Return the row that took a merged one's place."""
    if not moved:
        return None
    return {"key": row["heir"], "version": None, "url": f"/sources/{row['heir']}/"}


def of_finding(versions: list[Row], version: int | None) -> Verdict:
    """Return how a finding stands: the version that is meant, else the newest."""
    public = [row for row in versions if row["state"] in ("published", "suspended")]
    asked = [row for row in versions if row["version"] == version]
    row = (asked if version is not None else public or versions)[-1:]
    if not row:
        return unknown(f"No version {version} of this finding was ever public.")
    (found,) = row
    url = f"/findings/{found['key']}/"
    verdict = EMPTY | {
        "kind": "finding",
        "key": found["key"],
        "version": found["version"],
        "reason": found["reason"] or found["correction"] or None,
        "date": found["date"],
        "link": found["link"] or url,
        "url": url,
    }
    if found["state"] == "published":
        corrected = found["correction"] is not None
        return verdict | {"status": "corrected" if corrected else "current"}
    if found["state"] != "superseded":
        return verdict | {"status": found["state"]}
    newest = (public or versions)[-1]
    return verdict | {
        "status": "superseded",
        "reason": found["reason"] or "A newer version was published.",
        "date": newest["published"],
        "by": {"key": newest["key"], "version": newest["version"], "url": url},
    }


def of_place(place: Row, source: Row) -> list[Verdict]:
    """Return how a citation stands: as its source, if readers ever saw it."""
    states = set(place["states"] or ()) & {
        *("published", "suspended", "superseded", "withdrawn")
    }
    if not states:
        return []
    verdict = of_source(source) | {"kind": "citation", "key": place["key"]}
    if "published" in states or verdict["status"] != "current":
        return [verdict]
    fallen = next(
        state for state in ("suspended", "superseded", "withdrawn") if state in states
    )
    return [
        verdict | {"status": fallen, "reason": "Nothing published rests on it now."}
    ]
