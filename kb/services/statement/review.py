"""Deciding on a statement: by another person, on the content that was read."""

from django.contrib.auth.models import User
from django.utils import timezone

from kb.enums import Decision, State
from kb.models import Finding, Statement, StatementReview
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.selectors.statement import statement_digest
from kb.services.people import check_reviewer
from kb.services.refusal import refusals
from kb.services.rows import row_check


def statement_publish(
    *,
    statement: Statement,
    reviewer: User,
    digest: str = "",
    note: str = "",
) -> Statement:
    """Show a statement on its page, and return it.

    ``digest`` is that of the content the reviewer read (``statement_digest``); left
    out, it is what stands there now. An older published version is superseded. Raises
    ``RuleViolations`` with every rule broken: if a digit stands outside a slot, a slot
    is empty or a cited finding is not published, if ``reviewer`` wrote it or declared
    an interest in a publisher of what it cites, or if it changed since it was read.
    """
    check_reviewer(reviewer)
    with refusals(str(statement)):
        locked = _lock(statement)
        _decide(locked, reviewer, Decision.APPROVE, digest, note)
        Statement.objects.filter(
            key=locked.key, state__in=[State.PUBLISHED, State.SUSPENDED]
        ).update(state=State.SUPERSEDED)
        locked.state = State.PUBLISHED
        locked.published_at = timezone.now()
        locked.save(update_fields=["state", "published_at"])
    return locked


def statement_restore(*, statement: Statement, reviewer: User) -> Statement:
    """Give a suspended statement back to its page as it was, and return it.

    Raises ``RuleViolations`` if ``reviewer`` wrote it, or if it falls short of
    publication today: a finding it cites may still be suspended.
    """
    check_reviewer(reviewer)
    with refusals(str(statement)):
        locked = _lock(statement)
        if locked.author_id == reviewer.pk:
            raise RuleViolations([Violation(RULES["four-eyes"], str(locked))])
        if locked.state != State.SUSPENDED:
            raise RuleViolations(
                [Violation(RULES["states-move-along"], str(locked), "", locked.state)]
            )
        locked.state = State.PUBLISHED
        locked.state_reason = ""
        locked.suspended_with = None
        locked.save(update_fields=["state", "state_reason", "suspended_with"])
    return locked


def statement_return(
    *, statement: Statement, reviewer: User, note: str, digest: str = ""
) -> Statement:
    """Ask the author for changes, with a reason; the statement is a draft again."""
    return _refuse(statement, reviewer, Decision.CHANGES, digest, note)


def statement_reject(
    *, statement: Statement, reviewer: User, note: str, digest: str = ""
) -> Statement:
    """Refuse a statement for good, with a reason."""
    return _refuse(statement, reviewer, Decision.REJECT, digest, note)


def _lock(statement: Statement) -> Statement:
    """Lock the findings a statement cites, then the statement itself, as they fall."""
    cited = Finding.objects.filter(statements__statement=statement).order_by("pk")
    list(cited.select_for_update(no_key=True, of=("self",)))
    return Statement.objects.select_for_update().get(pk=statement.pk)


def _refuse(
    statement: Statement, reviewer: User, decision: Decision, digest: str, note: str
) -> Statement:
    check_reviewer(reviewer)
    with refusals(str(statement)):
        locked = _lock(statement)
        _decide(locked, reviewer, decision, digest, note)
        asked = decision == Decision.CHANGES
        locked.state = State.DRAFT if asked else State.REJECTED
        locked.save(update_fields=["state"])
    return locked


def _decide(
    statement: Statement, reviewer: User, decision: Decision, digest: str, note: str
) -> None:
    review = StatementReview(
        statement=statement,
        reviewer=reviewer,
        decision=decision,
        digest=digest or statement_digest(statement),
        note=note,
    )
    row_check(row=review)
    review.save()
