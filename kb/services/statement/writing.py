"""Writing a statement: a draft, what it cites, its way to review, its next version."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Max

from citations.services import check_editor
from kb.enums import State
from kb.models import Finding, Statement, StatementFinding
from kb.services.reason import said
from kb.services.refusal import refusals
from kb.services.rows import note_editor, rows_save


def statement_save(
    *,
    statement: Statement,
    cites: Iterable[StatementFinding] = (),
    gone: Iterable[StatementFinding] = (),
    author: User,
) -> Statement:
    """Save a draft, or a statement in review, with what it cites, and return it.

    A draft may be incomplete: what publication asks for is asked at publication. The
    author of a new version is whoever saves it first, and stays so.
    """
    if statement._state.adding:
        statement.author = author
    rows_save(rows=[statement, *cites], gone=gone, author=author)
    return statement


def statement_submit(*, statement: Statement, author: User) -> Statement:
    """Hand a draft to reviewers, and return it."""
    return _move(statement, State.IN_REVIEW, author)


def statement_take_back(*, statement: Statement, author: User) -> Statement:
    """Take a statement out of review, back to a draft, and return it."""
    return _move(statement, State.DRAFT, author)


def statement_withdraw(*, statement: Statement, author: User, reason: str) -> Statement:
    """Take a published statement from its page for good."""
    return _move(statement, State.WITHDRAWN, author, reason)


def statement_suspend(*, statement: Statement, author: User, reason: str) -> Statement:
    """Take a published statement from readers; its page says why, without figures."""
    return _move(statement, State.SUSPENDED, author, reason)


def statement_revise(
    *, statement: Statement, author: User, reason: str | None = None
) -> Statement:
    """Return the next version of a decided statement, as a draft beside it.

    It cites the published version of every finding, where there is one. ``reason``
    stands in the history; a program may have none, a person's is not blank. Raises
    ``RuleViolations`` if a newer version is in work already.
    """
    check_editor(author)
    with refusals(str(statement)), said(reason, of=str(statement)):
        old = Statement.objects.select_for_update().get(pk=statement.pk)
        if old.state in {State.DRAFT, State.IN_REVIEW}:
            raise PermissionDenied(f"{old} is still in work: change it as it is.")
        new = Statement.objects.get(pk=old.pk)
        new.pk = None
        versions = Statement.objects.filter(key=old.key)
        new.version = versions.aggregate(last=Max("version"))["last"] + 1
        new.state = State.DRAFT
        new.state_reason = ""
        new.published_at = new.suspended_with = new.release = None
        new.author = author
        new.save()
        note_editor(new, author)
        _cite_what_stands(old, new)
    return new


def _cite_what_stands(old: Statement, new: Statement) -> None:
    """Let ``new`` cite the findings of ``old``, each in the version readers see."""
    cited = list(old.findings.select_related("finding"))
    published = {
        finding.key: finding
        for finding in Finding.objects.published().filter(
            key__in=[cite.finding.key for cite in cited]
        )
    }
    for cite in cited:
        StatementFinding(
            statement=new,
            finding=published.get(cite.finding.key, cite.finding),
            position=cite.position,
        ).save()


def _move(
    statement: Statement, state: State, person: User, reason: str = ""
) -> Statement:
    """Move a statement along; the database knows which moves there are."""
    check_editor(person)
    with refusals(str(statement)):
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        locked.state = state
        locked.state_reason = reason
        locked.save(update_fields=["state", "state_reason"])
    return locked
