"""A statement as a person reads it: words, and numbers in place of its slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kb.enums import Missing
from kb.formats import Mistake, Slot, read_slots
from kb.selectors.pair.figure import amount, figure_text, number, value_text

Figure: TypeAlias = dict[str, Any]
Figures: TypeAlias = Mapping[str, Sequence[Figure]]
"""The figures of each cited finding in their order, by the finding's key."""
MONEY = {"value", "low", "high", "figure"}
NOT_CITED = "this finding is not cited."


@dataclass(frozen=True)
class Part:
    """A piece of a sentence: words, or a number with the finding it was taken from."""

    text: str
    finding: str = ""
    mistake: Mistake | None = None


def sentence(text: str, figures: Figures) -> list[Part]:
    """Return ``text`` with every slot filled.

    A slot that cannot be filled stays as it was typed and carries its mistake. Money
    gives its year once, unless a slot of the same figure gives the year.
    """
    pieces = list(read_slots(text))
    dated = _dated(pieces, figures)
    parts, position = [], 1
    for place, piece in enumerate(pieces):
        match piece:
            case Mistake(found=found):
                parts.append(Part(found, mistake=piece))
                position += len(found)
            case Slot():
                parts.append(_filled(piece, figures, position, dated=place in dated))
                position += len(str(piece))
            case words:
                parts.append(Part(words))
                position += len(words)
    return parts


def plain_text(parts: list[Part]) -> str:
    """Return the sentence without its links."""
    return "".join(part.text for part in parts)


def holds(figure: Figure, field: str) -> bool:
    """Tell whether a field of a figure has something to show (``kb_slot_holds``)."""
    match field:
        case "value" | "figure":
            return bool(figure["value"] or figure["category"])
        case "start":
            return bool(figure["starts"])
        case "year":
            return bool(figure["year"] or figure["ends"] or figure["starts"])
    return figure[field] is not None


def slot_shows(figure: Figure, field: str, *, dated: bool = False) -> str:
    """Return what a slot of ``field`` shows of a figure, ``dated`` if money's year too.

    ``figure`` has the members of the pair document, and the years ``starts`` and
    ``ends`` of its period.
    """
    match field:
        case "value":
            shown = value_text(figure)
        case "figure":
            shown = figure_text(figure)
        case "low" | "high":
            shown = amount(figure, figure[field])
        case "ci_level":
            shown = f"{number(figure[field])}\N{NO-BREAK SPACE}%"
        case "se":
            shown = number(figure[field])
        case "n":
            about = "about " if figure["n_approx"] else ""
            shown = f"{about}{figure['n']:,} {figure['n_unit'] or ''}".rstrip()
        case "start":
            shown = figure["starts"]
        case _:
            shown = str(figure["year"] or figure["ends"] or figure["starts"])
    return f"{shown} ({_year(figure)})" if dated else shown


def _dated(pieces: Sequence[str | Slot | Mistake], figures: Figures) -> set[int]:
    """Return the places of the slots that give the year of their money."""
    last: dict[tuple[str, int], int] = {}
    told = set()
    for place, piece in enumerate(pieces):
        if isinstance(piece, Slot):
            of = (piece.finding, piece.figure)
            if piece.field in {"year", "start"}:
                told.add(of)
            elif piece.field in MONEY and _is_money(figures, *of):
                last[of] = place
    return {place for of, place in last.items() if of not in told}


def _is_money(figures: Figures, finding: str, place: int) -> bool:
    found = figures.get(finding, ())[place - 1 : place]
    return any(row["kind"] == "money" and holds(row, "year") for row in found)


def _year(figure: Figure) -> str:
    if figure["year"]:
        return f"{figure['year']} prices"
    return str(figure["ends"] or figure["starts"])


def _filled(slot: Slot, figures: Figures, position: int, *, dated: bool) -> Part:
    found = figures.get(slot.finding)
    if found is None:
        why = NOT_CITED
    elif slot.figure > len(found):
        why = f"this finding has {len(found)} figure{'s' * (len(found) != 1)}."
    elif not holds(figure := found[slot.figure - 1], slot.field):
        why = _nothing(figure, slot.field)
    else:
        return Part(slot_shows(figure, slot.field, dated=dated), slot.finding)
    return Part(str(slot), mistake=Mistake(str(slot), position, why))


def _nothing(figure: Figure, field: str) -> str:
    if field in {"value", "figure"} and figure["missing"]:
        reason = str(Missing(figure["missing"]).label)
        return f"“{figure['label']}” has no value: {reason}."
    return f"“{figure['label']}” has no “{field}”."
