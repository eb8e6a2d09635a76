"""Task profiles and outlines of a pack, and the frame of every description."""

from decimal import Decimal

from careers.models import WorkType
from kb.models import Outline, OutlineItem, OutlineItemSkill, Profile, ProfileTask
from kb.services.pack.contents import Entry, Load
from kb.services.pack.table import put


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
    profiles = put(
        load.tally,
        Profile,
        [
            Profile(
                key=entry["key"],
                number=entry["number"],
                synthetic=entry["synthetic"],
                declared_sum=Decimal(entry["declared_sum"]),
                **frame(load, entry, entry["number"]),
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
                exposure=number(task.get("exposure")),
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


def put_outlines(load: Load, entries: list[Entry]) -> None:
    """Write outlines, their lines and the skills these name."""
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
                declared_sum=number(entry.get("declared_sum")),
                note=entry.get("note", ""),
                **frame(load, entry, position),
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
                share=number(item.get("share")),
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
