"""The citation inside a sentence: ``(Noy & Zhang, 2023, p. 3)`` or ``[1]``.

APA 7 (8.11, 8.17), MLA 9 (6.4 to 6.6), Chicago 17 (15.21 to 15.29), Cite Them Right 12,
Citing Medicine 2 and the IEEE Reference Guide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citations.formats.casing import headline
from citations.formats.markup import as_html, as_text, italic, joined, quoted, typeset
from citations.formats.names import Name, particled
from citations.formats.numbers import dashed, is_numeric, is_plural
from citations.formats.reference import EDITED, Reference, year_of

# Whoever is responsible, in the order in which a reference names them.
NAMED = ("author", *EDITED, "translator", "director", "interviewer", "reviewed-author")
WHOLE = frozenset({"book", "report", "webpage", "dataset", "software", "thesis"})
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class InText:
    """How a style cites in a sentence.

    ``least`` names or more become the first and ``et al.``. ``year``: what stands
    between name and year, ``None`` where the year is left out.
    """

    word: str
    least: int
    year: str | None
    place: str = ", "
    label: bool = True
    undated: str = "n.d."


AUTHOR_DATE = {
    "apa": InText("&", 3, ", "),
    "mla": InText("and", 3, None, " ", label=False),
    "chicago": InText("and", 4, " ", label=False),
    "harvard": InText("and", 4, ", ", undated="no date"),
}
NUMBERED = {"vancouver": "({})", "ieee": "[{}]"}


def cite_in_text(
    record: Mapping[str, Any],
    style: str,
    *,
    html: bool = False,
    locator: str = "",
    number: int = 1,
) -> str:
    """Return the citation of a CSL-JSON ``record`` as it stands in a sentence.

    ``locator`` and ``number`` are those of ``format_reference``. ``style`` is one of
    ``STYLES``.
    """
    reference = Reference(record)
    place = locator.strip()
    if style in NUMBERED:
        cited = joined(", ", str(number), _place(place, labelled=True))
        piece = NUMBERED[style].format(cited)
    else:
        piece = f"({_author_date(reference, AUTHOR_DATE[style], place)})"
    return as_html(piece) if html else as_text(piece)


def _author_date(reference: Reference, how: InText, place: str) -> str:
    cited = _names(reference.names(*NAMED), how) or _title(reference)
    if how.year is not None:
        year = year_of(reference.date()) or how.undated
        cited = joined(how.year, cited, year)
        return joined(", ", cited, _place(place, labelled=how.label))
    return joined(how.place, cited, _place(place, labelled=how.label))


def _place(locator: str, *, labelled: bool) -> str:
    """Return the place cited; bare digits are pages, ``p.`` in front if asked for."""
    if not (is_numeric(locator) and locator[:1].isdigit()):
        return typeset(locator)
    label = "pp. " if is_plural(locator) else "p. "
    return f"{label if labelled else ''}{dashed(locator)}"


def _names(names: list[Name], how: InText) -> str:
    families = [typeset(particled(name)) for name in names]
    if len(families) >= how.least:
        return f"{families[0]} et al."
    if len(families) < 2:
        return "".join(families)
    comma = "," if len(families) > 2 else ""
    return f"{', '.join(families[:-1])}{comma} {how.word} {families[-1]}"


def _title(reference: Reference) -> str:
    """Return the title that stands for nobody's name: italic for a whole work."""
    title = reference.raw("title-short") or reference.raw("title")
    if len(title) > LONGEST_TITLE:
        title = f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    piece = typeset(headline(title) if reference.english else title)
    return italic(piece) if reference.type in WHOLE else quoted(piece)
