"""Ratings of skills, knowledge, abilities and work styles: a claim for each element."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import TypedDict

from kb.exchange.dataset.onet.files import CODE, ELEMENT, SCALE
from kb.exchange.dataset.onet.words import WHO, element_ref, short, slug
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.items import About, Claim, Figure, Place, Ref
from kb.formats.dataset.problem import BadCellError
from kb.formats.dataset.quarantine import Quarantine

MEASURES = {
    "IM": ("onet-importance", "importance"),
    "LV": ("onet-level", "level"),
    "WI": ("onet-work-style-impact", "impact"),
    "DR": ("onet-work-style-distinctiveness", "distinctiveness rank"),
}
"""The measure of each scale, and what the scale is called."""
NINETY_FIVE = Decimal(95)
COLUMNS = (
    *("Scale ID", "Data Value", "N", "Standard Error", "Lower CI Bound"),
    *("Upper CI Bound", "Recommend Suppress", "Not Relevant"),
)


def groups(rows: Iterable[Row], quarantine: Quarantine) -> Iterator[list[Row]]:
    """Yield the rows of one element in one occupation together.

    They stand together in the file; rows that come again later stay out.
    """
    seen: set[tuple[str, str]] = set()
    for key, found in groupby(rows, lambda row: (row.text(CODE), row.text(ELEMENT))):
        members = list(found)
        if key in seen:
            for row in members:
                quarantine.add_row(row, "it stands apart from the rows of its element")
            continue
        seen.add(key)
        yield members


def rating_claim(
    rows: list[Row], *, scheme: str, titles: dict[str, str], names: dict[str, str]
) -> Claim:
    """Return the ratings of one element in one occupation.

    Raises ``BadCellError`` for a cell that cannot be read, a code without a title and
    an element without a name.
    """
    first = rows[0]
    code, element = first.text(CODE), first.text(ELEMENT)
    title, name = _named(code, titles), _named(element, names)
    figures = tuple(rating(row, f"{name}, {title}") for row in rows)
    date, who = first.month("Date"), who_of(first)
    asked = " and ".join(dict.fromkeys(MEASURES[row.text(SCALE)][1] for row in rows))
    return Claim(
        key=f"{slug(code)}-{slug(element)}",
        topic="importance-rating",
        headline=short(
            f"{name} for {title}, as O*NET rates it", f"{name} for {code}, by O*NET"
        ),
        statement=f"O*NET asked for the {asked} of {name} in the work of {title}.",
        population=f"{who[0].upper()}{who[1:]} rating {title}",
        about=(About(career=Ref(scheme, code), skill=element_ref(element)),),
        figures=figures,
        at=Place(first.file, first.line, f"{code}, {element}"),
        says=says(rows, f"{code} {title}, {element} {name}"),
        direction=_direction(figures),
        period_start=date,
        period_end=date,
        limitations=limits(who, date),
    )


def _named(code: str, names: dict[str, str]) -> str:
    if code not in names:
        raise BadCellError(f"the code {code} matches nothing in this release")
    return names[code]


def who_of(row: Row) -> str:
    """Return who rated, in words."""
    domain = row.text("Domain Source")
    return WHO.get(domain, domain.lower() or "raters not named by the source")


def rating(row: Row, of: str) -> Figure:
    """Return the figure of one row; what is missing says why.

    A level that does not apply is *not relevant*; one that the publisher recommends to
    suppress is *suppressed*, and never shown as a number.
    """
    scale = row.text(SCALE)
    if scale not in MEASURES:
        raise BadCellError(f"there is no measure for the scale {scale!r}")
    measure, called = MEASURES[scale]
    label = f"{called.capitalize()} of {of}"[:200]
    n = row.integer("N") if "N" in row.columns else None
    why, qualifier = missing_of(row)
    return Figure(
        measure,
        label,
        value=None if why else row.number("Data Value"),
        missing=why,
        qualifier=qualifier,
        n=n,
        n_unit=who_of(row) if n else "",
        **interval(row, shown=not why),
    )


def missing_of(row: Row) -> tuple[str, str]:
    """Return why a row has no figure to show, and what else the publisher marks."""
    suppressed = _flagged(row, "Recommend Suppress")
    if _flagged(row, "Not Relevant"):
        return "not_relevant", "suppressed by the publisher as well" * suppressed
    if suppressed:
        return "suppressed", ""
    return ("not_reported", "") if row.gap("Data Value") else ("", "")


def _flagged(row: Row, name: str) -> bool:
    return name in row.columns and bool(row.flag(name))


class Interval(TypedDict, total=False):
    """What a ``Figure`` says of how exact it is."""

    se: Decimal | None
    low: Decimal
    high: Decimal
    interval: str
    ci_level: Decimal


def interval(row: Row, *, shown: bool) -> Interval:
    """Return standard error and 95 percent interval, where the file gives them.

    Nothing of a figure that is not ``shown``.
    """
    if not shown or "Standard Error" not in row.columns:
        return {}
    low, high = row.number("Lower CI Bound"), row.number("Upper CI Bound")
    se = row.number("Standard Error")
    if low is None or high is None:
        return {"se": se}
    return {
        "se": se,
        "low": low,
        "high": high,
        "interval": "ci",
        "ci_level": NINETY_FIVE,
    }


def says(rows: list[Row], what: str) -> str:
    """Return the cells of the rows in words: the same in every dialect."""
    columns = rows[0].columns
    named = [(name, columns[name]) for name in COLUMNS if name in columns]
    told = [
        ", ".join([f"{name} {_plain(row.cells[place])}" for name, place in named])
        for row in rows
    ]
    dated = f"{rows[0].text('Date')}, {rows[0].text('Domain Source')}"
    return f"{what}: {'; '.join(told)}; {dated}"


def _plain(cell: str) -> str:
    """Return a cell in words: a whole number without a fraction, a gap as none."""
    found = cell.strip().removesuffix(".0")
    return "none" if found in {"", "n/a", "N/A"} else found


def _direction(figures: tuple[Figure, ...]) -> str:
    """Return where an importance points: upper half of its scale, or not."""
    for figure in figures:
        if figure.measure == "onet-importance" and figure.value is not None:
            return "supports" if figure.value >= 3 else "neutral"
    return "neutral"


@lru_cache(maxsize=1 << 12)
def limits(who: str, date: str) -> tuple[str, ...]:
    """Return what a reader must know of a rating."""
    told = ["Rated for the occupation as a whole, not for titles or levels inside it"]
    if date:
        told.append(f"Rated {date}")
    if who == "analysts":
        told.append(
            "Trained analysts rate from descriptions; an interval of no width only "
            "means that they agreed"
        )
    return tuple(told)
