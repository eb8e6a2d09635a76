"""Bringing one object back to an earlier version, as a new version."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Max, Model

from citations.services import check_editor
from citations.services import rows_save as citations_save
from kb.enums import DescriptionState, State
from kb.models import Finding, Release, Statement
from kb.models.described import Described
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.selectors.history import Version, tables_of
from kb.services.description import described_revise, described_save
from kb.services.finding import finding_revise, finding_save
from kb.services.refusal import refusals
from kb.services.rows import rows_save
from kb.services.statement import statement_revise, statement_save


def version_restore(
    *, model: type[Model], pk: object, version: Version, author: User
) -> Model:
    """Write the content of ``version`` again over the row it is of; return that row.

    Nothing but this row and its parts is touched, and nothing of the history: it is a
    new change, through the service of its kind. A decided finding gets a new draft, a
    description that readers see a new version in a release of ``author``; a row that
    is gone is made anew where its keys allow. Raises ``ValidationError`` with a
    sentence for each rule that forbids it today, and ``PermissionDenied``.
    """
    check_editor(author)
    if version.row is None:
        raise ValidationError("Nothing stood then: there is nothing to bring back.")
    with refusals(str(model._meta.verbose_name)):
        stored = model._base_manager.select_for_update().filter(pk=pk).first()
        row = _target(model, stored, version.row, author)
        _write(row, version, author)
    return row


def _target(
    model: type[Model], stored: Model | None, wanted: Model, author: User
) -> Model:
    """Return the row to write: the stored one, its next version, or a new one."""
    if isinstance(wanted, Finding | Statement):
        return _versioned(stored, wanted, author)
    if isinstance(wanted, Described):
        return _described(stored, wanted, author)
    return stored or _copied(model(), wanted)


def _versioned(stored: Any, wanted: Any, author: User) -> Finding | Statement:  # noqa: ANN401
    """Return the draft to write: the one there is, the next version, or a new one."""
    model = type(wanted)
    if stored is None:
        row: Finding | Statement = model(key=wanted.key, author=author)
        last = model.objects.filter(key=wanted.key).aggregate(last=Max("version"))
        row.version = (last["last"] or 0) + 1
        return row
    if stored.state == State.IN_REVIEW:
        found = "it is in review: take it back first"
        raise RuleViolations(
            [Violation(RULES["states-move-along"], str(stored), "", found)]
        )
    if stored.state == State.DRAFT:
        return cast("Finding | Statement", stored)
    if isinstance(stored, Statement):
        return statement_revise(statement=stored, author=author)
    return finding_revise(finding=stored, author=author)


def _described(stored: Any, wanted: Described, author: User) -> Described:  # noqa: ANN401
    if stored is not None and stored.state == DescriptionState.IN_REVIEW:
        found: Described = stored
        return found
    release = Release.objects.in_review().filter(author=author).last()
    if release is None:
        found_none = "open a release in review first: it would come with that"
        raise RuleViolations(
            [Violation(RULES["four-eyes"], str(wanted), "release", found_none)]
        )
    if stored is not None:
        next_one: Described = described_revise(
            row=stored, release=release, author=author
        )
        return next_one
    row: Described = _copied(type(wanted)(), wanted)
    row.release = release
    return row


def _write(row: Model, version: Version, author: User) -> None:
    """Write columns and parts of a version over a row, new or stored."""
    model = type(row)
    wanted: Any = version.row
    own = ("key", "version") if isinstance(row, Finding | Statement) else ()
    _copied(row, wanted, leave=("release",) if isinstance(row, Described) else own)
    written: dict[tuple[type[Model], Any], Model] = {(model, wanted.pk): row}
    parts: list[Model] = []
    gone: list[Model] = []
    for table in tables_of(model, row.pk or 0)[1:]:
        if not table.again:
            continue
        stands = _standing(table.model, table.column, row, written)
        then = {
            pk: part for (of, pk), part in version.rows.items() if of is table.model
        }
        gone = [*(part for pk, part in stands.items() if pk not in then), *gone]
        for pk, part in then.items():
            new = _copied(stands.get(pk) or table.model(), part, keep_fixed=False)
            written[table.model, pk] = new
            parts.append(new)
    for part in parts:
        _tie(part, written)
    kinds = {type(part) for part in parts}
    _save(row, sorted(parts, key=lambda part: _above(part, kinds)), gone, author)


def _standing(
    model: type[Model],
    column: str,
    row: Model,
    written: dict[tuple[type[Model], Any], Model],
) -> dict[Any, Model]:
    """Return the parts of one table that stand now, by number."""
    above = model._meta.get_field(column).related_model
    wholes = [each.pk for (of, _pk), each in written.items() if of is above]
    if above is type(row):
        wholes = [row.pk]
    found = model._base_manager.filter(
        **{f"{column}__in": [pk for pk in wholes if pk is not None]}
    )
    return {part.pk: part for part in found}


def _copied(
    row: Any,  # noqa: ANN401 - a row of any table
    wanted: Model,
    *,
    leave: tuple[str, ...] = (),
    keep_fixed: bool = True,
) -> Any:  # noqa: ANN401
    """Write the content of ``wanted`` into ``row``, and return it."""
    for field in type(row)._meta.concrete_fields:
        fixed = keep_fixed and not field.editable
        if not (field.primary_key or fixed or field.name in leave):
            setattr(row, field.attname, getattr(wanted, field.attname))
    return row


def _tie(part: Any, written: dict[tuple[type[Model], Any], Model]) -> None:  # noqa: ANN401
    """Let a part point to the rows that take the place of those it pointed to."""
    for field in type(part)._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            key = (field.related_model, getattr(part, field.attname))
            if key in written:
                setattr(part, field.name, written[key])


def _above(part: Model, kinds: set[type[Model]]) -> int:
    """Return how many other kinds of parts a part points to: these are saved first."""
    fields = type(part)._meta.concrete_fields
    return sum(field.related_model in kinds for field in fields)


def _save(row: Any, parts: list[Model], gone: list[Model], author: User) -> None:  # noqa: ANN401
    """Save the row with its parts by the service of its kind."""
    if isinstance(row, Finding):
        finding_save(finding=row, author=author)
        rows_save(rows=parts, gone=gone, author=author)
    elif isinstance(row, Statement):
        cites: list[Any] = [*parts]
        dropped: list[Any] = [*gone]
        statement_save(statement=row, cites=cites, gone=dropped, author=author)
    elif isinstance(row, Described):
        described_save(row=row, parts=parts, gone=gone, author=author)
    elif row._meta.app_label == "citations":
        citations_save(rows=[row, *parts], gone=gone, author=author)
    else:
        rows_save(rows=[row, *parts], gone=gone, author=author)
