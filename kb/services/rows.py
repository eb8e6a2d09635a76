"""Saving rows that belong together: checked one by one, then as a whole."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db import models

from citations.services import row_check as check_with
from kb.models import (
    Finding,
    FindingEditor,
    Review,
    Statement,
    StatementEditor,
    StatementReview,
)
from kb.rules.registry import RULE_OF
from kb.services.people import check_author
from kb.services.refusal import refusals

IDS = {name: rule.id for name, rule in RULE_OF.items()}


def row_check(*, row: models.Model, exclude: Collection[str] = ()) -> None:
    """Raise ``ValidationError`` with a sentence for each rule that ``row`` breaks.

    By field where one field is to blame. Fields in ``exclude`` are not looked at.
    """
    check_with(row=row, exclude=exclude, rules=IDS)


def note_editor(row: models.Model, person: User) -> None:
    """Keep in mind that ``person`` wrote at a finding or statement: it, or its part.

    Whoever wrote at a version may not decide on it.
    """
    if isinstance(row, Review | StatementReview):
        return
    statement = _number(row, Statement, "statement_id")
    finding = _number(row, Finding, "finding_id")
    if statement is not None:  # what a statement cites is a part of it alone
        StatementEditor.objects.get_or_create(statement_id=statement, person=person)
    elif finding is not None:
        FindingEditor.objects.get_or_create(finding_id=finding, person=person)


def _number(row: models.Model, whole: type[models.Model], name: str) -> int | None:
    """Return the number of the ``whole`` that ``row`` is, or is a part of."""
    number: int | None = row.pk if isinstance(row, whole) else getattr(row, name, None)
    return number


def rows_save(
    *,
    rows: Iterable[models.Model],
    gone: Iterable[models.Model] = (),
    author: User,
) -> None:
    """Delete the rows ``gone`` and save ``rows`` in their order, as one piece.

    A whole comes before its parts: they take over its row number. What the rows must
    meet together (shares that add up) is checked once all of them stand. Raises
    ``ValidationError`` or ``RuleViolations`` with a sentence for each rule broken, and
    ``PermissionDenied`` if ``author`` may not write them (``check_author``).
    """
    wanted, unwanted = list(rows), list(gone)
    with refusals(str(wanted[0]) if wanted else ""):
        check_author(person=author, rows=[*wanted, *unwanted])
        for row in unwanted:
            note_editor(row, author)
            row.delete()
        for row in wanted:
            _tie(row)
            row_check(row=row)
            row.save()
            note_editor(row, author)


def _tie(row: models.Model) -> None:
    """Take over the numbers of rows it points to that were saved a moment ago."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.is_cached(row):
            setattr(row, field.name, getattr(row, field.name))
