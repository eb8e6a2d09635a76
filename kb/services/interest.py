"""Declaring an interest, and taking a declaration back."""

from django.contrib.auth.models import User

from citations.services import check_editor
from kb.models import DeclaredInterest
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.services.people import REVIEWERS
from kb.services.refusal import refusals
from kb.services.rows import row_check


def interest_declare(*, interest: DeclaredInterest, author: User) -> DeclaredInterest:
    """Record an interest and return it: a reviewer's own, or anybody's by an editor.

    Raises ``ValidationError`` with a sentence for each rule it breaks, and
    ``PermissionDenied`` if ``author`` may not speak for the person.
    """
    own = interest.person_id == author.pk
    if not (own and author.groups.filter(name=REVIEWERS).exists()):
        check_editor(author)
    row_check(row=interest)
    with refusals(str(interest)):
        interest.save()
    return interest


def interest_withdraw(*, interest: DeclaredInterest, author: User) -> None:
    """Take a declaration back that no longer holds: another person's, never one's own.

    Else whoever declared an interest could drop it, review, and declare it again.
    """
    if interest.person_id == author.pk:
        raise RuleViolations(
            [Violation(RULES["interest-keeps-away"], str(interest), "", "your own")]
        )
    check_editor(author)
    with refusals(str(interest)):
        interest.delete()
