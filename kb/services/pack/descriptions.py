"""Duties, requirements, facts, levels and questions, each with its citation."""

from collections.abc import Iterable

from django.utils.text import slugify

from citations.models import Citation
from kb.models import (
    Duty,
    Glance,
    Level,
    Question,
    QuestionFinding,
    Requirement,
    RequirementSkill,
)
from kb.services.pack.contents import Contents, Entry, Load
from kb.services.pack.described import Written, put_described
from kb.services.pack.outlines import frame, number, put_outlines, put_profiles
from kb.services.pack.table import put

KINDS = (
    *("profiles", "outlines", "duties", "requirements", "glance", "levels"),
    "questions",
)


def put_descriptions(load: Load, contents: Contents) -> None:
    """Write the citations first, then every table of descriptions."""
    places = {
        (entry["source"], entry["locator"])
        for kind in KINDS
        for entry in contents[kind]
    }
    citations = put(
        load.tally,
        Citation,
        [
            Citation(
                key=f"{source}-{slugify(locator)}"[:140],
                source_id=load.of("sources", source),
                locator=locator,
                label="section",
            )
            for source, locator in sorted(places)
        ],
        on=("source_id", "locator"),
        leave=("key", "label", "note"),
    )
    load.ids["places"] = {
        f"{source}|{locator}": citations[load.ids["sources"][source], locator].pk
        for source, locator in places
    }
    put_profiles(load, contents["profiles"])
    put_outlines(load, contents["outlines"])
    _put_lists(load, contents)
    _put_requirements(load, contents["requirements"])
    _put_questions(load, contents["questions"])


def _items(entries: list[Entry]) -> Iterable[tuple[Entry, int, Entry]]:
    for entry in entries:
        for position, item in enumerate(entry["items"]):
            yield entry, position, item


def _put_lists(load: Load, contents: Contents) -> None:
    """Write duties, facts at a glance and levels."""
    where = ("career_id", "citation_id")
    duties = [
        Duty(
            text=item["text"],
            task_id=load.maybe("tasks", item.get("task")),
            **frame(load, entry, position),
        )
        for entry, position, item in _items(contents["duties"])
    ]
    facts = [
        Glance(**_fact(item), **frame(load, entry, position))
        for entry, position, item in _items(contents["glance"])
    ]
    levels = [
        Level(
            name=item["name"],
            years_low=number(item.get("years_low")),
            years_high=number(item.get("years_high")),
            years_from=item.get("years_from", ""),
            finding_key=item.get("finding", ""),
            **frame(load, entry, item["position"]),
        )
        for entry, _position, item in _items(contents["levels"])
    ]
    put_described(load, Duty, [*map(Written, duties)], on=(*where, "text"))
    put_described(load, Glance, [*map(Written, facts)], on=(*where, "kind", "text"))
    put_described(load, Level, [*map(Written, levels)], on=(*where, "name"))


def _fact(item: Entry) -> Entry:
    return {
        "kind": item["kind"],
        "text": item["text"],
        "low": number(item.get("low")),
        "high": number(item.get("high")),
        "unit": item.get("unit", ""),
        "horizon": int(item["horizon"]) if "horizon" in item else None,
        "direction": item.get("direction", ""),
        "absent": item.get("absent", False),
    }


def _put_requirements(load: Load, entries: list[Entry]) -> None:
    """Write demands with the skills they name."""
    wanted = []
    for entry, position, item in _items(entries):
        row = Requirement(
            **{name: item[name] for name in ("category", "text", "level")},
            **frame(load, entry, position),
        )
        skills = [
            RequirementSkill(requirement=row, skill_id=load.of("skills", skill))
            for skill in item.get("skills", [])
        ]
        wanted.append(Written(row, [*skills]))
    on = ("career_id", "citation_id", "category", "level")
    put_described(load, Requirement, wanted, on=on)


def _put_questions(load: Load, entries: list[Entry]) -> None:
    """Write questions with the findings their answers rest on."""
    wanted = []
    for entry, position, item in _items(entries):
        row = Question(
            skill_id=load.maybe("skills", entry.get("skill")),
            question=item["question"],
            answer=item["answer"].strip(),
            **frame(load, entry, position),
        )
        findings = [
            QuestionFinding(question=row, finding_key=key)
            for key in item.get("findings", [])
        ]
        wanted.append(Written(row, [*findings]))
    put_described(load, Question, wanted, on=("career_id", "skill_id", "question"))
