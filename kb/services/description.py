"""Writing what describes a career; it reaches readers with its release."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models

from citations.services import check_editor
from kb.enums import ReleaseState
from kb.models import Release
from kb.models.described import Described
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.services.refusal import refusals
from kb.services.rows import rows_save


def described_save(
    *,
    row: Described,
    parts: Iterable[models.Model] = (),
    gone: Iterable[models.Model] = (),
    author: User,
) -> Described:
    """Save a description with its parts, in a release in review, and return it.

    A row that readers see moves into that release and out of their sight until another
    person approves it. Raises ``RuleViolations`` if the release is decided or was
    opened by somebody else, and otherwise what ``rows_save`` raises.
    """
    check_editor(author)
    with refusals(str(row)):
        _check_release(row, author)
        rows_save(rows=[row, *parts], gone=gone, author=author)
    return row


def described_delete(*, row: Described, author: User) -> None:
    """Delete a description that is still in review; what readers see stays."""
    check_editor(author)
    with refusals(str(row)):
        _check_release(row, author)
        row.delete()


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
