"""Statements of pages, what they cite, and who wrote at and decided on them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User

from kb.models import (
    Finding,
    Statement,
    StatementEditor,
    StatementFinding,
    StatementReview,
)
from kb.selectors.statement import statement_digest
from kb.services import statement_publish, statement_submit
from tests.make.findings import facet, finding
from tests.make.identities import career
from tests.make.maker import Maker, numbered
from tests.make.people import editor
from tests.make.people import reviewer as a_reviewer
from tests.make.publication import published as published_finding

statement = Maker(
    Statement,
    key=numbered("statement"),
    kind="claim",
    career=career,
    facet=facet,
    text="People with the tool need less time.",
    author=editor,
)
statement_finding = Maker(StatementFinding, statement=statement, finding=finding)
statement_editor = Maker(StatementEditor, statement=statement, person=a_reviewer)


class StatementReviewMaker(Maker[StatementReview]):
    """Names the content that stands there, as whoever read it would."""

    def unsaved(self, **fields: Any) -> StatementReview:
        """Return a decision on a statement in review, by another person."""
        made = super().unsaved(**fields)
        made.digest = made.digest or statement_digest(made.statement)
        return made


statement_review = StatementReviewMaker(
    StatementReview,
    statement=lambda: statement(state="in_review"),
    reviewer=a_reviewer,
    decision="approve",
)


def stated_draft(*, cites: Iterable[Finding] | None = None, **fields: Any) -> Statement:
    """Return a draft with all that publication asks for.

    By default it cites a published finding that measured its career.
    """
    made = statement(**fields)
    if cites is None:
        subject = {"career": made.career, "skill": made.skill}
        cites = [published_finding(subjects=[subject])]
    for position, cited in enumerate(cites):
        statement_finding(statement=made, finding=cited, position=position)
    return made


def stated_in_review(**fields: Any) -> Statement:
    """Return a complete statement that its author handed to reviewers."""
    made = stated_draft(**fields)
    return statement_submit(statement=made, author=made.author)


def stated(*, reviewer: User | None = None, **fields: Any) -> Statement:
    """Return a statement that another person published."""
    made = stated_in_review(**fields)
    return statement_publish(statement=made, reviewer=reviewer or a_reviewer())
