"""Descriptions of a pack: new ones, next versions of changed ones, the rest untouched.

A description is compared with its parts: a changed part is a change of the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F

from kb.enums import DescriptionState
from kb.models.described import Described
from kb.services.description import PARTS, Part
from kb.services.pack.contents import Load
from kb.services.pack.table import columns, write

Row = TypeVar("Row", bound=Described)
Told: TypeAlias = tuple[tuple[Any, ...], Counter[tuple[Any, ...]]]
"""What a description says: its columns, and how often it has which part."""

ORDER: dict[str, int] = {
    DescriptionState.REJECTED: 0,
    DescriptionState.PAST: 1,
    DescriptionState.SHOWN: 2,
    DescriptionState.IN_REVIEW: 3,
}
"""Of several versions the next one follows the last of these."""


@dataclass
class Written(Generic[Row]):
    """A description as a pack has it; its parts hold it, or each other, as objects."""

    row: Row
    parts: list[models.Model] = field(default_factory=list)


def put_described(
    load: Load, model: type[Row], wanted: Sequence[Written[Row]], *, on: tuple[str, ...]
) -> None:
    """Write the descriptions of one table, found again by their columns ``on``.

    What readers see gets a next version beside it, in the release of this load; what is
    in that release already is written again in place. Raises ``PermissionDenied`` if
    one is in work in another release.
    """
    stored = Stored(model, [one.row for one in wanted], on, load.meta["pack"])
    new: list[Written[Row]] = []
    again: list[Written[Row]] = []
    added = 0
    for one in wanted:
        latest = stored.latest(one.row)
        if stored.says(one, latest):
            continue
        one.row.release = load.open_release()
        if latest is not None and latest.state == DescriptionState.IN_REVIEW:
            if latest.release_id != one.row.release_id:
                raise PermissionDenied(
                    f"The {model._meta.verbose_name} “{latest}” is in work in release "
                    f"{latest.release}: have that decided first."
                )
            one.row.pk, one.row.replaces = latest.pk, latest.replaces
            again.append(one)
            continue
        if latest is not None and latest.state == DescriptionState.SHOWN:
            one.row.replaces = latest
        added += latest is None
        new.append(one)
    rest = len(wanted) - len(new) - len(again)
    changed = len(new) - added + len(again)
    decided = columns(model, leave=("state",))
    write(model, [one.row for one in new], [one.row for one in again], decided)
    load.tally.note(model, new=added, other=changed, same=rest)
    _put_parts(load, model, wanted, new, again)


def _put_parts(
    load: Load,
    model: type[Described],
    wanted: Sequence[Written[Any]],
    new: Sequence[Written[Any]],
    again: Sequence[Written[Any]],
) -> None:
    """Write the parts of what is new, and those of what is written again anew."""
    tables = PARTS.get(model, ())
    ids = [one.row.pk for one in again]
    for part in reversed(tables):
        part.model._default_manager.filter(**{f"{part.way}__in": ids}).delete()
    for table in tables:
        mine = [_of(table, group) for group in (new, again, wanted)]
        write(table.model, [*mine[0], *mine[1]])
        load.tally.note(
            table.model,
            new=len(mine[0]),
            other=len(mine[1]),
            same=len(mine[2]) - len(mine[0]) - len(mine[1]),
        )


def _of(table: Part, group: Sequence[Written[Any]]) -> list[models.Model]:
    """Return the parts of one table in a group of descriptions."""
    return [each for one in group for each in one.parts if type(each) is table.model]


class Stored(Generic[Row]):
    """All versions of the descriptions that a pack names, and what each says."""

    def __init__(
        self, model: type[Row], wanted: Sequence[Row], on: tuple[str, ...], pack: str
    ) -> None:
        self.on = on
        self.pack = pack
        self.names = columns(model, leave=("release", "state", "replaces"))
        first = {getattr(row, on[0]) for row in wanted}
        manager: Any = model._default_manager.select_related("release", "replaces")
        rows: list[Row] = list(manager.filter(**{f"{on[0]}__in": first}).order_by("pk"))
        self.versions: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in rows:
            self.versions[self._key(row)].append(row)
        following = manager.exclude(replaces=None).exclude(
            state=DescriptionState.REJECTED
        )
        self.next: dict[int, Row] = {row.replaces_id: row for row in following}
        parts: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for table in PARTS.get(model, ()):
            found: Any = table.model._default_manager.annotate(whole=F(table.way))
            for part in found.filter(whole__in=[row.pk for row in rows]).select_related(
                table.column
            ):
                parts[part.whole].append(_part(table, part))
        self.parts = {whole: Counter(told) for whole, told in parts.items()}

    def latest(self, row: Row) -> Row | None:
        """Return what the next version of ``row`` follows; ``None`` if nothing does."""
        versions = self.versions.get(self._key(row))
        if not versions:
            return None
        last = max(versions, key=lambda one: (ORDER[one.state], one.pk))
        while last.pk in self.next:
            last = self.next[last.pk]
        return last

    def says(self, one: Written[Row], latest: Row | None) -> bool:
        """Tell whether what is stored says the same.

        While a version is in work, that one; else the last that the pack brought: what
        somebody changed by hand since is not changed back, and a pack may go back to
        what it said before. Words that were refused once do not come back.
        """
        told = (
            self._told(one.row),
            Counter(
                _part(table, part)
                for table in PARTS.get(type(one.row), ())
                for part in _of(table, [one])
            ),
        )
        if latest is not None and latest.state == DescriptionState.IN_REVIEW:
            return self._stored(latest) == told
        versions = self.versions.get(self._key(one.row), [])
        refused = [row for row in versions if row.state == DescriptionState.REJECTED]
        brought = [
            row
            for row in versions
            if row.release.pack == self.pack and row not in refused
        ]
        return any(self._stored(row) == told for row in [*refused, *brought[-1:]])

    def _key(self, row: Row) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.on)

    def _stored(self, row: Row) -> Told:
        return self._told(row), self.parts.get(row.pk, Counter())

    def _told(self, row: Row) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.names)


def _part(table: Part, part: models.Model) -> tuple[Any, ...]:
    """Return what a part says: a part of a part names it by its place."""
    own = columns(table.model, leave=(table.column,))
    above = getattr(part, table.column)
    where = "" if isinstance(above, Described) else above.position
    return (table.model, where, *(getattr(part, name) for name in own))
