"""Deciding on a finding: by another person, on the content that was read."""

from django.contrib.auth.models import User
from django.utils import timezone

from kb.enums import Decision, State
from kb.models import Finding, Review
from kb.selectors import finding_digest
from kb.services.people import check_reviewer
from kb.services.refusal import refusals
from kb.services.rows import row_check


def finding_publish(
    *,
    finding: Finding,
    reviewer: User,
    digest: str = "",
    note: str = "",
) -> Finding:
    """Show a finding to readers, and return it.

    ``digest`` is that of the content the reviewer read (``finding_digest``); left out,
    it is what stands there now. An older published version is superseded. Raises
    ``RuleViolations`` with every rule broken: if the finding is incomplete, if
    ``reviewer`` wrote it or declared an interest in its publisher, or if it changed
    since it was read.
    """
    check_reviewer(reviewer)
    with refusals(str(finding)):
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        _decide(locked, reviewer, Decision.APPROVE, digest, note)
        Finding.objects.filter(
            key=locked.key, state__in=[State.PUBLISHED, State.SUSPENDED]
        ).update(state=State.SUPERSEDED)
        locked.state = State.PUBLISHED
        locked.published_at = timezone.now()
        locked.save(update_fields=["state", "published_at"])
    return locked


def finding_restore(
    *, finding: Finding, reviewer: User, digest: str = "", note: str = ""
) -> Finding:
    """Give a suspended finding back to readers as it was, and return it.

    ``digest`` is that of the content the reviewer read; left out, it is what stands
    there now. Raises ``RuleViolations`` if ``reviewer`` wrote at it or declared an
    interest in its publisher, or if it falls short of publication today: its source may
    still be retracted.
    """
    check_reviewer(reviewer)
    with refusals(str(finding)):
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        _decide(locked, reviewer, Decision.RESTORE, digest, note)
        locked.state = State.PUBLISHED
        locked.state_reason = ""
        locked.suspended_by = None
        locked.save(update_fields=["state", "state_reason", "suspended_by"])
    return locked


def finding_return(
    *, finding: Finding, reviewer: User, note: str, digest: str = ""
) -> Finding:
    """Ask the author for changes, with a reason; the finding is a draft again."""
    return _refuse(finding, reviewer, Decision.CHANGES, State.DRAFT, digest, note)


def finding_reject(
    *, finding: Finding, reviewer: User, note: str, digest: str = ""
) -> Finding:
    """Refuse a finding for good, with a reason."""
    return _refuse(finding, reviewer, Decision.REJECT, State.REJECTED, digest, note)


def _refuse(
    finding: Finding,
    reviewer: User,
    decision: Decision,
    state: State,
    digest: str,
    note: str,
) -> Finding:
    check_reviewer(reviewer)
    with refusals(str(finding)):
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        _decide(locked, reviewer, decision, digest, note)
        locked.state = state
        locked.save(update_fields=["state"])
    return locked


def _decide(
    finding: Finding,
    reviewer: User,
    decision: Decision,
    digest: str,
    note: str,
) -> None:
    review = Review(
        finding=finding,
        reviewer=reviewer,
        decision=decision,
        digest=digest or finding_digest(finding),
        note=note,
    )
    row_check(row=review)
    review.save()
