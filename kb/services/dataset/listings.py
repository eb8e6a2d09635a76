"""Classifications of a dataset: rows that come, stay, or are taken back."""

from collections.abc import Iterable

from django.db.models import Q

from kb.enums import ReleaseState
from kb.formats.dataset.items import Listing as ListingItem
from kb.models import Listing
from kb.services.dataset.bulk import copy_in, json_text
from kb.services.dataset.identities import unmatched
from kb.services.dataset.state import Import

ENDS = ("career_id", "skill_id", "to_career_id", "to_skill_id", "task_id")
COLUMNS = ("kind", "row", *ENDS, "label", "rank", "marks", "file")
"""What a row of the file decides; the first two find it again."""

Content = tuple[object, ...]


def put_listings(load: Import, items: Iterable[ListingItem]) -> None:
    """Write the rows of this edition.

    A row that changed is taken back and comes anew; one that the files no longer hold
    is taken back, unless only some codes are loaded.
    """
    stored = _stored(load)
    seen: set[tuple[str, str]] = set()
    new: list[Content] = []
    gone: list[int] = []
    same = changed = 0
    for item in items:
        content = _content(load, item)
        if content is None:
            continue
        key = (item.kind, item.at.row)
        if key in seen:
            load.set_aside(item.at, "the same row stands in the file before")
            continue
        seen.add(key)
        number, old = stored.pop(key, (0, None))
        if old == content:
            same += 1
            continue
        if old is not None:
            gone.append(number)
            changed += 1
        new.append(content)
    retired = [] if load.dataset.only else [number for number, _old in stored.values()]
    _take_back(load, gone + retired)
    if new:
        release = load.open_release()
        copy_in(
            Listing,
            ["release_id", *COLUMNS],
            ((release.pk, *row[:9], json_text(row[9]), row[10]) for row in new),
        )
    load.tally.note(
        Listing,
        added=len(new) - changed,
        changed=changed,
        unchanged=same,
        retired=len(retired),
    )


def _stored(load: Import) -> dict[tuple[str, str], tuple[int, Content]]:
    """Return the rows of this edition that stand, by kind and row key."""
    standing = (
        Listing.objects.filter(release__pack=load.pack)
        .exclude(release__state=ReleaseState.REJECTED)
        .filter(Q(retired_by=None) | Q(retired_by__state=ReleaseState.REJECTED))
    )
    return {
        (row[1], row[2]): (row[0], (*row[1:10], tuple(row[10]), row[11]))
        for row in standing.order_by().values_list("pk", *COLUMNS).iterator()
    }


def _content(load: Import, item: ListingItem) -> Content | None:
    """Return the cells of a row; ``None`` if an end of it matches nothing."""
    ends = (
        load.row_of("career", item.career),
        load.row_of("skill", item.skill),
        load.row_of("career", item.to_career),
        load.row_of("skill", item.to_skill),
    )
    asked = (item.career, item.skill, item.to_career, item.to_skill)
    lost = [ref for ref, row in zip(asked, ends, strict=True) if ref and row is None]
    if lost:
        load.set_aside(item.at, unmatched(lost))
        return None
    task = load.tasks.get(item.task, (None, None))[0] if item.task else None
    if item.task and task is None:
        load.set_aside(item.at, f"the task {item.task} matches nothing")
        return None
    if (ends[0] and ends[0] == ends[2]) or (ends[1] and ends[1] == ends[3]):
        load.set_aside(item.at, "it leads from a row to itself")
        return None
    return (
        *(str(item.kind), item.at.row, *ends, task),
        *(item.label, item.rank, item.marks, item.at.file),
    )


def _take_back(load: Import, rows: list[int]) -> None:
    """Mark rows as no longer standing; those of this very release just go."""
    if not rows:
        return
    release = load.open_release()
    mine = Listing.objects.filter(pk__in=rows)
    mine.filter(release=release).delete()
    mine.exclude(release=release).update(retired_by=release)
