"""Profiles, outlines and descriptions of careers, each with its citation."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from careers.models import WorkType
from citations.models import Citation
from kb.models import (
    Duty,
    Glance,
    Level,
    Outline,
    OutlineItem,
    OutlineItemSkill,
    Profile,
    ProfileTask,
    Question,
    QuestionFinding,
    Requirement,
    RequirementSkill,
)
from kb.services.pack.contents import Contents, Entry, Load
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
    _put_profiles(load, contents["profiles"])
    _put_outlines(load, contents["outlines"])
    _put_lists(load, contents)
    _put_skills_asked(load, contents["requirements"])
    _put_questions(load, contents["questions"])


def _frame(load: Load, entry: Entry, position: int) -> Entry:
    """Return the columns that every description has."""
    return {
        "career_id": load.of("careers", entry["career"]),
        "citation_id": load.ids["places"][f"{entry['source']}|{entry['locator']}"],
        "position": position,
    }


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _put_profiles(load: Load, entries: list[Entry]) -> None:
    profiles = put(
        load.tally,
        Profile,
        [
            Profile(
                key=entry["key"],
                number=entry["number"],
                synthetic=entry["synthetic"],
                declared_sum=Decimal(entry["declared_sum"]),
                **_frame(load, entry, entry["number"]),
            )
            for entry in entries
        ],
        on=("key",),
        leave=("release",),
        stamp=load.stamp,
    )
    types = dict(WorkType.objects.values_list("code", "pk"))
    put(
        load.tally,
        ProfileTask,
        [
            ProfileTask(
                profile=profiles[entry["key"],],
                task_id=load.of("tasks", task["task"]),
                position=task["position"],
                weight=Decimal(task["weight"]),
                exposure=_number(task.get("exposure")),
                work_type_id=types[task["work_type"]],
                deep_expertise=task["deep_expertise"],
                social=task["social"],
            )
            for entry in entries
            for task in entry["tasks"]
        ],
        on=("profile_id", "task_id"),
        owners=("profile_id", [row.pk for row in profiles.values()]),
    )


def _put_outlines(load: Load, entries: list[Entry]) -> None:
    outlines = put(
        load.tally,
        Outline,
        [
            Outline(
                key=entry["key"],
                skill_id=load.maybe("skills", entry.get("skill")),
                kind=entry["kind"],
                title=entry["title"],
                audience=entry.get("audience", ""),
                declared_sum=_number(entry.get("declared_sum")),
                note=entry.get("note", ""),
                **_frame(load, entry, position),
            )
            for position, entry in enumerate(entries)
        ],
        on=("key",),
        leave=("release",),
        stamp=load.stamp,
    )
    lines = [
        (outlines[entry["key"],].pk, position, item)
        for entry in entries
        for position, item in enumerate(entry["items"])
    ]
    items = put(
        load.tally,
        OutlineItem,
        [
            OutlineItem(
                outline_id=outline,
                position=position,
                label=item["label"],
                detail=item.get("detail", ""),
                group=item.get("group", ""),
                share=_number(item.get("share")),
                actor=item.get("actor", ""),
            )
            for outline, position, item in lines
        ],
        on=("outline_id", "position"),
        owners=("outline_id", [row.pk for row in outlines.values()]),
    )
    put(
        load.tally,
        OutlineItemSkill,
        [
            OutlineItemSkill(
                item=items[outline, position], skill_id=load.of("skills", skill)
            )
            for outline, position, item in lines
            for skill in item.get("skills", [])
        ],
        on=("item_id", "skill_id"),
        owners=("item_id", [row.pk for row in items.values()]),
    )


def _items(entries: list[Entry]) -> Iterable[tuple[Entry, int, Entry]]:
    for entry in entries:
        for position, item in enumerate(entry["items"]):
            yield entry, position, item


def _put_lists(load: Load, contents: Contents) -> None:
    """Write duties, requirements, facts at a glance and levels."""
    where = ("career_id", "citation_id")
    duties = [
        Duty(
            text=item["text"],
            task_id=load.maybe("tasks", item.get("task")),
            **_frame(load, entry, position),
        )
        for entry, position, item in _items(contents["duties"])
    ]
    requirements = [
        Requirement(
            **{name: item[name] for name in ("category", "text", "level")},
            **_frame(load, entry, position),
        )
        for entry, position, item in _items(contents["requirements"])
    ]
    facts = [
        Glance(**_fact(item), **_frame(load, entry, position))
        for entry, position, item in _items(contents["glance"])
    ]
    levels = [
        Level(
            name=item["name"],
            years_low=_number(item.get("years_low")),
            years_high=_number(item.get("years_high")),
            years_from=item.get("years_from", ""),
            finding_key=item.get("finding", ""),
            **_frame(load, entry, item["position"]),
        )
        for entry, _position, item in _items(contents["levels"])
    ]
    rest: Any = {"leave": ("release",), "stamp": load.stamp}
    put(load.tally, Duty, duties, on=(*where, "text"), **rest)
    put(load.tally, Requirement, requirements, on=(*where, "category", "level"), **rest)
    put(load.tally, Glance, facts, on=(*where, "kind", "text"), **rest)
    put(load.tally, Level, levels, on=(*where, "name"), **rest)


def _fact(item: Entry) -> Entry:
    return {
        "kind": item["kind"],
        "text": item["text"],
        "low": _number(item.get("low")),
        "high": _number(item.get("high")),
        "unit": item.get("unit", ""),
        "horizon": int(item["horizon"]) if "horizon" in item else None,
        "direction": item.get("direction", ""),
        "absent": item.get("absent", False),
    }


def _put_skills_asked(load: Load, entries: list[Entry]) -> None:
    """Tie requirements to the skills they name."""
    stored = {
        (row.career_id, row.citation_id, row.category, row.level): row.pk
        for row in Requirement.objects.filter(
            citation_id__in=load.ids["places"].values()
        )
    }
    rows = []
    for entry, position, item in _items(entries):
        frame = _frame(load, entry, position)
        key = (
            frame["career_id"],
            frame["citation_id"],
            item["category"],
            item["level"],
        )
        rows += [
            RequirementSkill(
                requirement_id=stored[key], skill_id=load.of("skills", skill)
            )
            for skill in item.get("skills", [])
        ]
    put(
        load.tally,
        RequirementSkill,
        rows,
        on=("requirement_id", "skill_id"),
        owners=("requirement_id", stored.values()),
    )


def _put_questions(load: Load, entries: list[Entry]) -> None:
    questions = put(
        load.tally,
        Question,
        [
            Question(
                skill_id=load.maybe("skills", entry.get("skill")),
                question=item["question"],
                answer=item["answer"].strip(),
                **_frame(load, entry, position),
            )
            for entry, position, item in _items(entries)
        ],
        on=("career_id", "skill_id", "question"),
        leave=("release",),
        stamp=load.stamp,
    )
    rows = [
        QuestionFinding(
            question=questions[
                load.of("careers", entry["career"]),
                load.maybe("skills", entry.get("skill")),
                item["question"],
            ],
            finding_key=key,
        )
        for entry, _position, item in _items(entries)
        for key in item.get("findings", [])
    ]
    put(
        load.tally,
        QuestionFinding,
        rows,
        on=("question_id", "finding_key"),
        owners=("question_id", [row.pk for row in questions.values()]),
    )
