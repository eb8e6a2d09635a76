"""The CHECKs of statements and their reviews, and what their triggers refuse."""

from kb.models import StatementFinding
from kb.selectors.statement import statement_digest
from tests import make
from tests.constraints.attack import (
    BLANKS,
    Attack,
    each,
    known,
    number_of,
    slug,
)
from tests.constraints.trigger import Act, Cases
from tests.sql import delete, in_order, insert, update

CHECKS: dict[str, Attack] = {
    "statement_key_is_a_slug": slug(make.statement),
    "statement_stands_on_one_page": Attack(
        make.statement,
        bad=({"career_id": None, "skill_id": None},),
        good=(
            {"skill_id": number_of(make.skill)},
            {"career_id": None, "skill_id": number_of(make.skill)},
            {"skill_id": None},
        ),
    ),
    "statement_terms_are_known": Attack(
        make.statement,
        bad=(*each("state", ("", "zz")), *each("kind", ("", "fact"))),
        good=({"kind": "context"}, {"kind": "judgement"}, {"state": "in_review"}),
        forestalled="states-move-along",
    ),
    "statement_version_counts_from_one": Attack(
        make.statement, ({"version": 0},), forestalled="states-move-along"
    ),
    "statement_suspended_or_withdrawn_says_why": Attack(
        make.stated,
        bad=(
            *({"state": "suspended", "state_reason": blank} for blank in BLANKS),
            *({"state": "withdrawn", "state_reason": blank} for blank in BLANKS),
        ),
        good=({"state": "suspended", "state_reason": "It is in doubt."},),
        updated=True,
    ),
    "statementreview_decision_is_known": known(make.statement_review, "decision"),
    "statementreview_refusal_has_a_reason": Attack(
        make.statement_review,
        base={"decision": "changes", "note": "Say where."},
        bad=(*each("note", BLANKS), {"decision": "reject", "note": ""}),
        good=({"decision": "approve", "note": ""},),
    ),
}

CASES = Cases()
case = CASES.add


@case("statementreview_is_fair", "append-only")
def statement_review_change() -> tuple[Act, Act]:
    row = make.statement_review(decision="changes", note="Say where.")
    return (
        lambda: update(row, decision="approve"),
        lambda: make.statement_review(statement=row.statement),
    )


@case("statementreview_is_fair", "append-only")
def statement_review_removal() -> tuple[Act, Act]:
    row = make.statement_review(decision="changes", note="Say where.")
    return lambda: delete(row), lambda: None


@case("statementreview_is_fair", "four-eyes")
def statement_review_by_the_author() -> tuple[Act, Act]:
    statement = make.statement(state="in_review")
    row = make.statement_review.unsaved(statement=statement)
    return lambda: insert(row, reviewer_id=statement.author_id), lambda: insert(row)


@case("statementreview_is_fair", "four-eyes")
def statement_review_by_one_who_wrote_at_it() -> tuple[Act, Act]:
    editor = make.statement_editor(statement=make.statement(state="in_review"))
    row = make.statement_review.unsaved(statement=editor.statement)
    return lambda: insert(row, reviewer_id=editor.person_id), lambda: insert(row)


@case("statementreview_is_fair", "states-move-along")
def statement_review_of_a_draft() -> tuple[Act, Act]:
    statement = make.statement()
    row = make.statement_review.unsaved(statement=statement)
    return (
        lambda: insert(row),
        lambda: in_order(
            lambda: update(statement, state="in_review"), lambda: insert(row)
        ),
    )


@case("statementreview_is_fair", "review-names-what-was-read")
def statement_review_of_what_stood_there_before() -> tuple[Act, Act]:
    statement = make.statement(state="in_review")
    row = make.statement_review.unsaved(statement=statement)
    update(statement, text="Something else.")
    return (
        lambda: insert(row),
        lambda: insert(row, digest=statement_digest(statement)),
    )


@case("statementreview_is_fair", "review-names-what-was-read")
def statement_review_of_other_figures() -> tuple[Act, Act]:
    figure = make.estimate()
    cite = make.statement_finding(finding=figure.finding)
    update(cite.statement, state="in_review")
    row = make.statement_review.unsaved(statement=cite.statement)
    update(figure, value=-41)
    return (
        lambda: insert(row),
        lambda: insert(row, digest=statement_digest(cite.statement)),
    )


@case("statementreview_is_fair", "interest-keeps-away")
def statement_review_by_one_with_an_interest() -> tuple[Act, Act]:
    interest = make.declared_interest()
    cite = make.statement_finding()
    update(cite.statement, state="in_review")
    make.source_organization(
        source=cite.finding.source, organization=interest.organization, role="funder"
    )
    row = make.statement_review.unsaved(statement=cite.statement)
    return lambda: insert(row, reviewer_id=interest.person_id), lambda: insert(row)


@case("statementreview_is_fair", "interest-keeps-away")
def statement_review_by_one_with_an_interest_in_a_place() -> tuple[Act, Act]:
    interest = make.declared_interest()
    place = make.finding_citation()
    cite = make.statement_finding(finding=place.finding)
    update(cite.statement, state="in_review")
    make.source_organization(
        source=place.citation.source,
        organization=interest.organization,
        role="publisher",
    )
    row = make.statement_review.unsaved(statement=cite.statement)
    return lambda: insert(row, reviewer_id=interest.person_id), lambda: insert(row)


@case("statementeditor_stays", "append-only")
def change_of_who_wrote_a_statement() -> tuple[Act, Act]:
    row, other = make.statement_editor(), make.editor()
    return (
        lambda: update(row, person_id=other.pk),
        lambda: make.statement_editor(statement=row.statement, person=other),
    )


@case("statementeditor_stays", "append-only")
def removal_of_who_wrote_a_statement() -> tuple[Act, Act]:
    row = make.statement_editor()
    return lambda: delete(row), lambda: row.statement.delete()


def two() -> tuple[StatementFinding, StatementFinding]:
    """Return a citation of a published statement, and one of a draft."""
    return make.stated().findings.get(), make.statement_finding()


@case("statementfinding_is_frozen", "published-is-frozen")
def change_of_what_is_cited() -> tuple[Act, Act]:
    mine, theirs = two()
    return lambda: update(mine, position=7), lambda: update(theirs, position=7)


@case("statementfinding_is_frozen", "published-is-frozen")
def removal_of_what_is_cited() -> tuple[Act, Act]:
    mine, theirs = two()
    return lambda: delete(mine), lambda: delete(theirs)


@case("statementfinding_is_frozen", "published-is-frozen")
def addition_of_what_is_cited() -> tuple[Act, Act]:
    mine, theirs = two()
    more = make.statement_finding.unsaved(statement=theirs.statement)
    return (
        lambda: insert(more, statement_id=mine.statement_id),
        lambda: insert(more),
    )


@case("statementfinding_is_frozen", "published-is-frozen")
def move_of_what_is_cited() -> tuple[Act, Act]:
    mine, theirs = two()
    return (
        lambda: update(theirs, statement_id=mine.statement_id),
        lambda: update(theirs, statement_id=theirs.statement_id),
    )
