"""What a request asks a list for, read and checked as a whole.

Every parameter that is wrong is told at once, each with what would be right: a client
that misspells a filter must not get an answer to another question.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from kb.api.problems import Fault, Problem
from kb.filters import MemberFilters, Sieve
from kb.selectors.address import Gone, Moved, no_more

LONGEST_GUESSED = 60
MOST_FAULTS = 20
LIMIT = 50
LARGEST_LIMIT = 200
PAGING = ("limit", "cursor", "ordering", "count")
ESTIMATED = "estimated"


@dataclass(frozen=True)
class Asked:
    """The parameters of a list beside its filters."""

    limit: int
    ordering: str
    cursor: str
    count: bool = False
    selection: str = ""
    """Which rows the list has, whatever their order: see ``selection_of``."""

    @classmethod
    def of(cls, given: QueryDict, usual: str, selection: str) -> "Asked":
        """Return what ``given`` asks, once no fault was found in it."""
        return cls(
            int(given.get("limit", LIMIT)),
            given.get("ordering", usual),
            given.get("cursor", ""),
            "count" in given,
            selection,
        )


def selection_of(*which: object) -> str:
    """Return a short name of the rows that a list has, by all that decides them."""
    return hashlib.sha256(repr(which).encode()).hexdigest()[:16]


def guess(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest to ``word``, ``None`` if none is near."""
    near = get_close_matches(word[:LONGEST_GUESSED], list(known), n=1, cutoff=0.5)
    return near[0] if near else None


def misspelt(given: QueryDict, known: Iterable[str]) -> Iterator[Fault]:
    """Yield what is wrong with the names of parameters, whatever their values."""
    known = list(known)
    for name, values in given.lists():
        if name not in known:
            yield unknown(name, known)
        elif len(values) > 1:
            yield Fault(
                name, "repeated", "Given more than once; several values go into __in."
            )
        elif values[0] == "":
            yield Fault(name, "empty", "Has no value.")


def unknown(name: str, known: list[str]) -> Fault:
    """Return the fault of a parameter that does not exist here."""
    near = guess(name, known)
    if near:
        detail = f"Unknown parameter. Did you mean {near}?"
        return Fault(name, "unknown", detail, (("suggestion", near),))
    few = f"Known are: {', '.join(known)}." if known else "None is known here."
    detail = few if len(known) < MOST_FAULTS else "See the list in the documentation."
    return Fault(name, "unknown", f"Unknown parameter. {detail}")


def refuse(faults: Iterable[Fault]) -> None:
    """Raise a problem if there are any faults."""
    found = tuple(faults)[:MOST_FAULTS]
    if found:
        what = found[0] if len(found) == 1 else None
        detail = f"{what.parameter}: {what.detail}" if what else SEVERAL
        raise Problem("invalid-parameters", detail, found)


SEVERAL = "Several parameters cannot be used; errors says what is wrong with each."


def wrong_limit(given: QueryDict) -> Iterator[Fault]:
    """Yield a fault if ``limit`` is no number of rows that a list gives."""
    limit = given.get("limit") or str(LIMIT)
    fits = limit.isascii() and limit.isdigit() and len(limit) <= 3
    if not fits or not 1 <= int(limit) <= LARGEST_LIMIT:
        yield Fault(
            "limit", "invalid", f"Give a whole number from 1 to {LARGEST_LIMIT}."
        )


def wrong_ordering(given: QueryDict, orderings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault if ``ordering`` is not on the list."""
    ordering = given.get("ordering")
    choices = [sign + name for name in orderings for sign in ("", "-")]
    if ordering and ordering not in choices:
        yield not_a_choice("ordering", ordering, choices)


def wrong_count(given: QueryDict) -> Iterator[Fault]:
    """Yield a fault if ``count`` asks for a count that is not made."""
    count = given.get("count") or ESTIMATED
    if count != ESTIMATED:
        yield not_a_choice("count", count, [ESTIMATED])


def not_a_choice(name: str, value: str, choices: list[str]) -> Fault:
    """Return the fault of a value that is no term of a closed vocabulary."""
    near = guess(value, choices)
    lead = f"Did you mean {near}? " if near else ""
    return Fault(
        name,
        "not-a-choice",
        f"{lead}Choose from: {', '.join(choices)}.",
        (("choices", choices), *((("suggestion", near),) if near else ())),
    )


def wrong_values(filters: MemberFilters) -> Iterator[Fault]:
    """Yield what is wrong with the values of filters."""
    if not filters.filters:
        return
    for name, found in filters.errors.as_data().items():
        sieve = filters.filters[name]
        for error in found:
            yield wrong_value(name, sieve, error, filters.data[name])


def wrong_value(name: str, sieve: Sieve, error: ValidationError, given: str) -> Fault:
    """Return the fault of one value."""
    if error.code == "invalid_choice":
        value = str((error.params or {}).get("value", given))
        return not_a_choice(name, value, sieve.kind.schema.get("enum", BOOLEANS))
    return Fault(name, "invalid", " ".join(error.messages))


def outdated_keys(filters: MemberFilters) -> Iterator[Fault]:
    """Yield a fault for each key that was merged into another, or withdrawn.

    What had it has another now, or none: a list without it would look whole.
    """
    if not filters.filters:
        return
    for name, model, keys in filters.asked_keys():
        for key, what in no_more(model, keys).items():
            yield outdated(name, key, what)


def outdated(name: str, key: str, what: Moved | Gone) -> Fault:
    """Return the fault of a key that was merged or withdrawn."""
    if isinstance(what, Gone):
        return Fault(name, "withdrawn-key", f"{key} was withdrawn: {what.reason}")
    detail = f"{key} was merged into {what.key}: ask for that."
    return Fault(name, "merged-key", detail, (("suggestion", what.key),))


BOOLEANS = ["true", "false"]
