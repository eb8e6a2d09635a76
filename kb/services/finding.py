"""Writing a finding: a draft, its parts, its way into review, its next version."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Max

from citations.services import check_editor
from kb.enums import State
from kb.models import Estimate, Finding, Subject
from kb.services.parts import PARTS
from kb.services.people import check_author
from kb.services.reason import said
from kb.services.refusal import refusals
from kb.services.rows import note_editor, row_check

Row = TypeVar("Row", bound=models.Model)


def row_save(*, row: Row, author: User) -> Row:
    """Save a part of a finding or another row of this app, and return it.

    Raises ``ValidationError`` with a sentence for each rule it breaks, and
    ``PermissionDenied`` if ``author`` may not write it (``check_author``).
    """
    with refusals(str(row)):
        check_author(person=author, rows=[row])
        row_check(row=row)
        row.save()
        note_editor(row, author)
    return row


def row_delete(*, row: models.Model, author: User) -> None:
    """Delete a row that nothing public rests on; the database knows which."""
    with refusals(str(row)):
        check_author(person=author, rows=[row])
        note_editor(row, author)
        row.delete()


def finding_save(*, finding: Finding, author: User) -> Finding:
    """Save a draft, or a finding in review, and return it.

    A draft may be incomplete: what publication asks for is asked at publication. The
    author of a new version is whoever saves it first, and stays so.
    """
    if finding._state.adding:
        finding.author = author
    return row_save(row=finding, author=author)


def finding_submit(*, finding: Finding, author: User) -> Finding:
    """Hand a draft to reviewers, and return it."""
    return _move(finding, State.IN_REVIEW, author, own=[State.DRAFT])


def finding_take_back(*, finding: Finding, author: User) -> Finding:
    """Take a finding out of review, back to a draft, and return it."""
    return _move(finding, State.DRAFT, author, own=[State.IN_REVIEW])


def finding_withdraw(*, finding: Finding, author: User, reason: str) -> Finding:
    """Take a published finding from readers for good; its address says why."""
    return _move(finding, State.WITHDRAWN, author, reason)


def finding_suspend(*, finding: Finding, author: User, reason: str) -> Finding:
    """Take a published finding from readers until somebody has looked into it."""
    return _move(finding, State.SUSPENDED, author, reason)


def finding_revise(
    *, finding: Finding, author: User, reason: str | None = None
) -> Finding:
    """Return the next version of a decided finding, as a draft beside it.

    ``reason`` stands in the history; a program may have none, a person's is not blank.
    Raises ``RuleViolations`` if a newer version is in work already.
    """
    check_editor(author)
    with refusals(str(finding)), said(reason, of=str(finding)):
        old = Finding.objects.select_for_update().get(pk=finding.pk)
        if old.state in {State.DRAFT, State.IN_REVIEW}:
            raise PermissionDenied(f"{old} is still in work: change it as it is.")
        new = Finding.objects.get(pk=old.pk)
        new.pk = None
        versions = Finding.objects.filter(key=old.key)
        new.version = versions.aggregate(last=Max("version"))["last"] + 1
        new.state = State.DRAFT
        new.state_reason = ""
        new.published_at = new.suspended_by = new.release = None
        new.entry_digest = ""
        new.author = author
        new.save()
        _copy_parts(old, new)
    return new


def _copy_parts(old: Finding, new: Finding) -> None:
    """Copy every part of ``old`` to ``new``; estimates keep to their subjects."""
    subjects: dict[int, Subject] = {}
    for model in PARTS:
        for row in model._default_manager.filter(finding=old):
            before, row.pk = row.pk, None
            row.finding = new
            if isinstance(row, Estimate) and row.subject_id is not None:
                row.subject = subjects[row.subject_id]
            row.save()
            if isinstance(row, Subject):
                subjects[before] = row


def _move(
    finding: Finding,
    state: State,
    person: User,
    reason: str = "",
    own: Iterable[State] = (),
) -> Finding:
    """Move a finding along; the database knows which moves there are.

    A contributor may make the moves from the states ``own``, with their own findings.
    """
    with refusals(str(finding)):
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        check_author(person=person, rows=[locked], states=own)
        locked.state = state
        locked.state_reason = reason
        locked.save(update_fields=["state", "state_reason"])
    return locked
