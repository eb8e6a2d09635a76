"""What O*NET lists without a figure: tasks, technologies, related jobs, anchors."""

from kb.exchange.dataset.onet.files import CODE, ELEMENT, SCALE
from kb.exchange.dataset.onet.ratings import who_of
from kb.exchange.dataset.onet.words import (
    element_ref,
    slug,
    technology_key,
    technology_ref,
)
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.items import Alias, Element, Listing, Place, Ref, Task
from kb.formats.dataset.problem import BadCellError

RELATED = "Related O*NET-SOC Code"
SORTS = {"new", "revision"}
KEY = 300
"""What the key of a row holds; no two emerging tasks begin with the same words."""


def task_key(row: Row) -> str:
    """Return the key of a task: its number, which is the same in every release."""
    number = row.integer("Task ID")
    if number is None:
        raise BadCellError("Task ID is empty")
    return f"onet-task-{number}"


def task(row: Row, scheme: str) -> Task:
    """Return a task."""
    place = Place(row.file, row.line, f"{row.words(CODE)}, {row.text('Task ID')}")
    return Task(task_key(row), Ref(scheme, row.words(CODE)), row.words("Task"), place)


def task_listing(row: Row, scheme: str) -> Listing:
    """Return that an occupation has a task, whether core or supplemental."""
    kind = row.text("Task Type").lower()
    number = row.integer("Task ID")
    return Listing(
        kind="task",
        at=Place(row.file, row.line, f"{row.words(CODE)}, {number}"),
        career=Ref(scheme, row.words(CODE)),
        task=task_key(row),
        label=row.words("Task"),
        marks=(kind,) if kind else ("no-type",),
    )


def emerging(row: Row, scheme: str) -> Listing:
    """Return that a task comes up in an occupation: new, or another one reworded.

    A new one has no number, so that its words are its key; a revision leads to the task
    that it would replace. ``marks`` are the sort, the month and who said so.
    """
    code, words = row.words(CODE), row.words("Task")
    kind = row.words("Category").lower()
    if kind not in SORTS:
        raise BadCellError(f"Category is {row.text('Category')!r}, not New or Revision")
    number = row.integer("Original Task ID")
    if (number is None) != (kind == "new"):
        raise BadCellError("a revision names the task that it revises, a new one none")
    return Listing(
        kind="emerging",
        at=Place(row.file, row.line, f"{code}, {words}"[:KEY]),
        career=Ref(scheme, code),
        task="" if number is None else f"onet-task-{number}",
        label=words,
        marks=(kind, row.month("Date"), who_of(row)),
    )


def activity(row: Row, scheme: str, titles: dict[str, str]) -> Listing:
    """Return that a task of an occupation is also a work activity, by its title.

    O*NET calls it a detailed work activity; many tasks of many occupations share one.
    """
    code, number = row.words(CODE), row.words("DWA ID")
    if number not in titles:
        raise BadCellError(f"the work activity {number} matches nothing")
    return Listing(
        kind="activity",
        at=Place(row.file, row.line, f"{code}, {row.integer('Task ID')}, {number}"),
        career=Ref(scheme, code),
        task=task_key(row),
        label=titles[number],
        marks=(number, row.month("Date"), who_of(row)),
    )


def technology(row: Row) -> Element:
    """Return a technology as a skill."""
    example = row.words("Example")
    return Element(
        ref=technology_ref(example),
        key=technology_key(example),
        name=example,
        definition=f"A technology that O*NET lists as {row.words('Commodity Title')}.",
        kind="technology",
        at=Place(row.file, row.line, example),
    )


def technology_listing(row: Row, scheme: str) -> Listing:
    """Return that an occupation uses a technology, and whether it is hot there."""
    code, example = row.words(CODE), row.words("Example")
    marks = [
        mark
        for mark, column in (("hot", "Hot Technology"), ("in_demand", "In Demand"))
        if column in row.columns and row.flag(column)
    ]
    commodity = row.text("Commodity Code") if "Commodity Code" in row.columns else ""
    return Listing(
        kind="technology",
        at=Place(
            row.file, row.line, ", ".join(filter(None, (code, example, commodity)))
        ),
        career=Ref(scheme, code),
        to_skill=technology_ref(example),
        label=row.text("Commodity Title"),
        marks=tuple(marks),
    )


def related(row: Row, scheme: str) -> Listing:
    """Return that two occupations are related, how closely, and at which place."""
    code, other = row.words(CODE), row.words(RELATED)
    if "Relatedness Tier" in row.columns:
        sort = slug(row.words("Relatedness Tier"))
        key = f"{code}, {other}"
    else:
        sort = slug(row.file.removesuffix(" Matrix.txt"))
        key = f"{sort}: {code}, {other}"
    return Listing(
        kind="related",
        at=Place(row.file, row.line, key),
        career=Ref(scheme, code),
        to_career=Ref(scheme, other),
        rank=row.integer("Index"),
        marks=(sort,),
    )


def anchor(row: Row) -> Listing:
    """Return what a level of an element means, by example."""
    element, value = row.words(ELEMENT), row.integer("Anchor Value")
    return Listing(
        kind="anchor",
        at=Place(row.file, row.line, f"{element}, {row.text(SCALE)}, {value}"),
        skill=element_ref(element),
        label=row.words("Anchor Description"),
        rank=value,
    )


def aliases(row: Row, scheme: str, columns: tuple[str, ...]) -> list[Alias]:
    """Return the other names of an occupation in one row."""
    code = row.words(CODE)
    return [
        Alias("career", Ref(scheme, code), name, Place(row.file, row.line, code))
        for column in columns
        if column in row.columns and (name := row.text(column))
    ]
