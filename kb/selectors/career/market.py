"""The market: candidates, openings, and how hard it is to hire, derived."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kb.enums import GlanceKind
from kb.formats.chart import Track, spot

Document = dict[str, Any]


def market(facts: list[Document]) -> list[Document]:
    """Return supply and openings of each source that states both, with what follows.

    ``ratio`` is openings for each candidate. ``difficulty`` is the share of openings in
    openings and candidates together, in percent: 0 if there is nobody to look for, 50
    if there is one opening for each candidate, towards 100 the harder it is to hire.
    """
    by_source: dict[str, dict[str, Document]] = {}
    for shelf in facts:
        for fact in shelf["rows"]:
            if fact["low"] is not None:
                by_source.setdefault(fact["source"], {})[fact["kind"]] = fact
    return [
        balance(said[GlanceKind.SUPPLY], said[GlanceKind.OPENINGS])
        | {"gauge": said.get(GlanceKind.DIFFICULTY)}
        for said in by_source.values()
        if GlanceKind.SUPPLY in said and GlanceKind.OPENINGS in said
    ]


def balance(supply: Document, openings: Document) -> Document:
    """Return what follows from two counts of one source."""
    candidates, offers = Decimal(supply["low"]), Decimal(openings["low"])
    both = candidates + offers
    difficulty = (
        (offers / both * 100).quantize(Decimal(1), ROUND_HALF_UP) if both else None
    )
    shown = "" if difficulty is None else f"{difficulty}"
    ratio = (offers / candidates).quantize(Decimal("0.1")) if candidates else None
    return {
        "supply": supply,
        "openings": openings,
        "ratio": None if ratio is None else f"{ratio}",
        "difficulty": shown,
        "track": None
        if difficulty is None
        else Track(
            "0",
            "100",
            f"Difficulty of hiring, derived: {shown} of 100.",
            (spot(difficulty, Decimal(0), Decimal(100), shown),),
        ),
    }
