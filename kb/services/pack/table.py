"""Bringing the rows of a pack into one table: added, changed, or left as they are."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.services.refusal import REFUSED, violations_in

Row = TypeVar("Row", bound=models.Model)


@dataclass
class Tally:
    """How many rows of each table were added, changed and left unchanged."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    step: Callable[[str], None] = lambda _name: None

    def note(
        self, model: type[models.Model], *, new: int, other: int, same: int
    ) -> None:
        """Count what happened to the rows of one table."""
        name = str(model._meta.verbose_name_plural)
        self.added[name] += new
        self.changed[name] += other
        self.unchanged[name] += same
        self.step(name)

    def anything(self) -> bool:
        """Tell whether any row was added or changed."""
        return bool(self.added.total() or self.changed.total())


def columns(model: type[models.Model], *, leave: Iterable[str] = ()) -> list[str]:
    """Return the columns that a pack decides: all but the row number and ``leave``."""
    return [
        column.attname
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in set(leave)
    ]


def put(
    tally: Tally,
    model: type[Row],
    rows: Iterable[Row],
    *,
    on: tuple[str, ...],
    leave: tuple[str, ...] = (),
    owners: tuple[str, Iterable[int]] | None = None,
) -> dict[tuple[Any, ...], Row]:
    """Write ``rows`` of one table, found again by their columns ``on``.

    ``owners`` names a column and the parents whose rows these are: what such a parent
    had before and has no longer is deleted. Columns in ``leave`` keep what stands
    there. Returns the stored rows by ``on``. Raises ``RuleViolations`` with every rule
    that any of the rows breaks.
    """
    wanted = {tuple(getattr(row, name) for name in on): row for row in rows}
    stored = _stored(model, wanted, on, owners)
    decided = columns(model, leave=leave)
    new = [row for key, row in wanted.items() if key not in stored]
    other = [
        _take(stored[key], row, decided)
        for key, row in wanted.items()
        if key in stored and _differs(stored[key], row, decided)
    ]
    gone = [old.pk for key, old in stored.items() if owners and key not in wanted]
    write(model, new, other, decided)
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    changed = len(other) + len(gone)
    tally.note(
        model, new=len(new), other=changed, same=len(wanted) - len(new) - len(other)
    )
    return {key: stored.get(key, row) for key, row in wanted.items()}


def _stored(
    model: type[Row],
    wanted: dict[tuple[Any, ...], Row],
    on: tuple[str, ...],
    owners: tuple[str, Iterable[int]] | None,
) -> dict[tuple[Any, ...], Row]:
    """Return the rows that are there already, in one statement."""
    if owners:
        found = model._default_manager.filter(**{f"{owners[0]}__in": list(owners[1])})
    else:
        first = {key[0] for key in wanted}
        found = model._default_manager.filter(**{f"{on[0]}__in": first})
    return {tuple(getattr(row, name) for name in on): row for row in found}


def _differs(old: models.Model, new: models.Model, names: list[str]) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _take(old: Row, new: Row, names: list[str]) -> Row:
    """Bring the columns ``names`` of ``new`` into ``old``, and return it."""
    for name in names:
        setattr(old, name, getattr(new, name))
    return old


def write(
    model: type[Row],
    new: Sequence[Row],
    other: Sequence[Row] = (),
    decided: Sequence[str] = (),
) -> None:
    """Insert and update in bulk; if refused, say everything that is wrong."""
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(new)
            if other:
                names = {f.attname: f.name for f in model._meta.concrete_fields}
                model._default_manager.bulk_update(other, [names[c] for c in decided])
    except IntegrityError as error:
        found = [v for row in [*new, *other] for v in broken(row)]
        raise RuleViolations(found or violations_in(error, model.__name__)) from error


def broken(row: models.Model) -> list[Violation]:
    """Return the rules that a row breaks on its own, in the words of its model."""
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        return [
            Violation(
                RULES.get(one.code or "", REFUSED),
                f"{row._meta.verbose_name} {row}",
                place,
                " ".join(one.messages),
            )
            for place, errors in error.error_dict.items()
            for one in errors
        ]
    return []
