"""Merging two rows that mean the same: one key stays, the other leads to it."""

from dataclasses import dataclass
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from careers.models import Career, CareerAlias, Skill, SkillAlias
from citations.models import Organization, Source
from citations.services import check_editor
from kb.services.merge.moving import Moves, move
from kb.services.refusal import refusals
from kb.services.rows import row_check

Mergeable = Career | Skill | Source | Organization
FIXED = {
    *("id", "key", "merged_into", "withdrawn_reason"),
    *("notices_checked_at", "unconfirmed_fields"),
}
TOGETHER = {
    "arxiv": ("arxiv", "arxiv_version"),
    "isbn": ("isbn", "edition"),
}
"""Columns that are taken over only as one, by the first of them."""
IDENTIFIERS = {"doi", "isbn", "arxiv", "arxiv_version", "pmid", "url"}


@dataclass(frozen=True)
class Merge:
    """What a merge did. Rows are counted by kind, kinds without rows left out."""

    old: Mergeable
    into: Mergeable
    filled: dict[str, Any]
    moved: dict[str, int]
    dropped: dict[str, int]
    stayed: dict[str, int]
    suspended: int


def merge(*, old: Mergeable, into: Mergeable, author: User, reason: str) -> Merge:
    """Let ``into`` take the place of ``old``: its key then leads there with a 308.

    In one transaction all that rests on ``old`` moves, what is published included; its
    words do not change. Columns that are empty in ``into`` are filled from ``old``. The
    name of a career or skill becomes another name of the row that stays. A published
    finding that then rests on a retracted source alone is suspended.

    Raises ``ValidationError`` if the two cannot be merged, or ``reason`` is blank, and
    ``RuleViolations`` if what moved breaks a rule.
    """
    check_editor(author)
    if not reason.strip():
        raise ValidationError("Say how you know that the two are the same.")
    with pghistory.context(user=author.pk, why=reason), refusals(str(old)):
        old, into = _locked(old, into)
        filled = _fill(old, into)
        old.merged_into = into
        row_check(row=old)
        old.save(update_fields=["merged_into", *(IDENTIFIERS & filled.keys())])
        row_check(row=into)
        into.save(update_fields=[*filled])
        _keep_name(old, into)
        moves = Moves()
        move(old, into, moves)
        suspended = _suspend(into)
    return Merge(
        old,
        into,
        filled,
        moved=dict(+moves.moved),
        dropped=dict(+moves.dropped),
        stayed=dict(+moves.stayed),
        suspended=suspended,
    )


def merge_preview(*, old: Mergeable, into: Mergeable, author: User) -> Merge:
    """Return what ``merge`` would do, by doing it and taking it back."""
    with transaction.atomic():
        done = merge(old=old, into=into, author=author, reason="To see what moves.")
        transaction.set_rollback(True)
    return done


def _locked(old: Mergeable, into: Mergeable) -> tuple[Mergeable, Mergeable]:
    """Return both rows as they are now, locked in the order of their numbers."""
    if type(old) is not type(into):
        raise ValidationError(
            f"“{into}” is a {into._meta.verbose_name}, “{old}” a "
            f"{old._meta.verbose_name}: only rows of one kind are merged."
        )
    if old.pk == into.pk:
        raise ValidationError(f"“{old}” is the row itself: choose another.")
    manager: Any = type(old)._default_manager
    pair = manager.filter(pk__in=[old.pk, into.pk]).order_by("pk").select_for_update()
    rows = {row.pk: row for row in pair}
    for row in rows.values():
        if row.merged_into_id is not None:
            raise ValidationError(
                f"“{row}” was merged already, into “{row.merged_into}”: choose that."
            )
        if getattr(row, "withdrawn_reason", ""):
            raise ValidationError(f"“{row}” was withdrawn: it cannot be merged.")
    return rows[old.pk], rows[into.pk]


def _fill(old: Mergeable, into: Mergeable) -> dict[str, Any]:
    """Fill what is empty in ``into``. An identifier moves: it is one row's only."""
    filled: dict[str, Any] = {}
    later = {name for group in TOGETHER.values() for name in group[1:]}
    for column in old._meta.concrete_fields:
        if column.name in FIXED | later or isinstance(column, models.BooleanField):
            continue
        if getattr(into, column.name) or not getattr(old, column.name):
            continue
        for name in TOGETHER.get(column.name, (column.name,)):
            filled[name] = getattr(old, name)
            setattr(into, name, filled[name])
            if name in IDENTIFIERS:
                field: Any = old._meta.get_field(name)
                setattr(old, name, None if field.null else "")
    if isinstance(old, Source) and isinstance(into, Source):
        doubted = [name for name in old.unconfirmed_fields if name in filled]
        into.unconfirmed_fields = [*into.unconfirmed_fields, *doubted]
        filled |= {"unconfirmed_fields": into.unconfirmed_fields} if doubted else {}
    return filled


def _keep_name(old: Mergeable, into: Mergeable) -> None:
    """Let readers who look for the old name of a career or skill find the row."""
    match into:
        case Career():
            aliases: Any = CareerAlias.objects.filter(career=into)
            alias: Any = CareerAlias(career=into)
        case Skill():
            aliases = SkillAlias.objects.filter(skill=into)
            alias = SkillAlias(skill=into)
        case _:
            return
    alias.name = str(old)
    taken = {str(into), *aliases.values_list("name", flat=True)}
    if alias.name.casefold() not in map(str.casefold, taken):
        row_check(row=alias)
        alias.save()


def _suspend(into: Mergeable) -> int:
    """Suspend what rests on a source that does not stand; return how many findings."""
    if not isinstance(into, Source):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT kb_suspend_unheld(%s)", [into.pk])
        (count,) = cursor.fetchone() or (0,)
    return int(count)
