"""Other names of careers and skills, and their codes in other taxonomies."""

from collections.abc import Iterable
from typing import TypeVar

from careers.enums import Match
from careers.models import CareerAlias, CareerCode, SkillAlias, SkillCode
from kb.formats.dataset.items import Alias, Code
from kb.services.dataset.bulk import copy_in
from kb.services.dataset.identities import (
    LONGEST_CODE,
    LONGEST_NAME,
    NAMELESS,
    unmatched,
)
from kb.services.dataset.state import Import

ALIASES: dict[str, type[CareerAlias | SkillAlias]] = {
    "career": CareerAlias,
    "skill": SkillAlias,
}
CODES: dict[str, type[CareerCode | SkillCode]] = {
    "career": CareerCode,
    "skill": SkillCode,
}

Named = TypeVar("Named", Alias, Code)
Place = tuple[int, str, str, str]
"""Row, scheme, release and code."""


def put_aliases(load: Import, items: Iterable[Alias]) -> None:
    """Write names that are not here yet; none is ever taken away."""
    for side, wanted in by_side(items).items():
        model = ALIASES[side]
        stored = set(model.objects.values_list(f"{side}_id", "name", "language"))
        new: dict[tuple[int, str, str], None] = {}
        same = 0
        for item in wanted:
            row = load.row_of(item.side, item.of)
            if row is None:
                load.set_aside(item.at, unmatched([item.of]))
            elif NAMELESS.fullmatch(item.name) or len(item.name) > LONGEST_NAME:
                told = f"{item.name[:80]!r} names nothing or is too long"
                load.set_aside(item.at, told)
            elif (row, item.name, item.language) in stored:
                same += 1
            else:
                new[row, item.name, item.language] = None
        if new:
            load.open_release()
            copy_in(model, [f"{side}_id", "name", "language"], new)
        load.tally.note(model, added=len(new), unchanged=same)


def put_codes(load: Import, items: Iterable[Code]) -> None:
    """Write matches with other taxonomies; one that is here keeps its words.

    A code that is exactly another row already is kept out, with the reason.
    """
    for side, wanted in by_side(items).items():
        model = CODES[side]
        columns = (f"{side}_id", "scheme", "release", "code")
        stored = dict.fromkeys(model.objects.values_list(*columns))
        exact = {
            (scheme, release, code): row
            for row, scheme, release, code in model.objects.filter(
                match=Match.EXACT
            ).values_list(*columns)
        }
        new: dict[Place, tuple[str, str, str, str]] = {}
        same = 0
        for item in wanted:
            row = load.row_of(item.side, item.of)
            fault = _fault(item, row, exact)
            place = (row or 0, item.ref.scheme, item.release, item.ref.code)
            if fault:
                load.set_aside(item.at, fault)
            elif place in stored or place in new:
                same += 1
            else:
                new[place] = (item.title[:300], item.uri, item.match, item.evidence)
        if new:
            load.open_release()
            copy_in(
                model,
                [*columns, "title", "uri", "match", "evidence"],
                ((*key, *rest) for key, rest in new.items()),
            )
        load.tally.note(model, added=len(new), unchanged=same)


def _fault(item: Code, row: int | None, exact: dict[tuple[str, str, str], int]) -> str:
    """Return why a code cannot be a row, or nothing; note whose it exactly is."""
    if row is None:
        return unmatched([item.of])
    if len(item.ref.code) > LONGEST_CODE or not item.ref.code.strip():
        return "the code is empty or too long"
    place = (item.ref.scheme, item.release, item.ref.code)
    if item.match == Match.EXACT and exact.setdefault(place, row) != row:
        return f"{item.ref.code} is exactly another row already"
    return ""


def by_side(items: Iterable[Named]) -> dict[str, list[Named]]:
    """Part items into those of careers and those of skills."""
    parted: dict[str, list[Named]] = {}
    for item in items:
        parted.setdefault(item.side, []).append(item)
    return parted
