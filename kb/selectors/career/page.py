"""The page of a career: all that is known of it as a whole."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from careers.enums import Role
from careers.models import Career, CareerCode, CareerSkill
from kb.enums import ListingKind, OutlineKind
from kb.models import Finding
from kb.selectors.career import described as words
from kb.selectors.career.activities import activities
from kb.selectors.career.cited import WAGES, Cited, numbered, references
from kb.selectors.career.classified import (
    PER_SHELF,
    Classified,
    classified,
    classified_rows,
)
from kb.selectors.career.exposure import TOPIC as EXPOSURE
from kb.selectors.career.exposure import exposure
from kb.selectors.career.letter import letters
from kb.selectors.career.market import market
from kb.selectors.career.measured import ratings, technologies
from kb.selectors.career.near import Neighbour, near_careers, neighbours
from kb.selectors.career.outlook import FACET as OUTLOOK
from kb.selectors.career.outlook import conflicts, outlook, projected
from kb.selectors.career.pay import changes, pay, whole_rows
from kb.selectors.career.preparation import TOPICS as PREPARATION
from kb.selectors.career.preparation import differ, entry, prepared, schooling
from kb.selectors.career.profiles import mix, profiles, spread
from kb.selectors.career.rows import CHOSEN
from kb.selectors.career.tasks import task_rows, told, work_types
from kb.selectors.lines import FacetShelf, FindingLine, by_facet, finding_lines
from kb.selectors.pair.rows import Row, rows
from kb.selectors.pair.statements import Document, statements_on
from kb.selectors.terms import attributions_of

PER_TOPIC = 8
PER_ROLE = 24
SECTIONS = {WAGES, EXPOSURE, *PREPARATION}
"""The topics that have a section of their own, as the outlook has."""


@dataclass(frozen=True)
class RoleShelf:
    """The skills with one role in a career: at most so many, and how many there are."""

    role: str
    pairs: list[CareerSkill]
    more: int


@dataclass(frozen=True)
class CareerPage:
    """All that the page of a career shows.

    ``sections`` are documents: at a glance, duties, exposure, profiles, pay and so on;
    every row of theirs has the ``number`` of its reference. ``facets`` hold the
    findings but those of datasets that stand in a section: so many are ``above``.
    """

    career: Career
    skills: list[RoleShelf]
    facets: list[FacetShelf]
    above: int
    statements: list[Document]
    neighbours: list[Neighbour]
    matches: list[Career]
    lines: list[FindingLine]
    found: int
    numbers: dict[int, int]
    sections: dict[str, Any]
    classified: list[Classified]
    references: list[Document]
    attribution: list[str]
    changed: datetime.datetime | None


def career_page(career: Career, per_shelf: int = PER_SHELF) -> CareerPage:
    """Return the page of ``career`` in a constant number of statements.

    Of activities and of each classification at most ``per_shelf`` rows stand on it.
    """
    near = near_careers(career)
    codes = Prefetch("codes", CareerCode.objects.with_holder())
    prefetch_related_objects([career], "aliases", codes)
    described = words.described_rows(career)
    chosen = rows(
        CHOSEN,
        {"career": career.pk, "careers": [one.pk for one in near], "limit": PER_TOPIC},
    )
    lines = finding_lines(
        Finding.objects.filter(pk__in=[row["id"] for row in chosen]), near
    )
    rest = [line for line in lines if not stands_above(line.finding)]
    tasks = task_rows(career, near)
    measured, offered = ratings(near), technologies(near)
    done = activities(career, near, per_shelf)
    listed = classified_rows(career, near, per_shelf)
    rising = [row for row in listed if row["kind"] == ListingKind.EMERGING]
    cited = {row["id"]: row["cited"] or [] for row in chosen}
    numbers = numbered(described, tasks, lines, [*done, *measured, *rising], cited)
    placed = [row | {"number": numbers[row["source_id"]]} for row in described]
    releases = [
        *(row["release_id"] for row in described),
        *(figure["release_id"] for row in tasks for figure in row["figures"]),
        *(label["release_id"] for row in tasks for label in row["labels"]),
        *(row["release_id"] for row in (*measured, *offered, *done)),
        *(row["listed_in"] for row in done),
        *(line.finding.release_id for line in lines),
        *(row["release_id"] for row in listed),
    ]
    return CareerPage(
        career=career,
        skills=by_role(CareerSkill.objects.filter(career=career).by_role()),
        facets=by_facet(rest),
        above=len(lines) - len(rest),
        statements=statements_on(career, None),
        neighbours=neighbours(career),
        matches=[one for one in near if one.pk != career.pk],
        lines=lines,
        found=sum(topics(lines, chosen).values()),
        numbers=numbers,
        classified=classified(row for row in listed if row not in rising),
        sections=sections(placed, tasks, lines, numbers, cited)
        | {
            "ratings": [r | {"number": numbers[r["source_id"]]} for r in measured],
            "technologies": offered,
            "activities": [row | {"number": numbers[row["source_id"]]} for row in done],
            "emerging": [r | {"number": numbers[r["source_id"]]} for r in rising],
        },
        references=references(numbers, described),
        attribution=attributions_of(careers=[career.key], releases=releases),
        changed=changed(lines),
    )


def stands_above(finding: Finding) -> bool:
    """Whether a dataset measured it and a section of the page shows its figures."""
    facet = finding.topic.facet
    return bool(
        finding.release
        and finding.release.dataset
        and (finding.topic.key in SECTIONS or (facet and facet.key == OUTLOOK))
    )


def by_role(pairs: Iterable[CareerSkill]) -> list[RoleShelf]:
    """Return the skills of a career under their roles."""
    shelves = []
    for role, shelf in groupby(pairs, key=lambda pair: pair.role):
        held = list(shelf)
        more = max(len(held) - PER_ROLE, 0)
        shelves.append(RoleShelf(Role(role).label, held[:PER_ROLE], more))
    return shelves


def topics(lines: list[FindingLine], chosen: list[Row]) -> dict[int, int]:
    """Return by topic how many findings there are, shown or not."""
    found = {row["id"]: row["found"] for row in chosen}
    return {line.finding.topic_id: found[line.finding.pk] for line in lines}


def sections(
    placed: list[Row],
    tasks: list[Row],
    lines: list[FindingLine],
    numbers: dict[int, int],
    cited: Cited,
) -> dict[str, Any]:
    """Return the sections of the page by name."""
    facts = words.facts(placed)
    types = work_types()
    mixes = profiles(placed, types)
    requirements = words.demands(placed)
    figures = prepared(lines, numbers)
    levels = schooling(figures, facts, requirements)
    measures = exposure(lines, numbers)
    expected = outlook(lines, numbers)
    earned = pay(lines, numbers, cited)
    return {
        "glance": [shelf for shelf in facts if shelf["kind"] not in words.MARKET],
        "duties": words.by_source(words.items(placed, "duty")),
        "tasks": with_numbers(tasks, numbers),
        **told(tasks),
        "exposure": measures,
        "profiles": mixes,
        "spread": spreads(measures, mixes),
        "work_types": types,
        "pay": whole_rows(earned),
        "changes": changes(earned),
        "market": market(facts),
        "preparation": figures,
        "entry": entry(figures),
        "schooling": levels if differ(levels) else [],
        "requirements": requirements,
        "levels": words.ladder(placed),
        "learning": [
            row | {"mix": shares(row), "shares": row["items"] or []}
            for row in words.outlines(placed, [OutlineKind.LEARNING_ALLOCATION])
        ],
        "outlook": expected,
        "projected": projected(expected),
        "questions": words.asked(placed),
        "letters": letters(placed),
        "outlines": words.of_the_whole(words.outlines(placed, words.FIRST)),
        "conflicts": conflicts(lines, numbers),
    }


def with_numbers(tasks: list[Row], numbers: dict[int, int]) -> list[Row]:
    """Return the tasks, what is said of each with the number of its reference."""
    return [
        row
        | {
            name: [said | {"number": numbers[said["source_id"]]} for said in row[name]]
            for name in ("figures", "labels", "weights")
        }
        for row in tasks
    ]


def spreads(measures: list[Document], mixes: list[Document]) -> list[Document]:
    """Return each declared mean over profiles, with the scores computed beside it.

    A measure of made-up profiles is set against profiles of the same source.
    """
    return [
        row | {"track": spread(row, drawn), "profiles": drawn}
        for shelf in measures
        for row in shelf["rows"]
        for drawn in [[one for one in mixes if same(one, row)]]
        if drawn and row["value"] is not None
    ]


def same(one: Document, row: Document) -> bool:
    """Whether a profile and a figure follow one source."""
    return bool(one["source"] == row["finding"].source.key)


def shares(row: Document) -> Document | None:
    """Return the shares of an outline as a bar."""
    parts = [
        (f"{item['label']}: {item['share']} %", Decimal(item["share"]))
        for item in row["items"] or ()
        if item["share"] is not None
    ]
    return {"track": mix(parts, row["title"])} if parts else None


def changed(lines: list[FindingLine]) -> datetime.datetime | None:
    """Return when the newest finding of the page was published."""
    dates = [line.finding.published_at for line in lines]
    return max((date for date in dates if date), default=None)
