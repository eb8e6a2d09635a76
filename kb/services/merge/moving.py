"""Moving what rests on one row to another, whatever table it stands in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import models
from django.db.models import ForeignKey, UniqueConstraint
from pghistory.models import Event

from citations.models import ImportRow, LinkWatch, NoticeWatch, SourceNotice
from kb.models import (
    Bearing,
    Listing,
    OutlineItemSkill,
    Release,
    RequirementSkill,
    Subject,
)
from kb.models.described import Described

Link: TypeAlias = "ForeignKey[Any, Any]"
"""A column that points to a row which may be merged."""

# Frozen or only growing: where the other row has the same already, these stay where
# they are. Directness finds subjects there, through the merge; a notice is told once;
# an address is watched once, and checks of the other row stay with it.
STAY: tuple[type[models.Model], ...] = (
    *(Subject, Bearing, SourceNotice, LinkWatch, NoticeWatch),
    *(Described, OutlineItemSkill, RequirementSkill),
)

TOLD: tuple[type[models.Model], ...] = (ImportRow, Listing, Release)
"""What tells which row it was at the time; whoever reads it goes through the merge."""


@dataclass
class Moves:
    """What became of the rows that pointed to the merged one, counted by kind."""

    moved: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    stayed: Counter[str] = field(default_factory=Counter)


def move(old: models.Model, into: models.Model, moves: Moves) -> None:
    """Let every row that points to ``old`` point to ``into``, and count in ``moves``.

    A row that says what one of ``into`` says already is dropped, and what rests on it
    moves to that one. An edge between the two is dropped.
    """
    for link in links_to(type(old)):
        _drop_edges(link, old, into, moves)
        stays = _same_already(link, old, into, moves)
        rows = link.model._base_manager.filter(**{link.name: old}).exclude(pk__in=stays)
        moves.moved[_kind(link.model)] += rows.update(**{link.name: into})


def links_to(model: type[models.Model]) -> Iterator[Link]:
    """Yield every foreign key to ``model``, but for what tells of the past.

    That is history, merges themselves, and imports, which wrote the one row and not the
    other: what a dataset listed stands as its file has it.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.field.many_to_many:
            continue
        link: Any = relation.field
        if issubclass(link.model, (Event, *TOLD)) or link.name == "merged_into":
            continue
        yield link


def _kind(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural)


def _drop_edges(
    link: Link, old: models.Model, into: models.Model, moves: Moves
) -> None:
    """Drop rows that join the two rows which are now one."""
    for other in link.model._meta.fields:
        if (
            isinstance(other, ForeignKey)
            and other.name != link.name
            and other.related_model is type(old)
        ):
            between = {link.name: old, other.name: into}
            for row in link.model._base_manager.filter(**between):
                row.delete()
                moves.dropped[_kind(link.model)] += 1


def _same_already(
    link: Link, old: models.Model, into: models.Model, moves: Moves
) -> list[int]:
    """Drop what ``into`` has already; return the rows that stay where they are."""
    stays: list[int] = []
    for constraint in link.model._meta.constraints:
        described = issubclass(link.model, Described)
        if not isinstance(constraint, UniqueConstraint) or (
            constraint.condition and not described
        ):
            continue
        if link.name not in constraint.fields:
            continue
        others = [name for name in constraint.fields if name != link.name]
        others += ["state"] if described else []
        nulls_equal = constraint.nulls_distinct is False
        there = {
            tuple(values): pk
            for pk, *values in link.model._base_manager.filter(
                **{link.name: into}
            ).values_list("pk", *others)
            if nulls_equal or None not in values
        }
        for row in link.model._base_manager.filter(**{link.name: old}) if there else ():
            name_of = {column.name: column.attname for column in row._meta.fields}
            twin = there.get(tuple(getattr(row, name_of[name]) for name in others))
            if twin is None:
                continue
            if issubclass(link.model, STAY):
                stays.append(row.pk)
                moves.stayed[_kind(link.model)] += 1
                continue
            move(row, link.model._base_manager.get(pk=twin), moves)
            row.delete()
            moves.dropped[_kind(link.model)] += 1
    return stays
