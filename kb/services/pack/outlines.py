"""Task profiles and outlines of a pack, and the frame of every description."""

from decimal import Decimal

from careers.models import WorkType
from kb.models import Outline, OutlineItem, OutlineItemSkill, Profile, ProfileTask
from kb.services.pack.contents import Entry, Load
from kb.services.pack.described import Written, put_described


def frame(load: Load, entry: Entry, position: int) -> Entry:
    """Return the columns that every description has."""
    return {
        "career_id": load.of("careers", entry["career"]),
        "citation_id": load.ids["places"][f"{entry['source']}|{entry['locator']}"],
        "position": position,
    }


def number(text: str | None) -> Decimal | None:
    """Return a decimal as it was printed, ``None`` for none."""
    return None if text is None else Decimal(text)


def put_profiles(load: Load, entries: list[Entry]) -> None:
    """Write profiles and the tasks in them."""
    types = dict(WorkType.objects.values_list("code", "pk"))
    put_described(
        load, Profile, [_profile(load, entry, types) for entry in entries], on=("key",)
    )


def _profile(load: Load, entry: Entry, types: dict[str, int]) -> Written[Profile]:
    profile = Profile(
        key=entry["key"],
        number=entry["number"],
        synthetic=entry["synthetic"],
        declared_sum=Decimal(entry["declared_sum"]),
        **frame(load, entry, entry["number"]),
    )
    return Written(
        profile,
        [
            ProfileTask(
                profile=profile,
                task_id=load.of("tasks", task["task"]),
                position=task["position"],
                weight=Decimal(task["weight"]),
                exposure=number(task.get("exposure")),
                work_type_id=types[task["work_type"]],
                deep_expertise=task["deep_expertise"],
                social=task["social"],
            )
            for task in entry["tasks"]
        ],
    )


def put_outlines(load: Load, entries: list[Entry]) -> None:
    """Write outlines, their lines and the skills these name."""
    put_described(
        load,
        Outline,
        [_outline(load, entry, position) for position, entry in enumerate(entries)],
        on=("key",),
    )


def _outline(load: Load, entry: Entry, position: int) -> Written[Outline]:
    outline = Outline(
        key=entry["key"],
        skill_id=load.maybe("skills", entry.get("skill")),
        kind=entry["kind"],
        title=entry["title"],
        audience=entry.get("audience", ""),
        declared_sum=number(entry.get("declared_sum")),
        note=entry.get("note", ""),
        **frame(load, entry, position),
    )
    written = Written(outline)
    for place, line in enumerate(entry["items"]):
        item = OutlineItem(
            outline=outline,
            position=place,
            label=line["label"],
            detail=line.get("detail", ""),
            group=line.get("group", ""),
            share=number(line.get("share")),
            actor=line.get("actor", ""),
        )
        written.parts.append(item)
        written.parts += [
            OutlineItemSkill(item=item, skill_id=load.of("skills", skill))
            for skill in line.get("skills", [])
        ]
    return written
