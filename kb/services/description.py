"""Writing what describes a career; it reaches readers with its release."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from django.contrib.auth.models import User
from django.db import models

from citations.services import check_editor
from kb.enums import DescriptionState, ReleaseState
from kb.models import (
    Outline,
    OutlineItem,
    OutlineItemSkill,
    Profile,
    ProfileTask,
    Question,
    QuestionFinding,
    Release,
    Requirement,
    RequirementSkill,
)
from kb.models.described import Described
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.services.refusal import refusals
from kb.services.rows import row_check, rows_save

Row = TypeVar("Row", bound=Described)


class Part(NamedTuple):
    """A table of parts: the column that names the whole (or the part) it belongs to.

    ``way`` leads from it to the description itself.
    """

    model: type[models.Model]
    column: str
    way: str


PARTS: dict[type[Described], tuple[Part, ...]] = {
    Outline: (
        Part(OutlineItem, "outline", "outline"),
        Part(OutlineItemSkill, "item", "item__outline"),
    ),
    Profile: (Part(ProfileTask, "profile", "profile"),),
    Question: (Part(QuestionFinding, "question", "question"),),
    Requirement: (Part(RequirementSkill, "requirement", "requirement"),),
}
"""The parts of a description, each before its own parts."""


def described_save(
    *,
    row: Described,
    parts: Iterable[models.Model] = (),
    gone: Iterable[models.Model] = (),
    author: User,
) -> Described:
    """Save a description with its parts, in a release in review, and return it.

    Raises ``RuleViolations`` if it was decided on (``described_revise`` brings its next
    version), or if the release is decided or was opened by somebody else, and otherwise
    what ``rows_save`` raises.
    """
    check_editor(author)
    with refusals(str(row)):
        _check_release(row, author)
        rows_save(rows=[row, *parts], gone=gone, author=author)
    return row


def described_revise(*, row: Row, release: Release, author: User) -> Row:
    """Return the next version of a description that readers see, in ``release``.

    It has the same content and parts. Readers see the old one until the release is
    approved. Raises ``RuleViolations`` if readers do not see the row, if a next version
    of it is in review already, and whatever ``described_save`` raises.
    """
    check_editor(author)
    with refusals(str(row)):
        old = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if old.state != DescriptionState.SHOWN:
            found = f"it is {DescriptionState(old.state).label}"
            raise RuleViolations(
                [Violation(RULES["states-move-along"], str(old), "", found)]
            )
        new: Any = type(row)._default_manager.get(pk=old.pk)
        new.pk, new.replaces, new.release = None, old, release
        new.state = DescriptionState.IN_REVIEW
        _check_release(new, author)
        row_check(row=new)
        new.save(force_insert=True)
        _copy_parts(old, new)
    made: Row = new
    return made


def described_delete(*, row: Described, author: User) -> None:
    """Delete a description that is still in review; what readers see stays."""
    check_editor(author)
    with refusals(str(row)):
        _check_release(row, author)
        row.delete()


def _copy_parts(old: Described, new: Described) -> None:
    """Copy the parts of ``old`` to ``new``, and the parts of these."""
    copies: dict[tuple[Any, Any], models.Model] = {(type(old), old.pk): new}
    for model, column, way in PARTS.get(type(old), ()):
        above = model._meta.get_field(column).related_model
        for part in model._default_manager.filter(**{way: old}):
            before, part.pk = part.pk, None
            setattr(part, column, copies[above, getattr(part, f"{column}_id")])
            part.save(force_insert=True)
            copies[model, before] = part


def _check_release(row: Described, author: User) -> None:
    """Refuse a release that is decided, or that another person will answer for."""
    release = Release.objects.select_for_update().filter(pk=row.release_id).first()
    if release is None:
        return
    if release.state != ReleaseState.IN_REVIEW:
        broken, found = "published-is-frozen", f"{release} is decided"
    elif release.author_id != author.pk:
        broken, found = "four-eyes", f"{release} was opened by {release.author}"
    else:
        return
    raise RuleViolations([Violation(RULES[broken], str(row), "release", found)])
