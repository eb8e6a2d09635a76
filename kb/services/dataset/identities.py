"""Occupations and elements of a dataset: careers and skills with their exact codes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from careers.enums import PLACEHOLDER, Match
from careers.models import Career, CareerCode, Skill, SkillCode, Task
from kb.formats.dataset.items import Element, Occupation, Ref, Side
from kb.formats.dataset.items import Task as TaskItem
from kb.services.dataset.bulk import copy_in, take_ids
from kb.services.dataset.state import Import

NAMELESS = re.compile(PLACEHOLDER, re.IGNORECASE)
LONGEST_NAME = 200
LONGEST_CODE = 200


@dataclass(frozen=True)
class Kind:
    """Careers or skills: their tables, and what holds their codes."""

    side: Side
    model: type[Career | Skill]
    code: type[CareerCode | SkillCode]


CAREERS = Kind("career", Career, CareerCode)
SKILLS = Kind("skill", Skill, SkillCode)


def put_careers(load: Import, items: Iterable[Occupation]) -> None:
    """Write occupations; a career that is exactly this code already is used as it is.

    What a curator named and defined keeps its words; what a dataset brought follows its
    newest edition.
    """
    _put(load, CAREERS, list(items), load.careers)


def put_skills(load: Import, items: Iterable[Element]) -> None:
    """Write elements, as ``put_careers`` writes occupations."""
    _put(load, SKILLS, list(items), load.skills)


def _put(
    load: Import,
    kind: Kind,
    items: list[Occupation] | list[Element],
    known: dict[Ref, int],
) -> None:
    by_key = dict(kind.model.objects.values_list("key", "pk"))
    codes = set(
        kind.code.objects.values_list("scheme", "code", "release", f"{kind.side}_id")
    )
    new: list[Occupation | Element] = []
    tied: list[tuple[Occupation | Element, int]] = []
    for item in items:
        if fault := _fault(item):
            load.set_aside(item.at, fault)
            continue
        row = _found(item, known, by_key)
        lent = item.ref in known and _lent(item)
        if row is None:
            new.append(item)
            # Its place in the list, below zero, until it has a number: another item
            # of these files may be the same row.
            row = by_key[item.key] = -len(new)
        known[item.ref] = row
        code = (*item.ref, _edition(load, item), row)
        if not lent and code not in codes:
            codes.add(code)
            tied.append((item, row))
    changed = _follow(load, kind, items, known) if load.newest else 0
    ids = take_ids(kind.model, len(new)) if new else []
    known.update({ref: ids[-row - 1] for ref, row in known.items() if row < 0})
    _add(load, kind, new, ids)
    _add_codes(
        load, kind, [(item, row if row > 0 else ids[-row - 1]) for item, row in tied]
    )
    load.tally.note(
        kind.model, changed=changed, unchanged=len(items) - len(new) - changed
    )


def _lent(item: Occupation | Element) -> bool:
    return isinstance(item, Occupation) and item.lent


def _edition(load: Import, item: Occupation | Element) -> str:
    """Return the edition of the scheme in which an item has its code."""
    told = item.taxonomy if isinstance(item, Occupation) else ""
    return told or load.dataset.edition


def _name(item: Occupation | Element) -> str:
    return item.title if isinstance(item, Occupation) else item.name


def _fault(item: Occupation | Element) -> str:
    """Return why an item cannot be a row, or nothing."""
    name = _name(item)
    if NAMELESS.fullmatch(name) or len(name) > LONGEST_NAME:
        return f"the name is {name!r}, which names nothing or is too long"
    if NAMELESS.fullmatch(item.definition):
        return "there is no definition"
    if len(item.ref.code) > LONGEST_CODE:
        return f"the code has more than {LONGEST_CODE} characters"
    return ""


def _found(
    item: Occupation | Element, known: dict[Ref, int], by_key: dict[str, int]
) -> int | None:
    """Return the row that is this code, in its scheme or one that means the same."""
    if item.ref in known:
        return known[item.ref]
    if isinstance(item, Occupation):
        others = (*item.same, *(Ref(scheme, item.ref.code) for scheme in item.kin))
        for ref in others:
            if (row := known.get(ref)) is not None:
                return row
    return by_key.get(item.key)


def _follow(
    load: Import,
    kind: Kind,
    items: list[Occupation] | list[Element],
    known: dict[Ref, int],
) -> int:
    """Bring the words of this edition to the rows that a dataset made."""
    wanted = {
        item.key: (_name(item), item.definition)
        for item in items
        if item.ref in known and not _lent(item) and not _fault(item)
    }
    rows = [
        row
        for row in kind.model.objects.filter(key__in=wanted)
        if (row.name, row.definition) != wanted[row.key]
    ]
    for row in rows:
        row.name, row.definition = wanted[row.key]
    write: Any = kind.model.objects.all()  # a table of either kind takes its own rows
    write.bulk_update(rows, ["name", "definition"], batch_size=500)
    return len(rows)


def _add(
    load: Import, kind: Kind, items: list[Occupation | Element], ids: list[int]
) -> None:
    if not items:
        return
    load.open_release()
    columns = ["id", "key", "name", "definition", "note", "withdrawn_reason"]
    extra = ["kind"] if kind.side == "skill" else []
    count = copy_in(
        kind.model,
        columns + extra,
        (
            (
                *(number, item.key, _name(item), item.definition, "", ""),
                *([item.kind] if isinstance(item, Element) else []),
            )
            for number, item in zip(ids, items, strict=True)
        ),
    )
    load.tally.note(kind.model, added=count)


def _add_codes(
    load: Import, kind: Kind, tied: list[tuple[Occupation | Element, int]]
) -> None:
    """Write the exact code of each row, as of this edition."""
    if not tied:
        return
    load.open_release()
    count = copy_in(
        kind.code,
        [
            *(f"{kind.side}_id", "scheme", "code", "title", "uri", "release", "match"),
            "evidence",
        ],
        (
            (
                *(row, item.ref.scheme, item.ref.code, _name(item), item.uri),
                *(_edition(load, item), Match.EXACT.value, ""),
            )
            for item, row in tied
        ),
    )
    load.tally.note(kind.code, added=count)


def put_tasks(load: Import, items: Iterable[TaskItem]) -> None:
    """Write tasks by their key; a task keeps the career it was first seen in.

    To which career it belongs in an edition stands in its listings. Its words follow
    the newest edition.
    """
    stored = {
        key: (row, career, words)
        for key, row, career, words in Task.objects.values_list(
            "key", "pk", "career_id", "statement"
        )
    }
    new: dict[str, tuple[int, str]] = {}
    other: dict[str, str] = {}
    same = 0
    for item in items:
        career = load.row_of("career", item.career)
        if career is None:
            load.set_aside(item.at, _unmatched(item.career))
        elif NAMELESS.fullmatch(item.statement):
            load.set_aside(item.at, "the task has no words")
        elif item.key not in stored:
            new[item.key] = (career, item.statement)
        elif load.newest and not item.lent and stored[item.key][2] != item.statement:
            other[item.key] = item.statement
        else:
            same += 1
    load.tasks = {key: (row, career) for key, (row, career, _words) in stored.items()}
    rows = list(Task.objects.filter(key__in=other))
    for row in rows:
        row.statement = other[row.key]
    Task.objects.bulk_update(rows, ["statement"], batch_size=500)
    _add_tasks(load, new)
    load.tally.note(Task, changed=len(rows), unchanged=same)


def _add_tasks(load: Import, new: dict[str, tuple[int, str]]) -> None:
    if not new:
        return
    load.open_release()
    ids = take_ids(Task, len(new))
    count = copy_in(
        Task,
        ["id", "key", "career_id", "statement", "examples"],
        (
            (number, key, career, words, "[]")
            for number, (key, (career, words)) in zip(ids, new.items(), strict=True)
        ),
    )
    for number, (key, (career, _words)) in zip(ids, new.items(), strict=True):
        load.tasks[key] = (number, career)
    load.tally.note(Task, added=count)


def _unmatched(ref: Ref) -> str:
    return f"the code {ref.code} ({ref.scheme}) matches nothing"


def unmatched(refs: Iterable[Ref | None]) -> str:
    """Say which codes match nothing here."""
    return "; ".join(_unmatched(ref) for ref in refs if ref is not None)
