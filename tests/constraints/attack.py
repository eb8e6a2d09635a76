"""How a CHECK is attacked: one row, one thing changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.make import Maker

Column = Any
"""A value, or a callable that gives one when the test runs (for numbers of rows)."""
Columns = Mapping[str, Column]

PLACEHOLDERS = (
    "", " ", "\n", "\u00a0", "\u200b", "-", "\u2014", "...", "?", "()", "\"\"",
    "Unknown", "UNKNOWN", " unknown. ", "(unknown)", "\u201cUnknown\u201d", "n/a",
    "N/A", "NA", "n.a.", "none", "Null", "nil", "NaN", "TBD", "tba", "todo", "Untitled",
    "unnamed", "test", "Test ", "undefined", "placeholder", "to be defined",
    "To be announced", "not known", "Not yet known", "not available",
    "not applicable", "not specified", "xx", "XXX",
)  # fmt: skip
NAMES = ("R", "C++", ".NET", "Go", "Test automation", "Nil-safe code", "\u4f1a\u8a08")
BLANKS = ("", " ", "\t\n")
NO_SLUGS = ("", " ", "A", "a b", "a--b", "-a", "a-", "a/b", "a_b", "\u00e4", "a\n")
NO_DATES = ("23", "2023-13", "2023-00", "2023-1", "2023-01-32", "2023/01", "May 2023")
DATES = ("", "2023", "2023-01", "2023-01-31")


@dataclass(frozen=True)
class Attack:
    """A CHECK: the row it takes, what of it must not change, and what may.

    ``base`` makes the maker's row fit for the test; each of ``bad`` and ``good`` is one
    change of that row, inserted so, or ``updated`` where a row cannot begin so.
    ``forestalled`` names the rule whose trigger answers before the CHECK does.
    """

    make: Maker[Any] | Callable[..., Any]
    bad: tuple[Columns, ...]
    good: tuple[Columns, ...] = ()
    base: Columns = field(default_factory=dict)
    updated: bool = False
    forestalled: str = ""


def each(column: str, values: tuple[Any, ...]) -> tuple[Columns, ...]:
    """Return a change of one column for each value."""
    return tuple({column: value} for value in values)


def known(make: Maker[Any], column: str, *good: str) -> Attack:
    """Attack a column that holds a term of a closed vocabulary."""
    return Attack(make, each(column, ("", "Core", "zz")), each(column, good))


def not_blank(make: Maker[Any], *columns: str) -> Attack:
    """Attack columns that hold words."""
    return Attack(make, tuple({c: blank} for c in columns for blank in BLANKS))


def named(make: Maker[Any], column: str) -> Attack:
    """Attack a column that holds a name."""
    return Attack(make, each(column, PLACEHOLDERS), each(column, NAMES))


def slug(make: Maker[Any]) -> Attack:
    """Attack a key that stands in addresses."""
    return Attack(make, each("key", NO_SLUGS), each("key", ("a", "web-2", "7")))


def fixed(columns: Columns) -> dict[str, Any]:
    """Return ``columns`` with every callable called."""
    return {c: value() if callable(value) else value for c, value in columns.items()}


def number_of(make: Callable[[], Any]) -> Callable[[], int]:
    """Return a callable that stores a row and returns its number."""
    return lambda: int(make().pk)
