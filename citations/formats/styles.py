"""The closed list of reference styles, and the one way to a reference in any."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from citations.formats.apa import entry as apa_entry
from citations.formats.chicago import entry as chicago_entry
from citations.formats.harvard import entry as harvard_entry
from citations.formats.ieee import entry as ieee_entry
from citations.formats.markup import as_html, as_text, closed, typeset
from citations.formats.mla import entry as mla_entry
from citations.formats.numbers import dashed, is_numeric, is_plural
from citations.formats.reference import Reference
from citations.formats.standing import warning
from citations.formats.vancouver import entry as vancouver_entry


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what it is called, its rules, and how it numbers a list."""

    label: str
    manual: str
    entry: Callable[[Reference], str]
    numbered: str = ""
    """How the place in a list is written, with ``{}`` for it; empty if it is not."""


class UnknownStyle(ValueError):  # noqa: N818
    """The style is none of the closed list; the sentence says which there are."""

    def __init__(self, style: object) -> None:
        super().__init__(
            f"There is no style “{style}”. Choose one of: {', '.join(STYLES)}."
        )


STYLES: Mapping[str, Style] = {
    "apa": Style(
        "APA",
        "Publication Manual of the American Psychological Association, 7th ed.",
        apa_entry,
    ),
    "mla": Style("MLA", "MLA Handbook, 9th ed.", mla_entry),
    "chicago": Style(
        "Chicago, author–date",  # noqa: RUF001
        "Chicago Manual of Style, 17th ed.",
        chicago_entry,
    ),
    "harvard": Style("Harvard", "Cite Them Right, 12th ed.", harvard_entry),
    "vancouver": Style(
        "Vancouver", "Citing Medicine, 2nd ed.", vancouver_entry, "{}. "
    ),
    "ieee": Style("IEEE", "IEEE Reference Guide", ieee_entry, "[{}] "),
}


def format_reference(
    record: Mapping[str, Any],
    style: str,
    *,
    html: bool = False,
    locator: str = "",
    number: int = 1,
) -> str:
    """Return one reference of a CSL-JSON ``record`` in ``style``.

    ``html`` gives escaped HTML without an outer element, in which ``<i>``, ``<b>``,
    ``<sup>``, ``<sub>`` and ``<span>`` are the only elements. ``locator`` is the place
    cited ("p. 12", "Table 3"); bare digits are taken for pages. ``number`` is the place
    in a list, which Vancouver and IEEE write in front; 0 leaves it out. What became of
    the source (see ``standing``) ends the reference, in brackets. The same record
    always gives the same text: nothing depends on today.

    Raises ``UnknownStyle`` if ``style`` is none of ``STYLES``.
    """
    chosen = STYLES.get(style)
    if chosen is None:
        raise UnknownStyle(style)
    warned = warning(record)
    if warned:  # a standing is no date: styles put ``status`` where a date is missing
        record = {name: value for name, value in record.items() if name != "status"}
    piece = chosen.entry(Reference(record))
    if locator.strip():
        piece = located(piece, locator.strip(), style)
    piece += warned
    if chosen.numbered and number:
        piece = chosen.numbered.format(number) + piece
    return as_html(piece) if html else as_text(piece)


def format_references(
    records: Iterable[Mapping[str, Any]], style: str, *, html: bool = False
) -> list[str]:
    """Return a list of references, numbered from 1 in the styles that number."""
    return [
        format_reference(record, style, html=html, number=number)
        for number, record in enumerate(records, start=1)
    ]


def located(piece: str, locator: str, style: str) -> str:
    """Return a reference with the place cited in it, at its end.

    APA 7 (8.13) writes it in parentheses; the others after a comma.
    """
    if is_numeric(locator) and locator[0].isdigit():
        locator = f"{'pp.' if is_plural(locator) else 'p.'} {dashed(locator)}"
    if style == "apa":
        return f"{piece} ({typeset(locator)})"
    return closed(f"{piece.removesuffix('.')}, {typeset(locator)}")
