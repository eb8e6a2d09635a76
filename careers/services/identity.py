"""Saving an identity or an edge: checked in full, refused in a sentence."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import models

from careers.models import (
    Career,
    CareerAdjacency,
    CareerSkill,
    Skill,
    SkillAdjacency,
    Task,
)
from careers.services.people import check_editor
from careers.services.refusal import refusals, row_check

Row = TypeVar("Row", bound=models.Model)


def row_save(*, row: Row, author: User) -> Row:
    """Save any row of this app and return it.

    Raises ``ValidationError`` with a sentence for each rule it breaks, and
    ``PermissionDenied`` if ``author`` is no editor.
    """
    rows_save(rows=[row], author=author)
    return row


def rows_save(
    *,
    rows: Iterable[models.Model],
    gone: Iterable[models.Model] = (),
    author: User,
) -> None:
    """Delete the rows ``gone`` and save ``rows`` in their order, as one piece.

    A whole comes before its parts: they take over its row number. Refuses what
    ``row_save`` refuses, and what the rows break together.
    """
    check_editor(author)
    with refusals():
        for row in gone:
            row.delete()
        for row in rows:
            _tie(row)
            row_check(row=row)
            row.save()


def _tie(row: models.Model) -> None:
    """Take over the numbers of rows it points to that were saved a moment ago."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.is_cached(row):
            setattr(row, field.name, getattr(row, field.name))


def row_delete(*, row: models.Model, author: User) -> None:
    """Delete an alias, a code, an edge or a pair; keys are for ever and refuse it."""
    check_editor(author)
    with refusals():
        row.delete()


def career_save(*, career: Career, author: User) -> Career:
    """Save a career and return it; see ``row_save`` for what is refused."""
    return row_save(row=career, author=author)


def skill_save(*, skill: Skill, author: User) -> Skill:
    """Save a skill and return it; see ``row_save`` for what is refused."""
    return row_save(row=skill, author=author)


def pair_save(*, pair: CareerSkill, author: User) -> CareerSkill:
    """List a skill in a career, and return the pair."""
    return row_save(row=pair, author=author)


def adjacency_save(
    *, adjacency: SkillAdjacency | CareerAdjacency, author: User
) -> SkillAdjacency | CareerAdjacency:
    """Save an edge between two skills or two careers, and return it."""
    return row_save(row=adjacency, author=author)


def task_save(*, task: Task, author: User) -> Task:
    """Save a task and return it; see ``row_save`` for what is refused."""
    return row_save(row=task, author=author)
