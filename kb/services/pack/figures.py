"""Figures of a pack's findings, and the places in sources they stand in."""

from decimal import Decimal

from citations.models import Citation, Reading
from kb.models import Estimate, Finding, FindingCitation, Measure, Subject
from kb.services.pack.contents import Entry, Load

NUMBERS = ("value", "low", "high", "ci_level", "se", "rse", "quantile")
WORDS = (
    *("category", "missing", "interval", "n_unit", "base", "currency", "area"),
    *("qualifier", "comparison"),
)


def put_estimates(
    load: Load,
    rows: dict[str, Finding],
    entries: dict[str, Entry],
    subjects: dict[str, list[Subject]],
) -> None:
    """Write every figure, tied to its one subject where the entry says so."""
    measures = dict(Measure.objects.values_list("key", "pk"))
    load.add(
        Estimate,
        [
            Estimate(
                finding=rows[key],
                subject=(
                    subjects[key][estimate["subject"]]
                    if "subject" in estimate
                    else None
                ),
                position=position,
                measure_id=measures[estimate["measure"]],
                **_figure(estimate),
            )
            for key, entry in entries.items()
            for position, estimate in enumerate(entry.get("estimates", []))
        ],
    )


def _figure(estimate: Entry) -> Entry:
    period = estimate.get("period") or {}
    return {
        "label": estimate["label"],
        **{name: Decimal(estimate[name]) for name in NUMBERS if name in estimate},
        **{name: estimate[name] for name in WORDS if name in estimate},
        "n": estimate.get("n"),
        "n_approx": estimate.get("n_approx", False),
        "price_year": estimate.get("price_year"),
        "period_start": period.get("start") or "",
        "period_end": period.get("end") or "",
        "confirmation": estimate["confirmation"],
    }


def put_citations(
    load: Load, rows: dict[str, Finding], entries: dict[str, Entry]
) -> None:
    """Write the places each finding rests on; one that stands there is used again."""
    stored = {
        citation.key: citation
        for citation in Citation.objects.filter(
            source_id__in=load.ids["sources"].values()
        ).prefetch_related("readings")
    }
    new: dict[str, Citation] = {}
    readings: list[Reading] = []
    ties: list[FindingCitation] = []
    for key, entry in entries.items():
        for position, place in enumerate(entry.get("citations", [])):
            wanted = {"source": entry["source"]} | place
            name = _key(load, f"{key}-{position + 1}", wanted, stored)
            if name not in stored:
                new[name] = stored[name] = _citation(load, name, wanted)
                readings += _readings(load, new[name], wanted)
            ties.append(
                FindingCitation(
                    finding=rows[key], citation=stored[name], position=position
                )
            )
    load.add(Citation, list(new.values()))
    load.add(Reading, readings)
    load.add(FindingCitation, ties)


def _key(load: Load, name: str, place: Entry, stored: dict[str, Citation]) -> str:
    """Return the first key from ``name`` that is free or holds this very place."""
    tried, count = name, 1
    while tried in stored and not _same(load, stored[tried], place):
        count += 1
        tried = f"{name}-{count}"
    return tried


def _same(load: Load, citation: Citation, place: Entry) -> bool:
    """Tell whether a stored citation is the place, read the same way."""
    there = (citation.source_id, citation.locator, citation.label, citation.note)
    here = (
        load.of("sources", place["source"]),
        place.get("locator", ""),
        place.get("label", "other"),
        place.get("note", ""),
    )
    read = [
        (r.read, r.confirmation, r.address, r.says) for r in citation.readings.all()
    ]
    return there == here and read == [
        (r["read"], r["confirmation"], r["address"], r["says"])
        for r in place["readings"]
    ]


def _citation(load: Load, key: str, place: Entry) -> Citation:
    return Citation(
        key=key,
        source_id=load.of("sources", place["source"]),
        locator=place.get("locator", ""),
        label=place.get("label", "other"),
        note=place.get("note", ""),
    )


def _readings(load: Load, citation: Citation, place: Entry) -> list[Reading]:
    return [
        Reading(
            citation=citation,
            position=position,
            read=reading["read"],
            confirmation=reading["confirmation"],
            address=reading["address"],
            says=reading["says"],
            read_by=load.author,
        )
        for position, reading in enumerate(place["readings"])
    ]
