"""What the triggers of reviews, and of what was decided on, refuse."""

from typing import Any

from kb.selectors import finding_digest
from tests import make
from tests.constraints.trigger import Act, Cases
from tests.make import Maker
from tests.sql import delete, in_order, insert, update

CASES = Cases()
case = CASES.add


@case("review_is_fair", "append-only")
def review_change() -> tuple[Act, Act]:
    row = make.review(decision="changes", note="Say which year.")
    return (
        lambda: update(row, decision="approve"),
        lambda: make.review(finding=row.finding),
    )


@case("review_is_fair", "append-only")
def review_removal() -> tuple[Act, Act]:
    row = make.review(decision="changes", note="Say which year.")
    return lambda: delete(row), lambda: None


@case("review_is_fair", "four-eyes")
def review_by_the_author() -> tuple[Act, Act]:
    finding = make.finding(state="in_review")
    row = make.review.unsaved(finding=finding)
    return lambda: insert(row, reviewer_id=finding.author_id), lambda: insert(row)


@case("review_is_fair", "four-eyes")
def review_by_one_who_wrote_at_it() -> tuple[Act, Act]:
    editor = make.finding_editor(finding=make.finding(state="in_review"))
    row = make.review.unsaved(finding=editor.finding)
    return lambda: insert(row, reviewer_id=editor.person_id), lambda: insert(row)


@case("findingeditor_stays", "append-only")
def change_of_who_wrote() -> tuple[Act, Act]:
    row, other = make.finding_editor(), make.editor()
    return (
        lambda: update(row, person_id=other.pk),
        lambda: make.finding_editor(finding=row.finding, person=other),
    )


@case("findingeditor_stays", "append-only")
def removal_of_who_wrote() -> tuple[Act, Act]:
    row = make.finding_editor()
    return lambda: delete(row), lambda: row.finding.delete()


@case("review_is_fair", "states-move-along")
def review_of_a_draft() -> tuple[Act, Act]:
    finding = make.finding()
    row = make.review.unsaved(finding=finding)
    return (
        lambda: insert(row),
        lambda: in_order(
            lambda: update(finding, state="in_review"), lambda: insert(row)
        ),
    )


@case("review_is_fair", "review-names-what-was-read")
def review_of_what_stood_there_before() -> tuple[Act, Act]:
    finding = make.finding(state="in_review")
    row = make.review.unsaved(finding=finding)
    update(finding, headline="Something else")
    return (
        lambda: insert(row),
        lambda: insert(row, digest=finding_digest(finding)),
    )


@case("review_is_fair", "interest-keeps-away")
def review_by_one_with_an_interest() -> tuple[Act, Act]:
    interest = make.declared_interest()
    finding = make.finding(state="in_review")
    make.source_organization(
        source=finding.source, organization=interest.organization, role="funder"
    )
    row = make.review.unsaved(finding=finding)
    return lambda: insert(row, reviewer_id=interest.person_id), lambda: insert(row)


def suspended() -> Any:
    """Return a finding that somebody took from readers."""
    finding = make.published()
    update(finding, state="suspended", state_reason="In doubt.")
    return finding


@case("finding_restored_by_another", "four-eyes")
def restoration_without_a_decision() -> tuple[Act, Act]:
    finding = suspended()
    row = make.review.unsaved(finding=finding, decision="restore")

    def give_back() -> None:
        update(finding, state="published")

    return give_back, lambda: in_order(lambda: insert(row), give_back)


@case("review_is_fair", "four-eyes")
def restoration_by_one_who_wrote_at_it() -> tuple[Act, Act]:
    finding = suspended()
    editor = make.finding_editor(finding=finding)
    row = make.review.unsaved(finding=finding, decision="restore")
    return lambda: insert(row, reviewer_id=editor.person_id), lambda: insert(row)


@case("review_is_fair", "states-move-along")
def restoration_of_what_readers_see() -> tuple[Act, Act]:
    seen, gone = make.published(), suspended()
    row = make.review.unsaved(finding=seen, decision="restore")
    digest = finding_digest(gone)
    return (
        lambda: insert(row),
        lambda: insert(row, finding_id=gone.pk, digest=digest),
    )


@case("measure_is_frozen", "published-is-frozen")
def measure_of_published_figures() -> tuple[Act, Act]:
    figure = make.published().estimates.get()
    return (
        lambda: update(figure.measure, unit="percentage points"),
        lambda: update(figure.measure, label="Change in time"),
    )


@case("citation_is_frozen", "published-is-frozen")
def place_a_published_finding_rests_on() -> tuple[Act, Act]:
    place = make.published().citations.get().citation
    free = make.citation()
    return lambda: update(place, locator="p. 1"), lambda: update(free, locator="p. 1")


@case("citation_is_frozen", "published-is-frozen")
def removal_of_a_place() -> tuple[Act, Act]:
    place = make.published().citations.get().citation
    return lambda: delete(place), lambda: delete(make.citation())


def part(trigger: str, maker: Maker[Any], free: dict[str, Any]) -> None:
    """Add the attacks on a part of a published finding; a draft is the near miss."""

    def two() -> tuple[Any, Any]:
        decided, open_ = make.in_review(), make.finding()
        mine, theirs = maker(finding=decided), maker(finding=open_)
        insert(make.review.unsaved(finding=decided))
        update(decided, state="published")
        return mine, theirs

    @case(trigger, "published-is-frozen")
    def change() -> tuple[Act, Act]:
        mine, theirs = two()
        return lambda: update(mine, **free), lambda: update(theirs, **free)

    @case(trigger, "published-is-frozen")
    def removal() -> tuple[Act, Act]:
        mine, theirs = two()
        return lambda: delete(mine), lambda: delete(theirs)

    @case(trigger, "published-is-frozen")
    def addition() -> tuple[Act, Act]:
        mine, theirs = two()
        more = maker.unsaved(finding=theirs.finding)
        return (
            lambda: insert(more, finding_id=mine.finding_id, **free),
            lambda: insert(more, **free),
        )

    @case(trigger, "published-is-frozen")
    def move() -> tuple[Act, Act]:
        mine, theirs = two()
        return (
            lambda: update(theirs, finding_id=mine.finding_id),
            lambda: update(theirs, finding_id=theirs.finding_id),
        )


part("subject_is_frozen", make.subject, {"group": "other jobs"})
part("estimate_is_frozen", make.estimate, {"n": 5, "n_unit": "people"})
part("bearing_is_frozen", make.bearing, {"reason": "Other."})
part("findinglink_is_frozen", make.finding_link, {"note": "Another sample."})
part("findingcitation_is_frozen", make.finding_citation, {"position": 7})
