"""What the triggers of descriptions refuse: they stand still once approved."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests import make
from tests.constraints.trigger import Act, Cases
from tests.make import Maker
from tests.sql import delete, in_order, insert, rows, update

CASES = Cases()
case = CASES.add


def weighted() -> Any:
    """Return a profile that adds up."""
    return make.weighted_profile([100])


def stands(name: str, maker: Callable[[], Any]) -> None:
    """Add the attacks on a description that readers see."""

    @case(f"{name}_is_frozen", "published-is-frozen")
    def change() -> tuple[Act, Act]:
        row, waiting = make.shown(maker()), maker()
        return lambda: update(row, position=9), lambda: update(waiting, position=9)

    @case(f"{name}_is_frozen", "published-is-frozen")
    def move_out_of_its_release() -> tuple[Act, Act]:
        row, waiting, other = make.shown(maker()), maker(), make.release()
        return (
            lambda: update(row, release_id=other.pk),
            lambda: update(waiting, release_id=other.pk),
        )

    @case(f"{name}_is_frozen", "published-is-frozen")
    def move_into_what_was_approved() -> tuple[Act, Act]:
        row, waiting = make.shown(maker()), maker()
        return (
            lambda: update(waiting, release_id=row.release_id),
            lambda: update(waiting, release_id=waiting.release_id),
        )

    @case(f"{name}_is_frozen", "published-is-frozen")
    def successor_of_what_nobody_sees() -> tuple[Act, Act]:
        shown, waiting, row = make.shown(maker()), maker(), maker()
        return (
            lambda: update(row, replaces_id=waiting.pk),
            lambda: update(row, replaces_id=shown.pk),
        )


def comes_and_goes(name: str, maker: Maker[Any]) -> None:
    """Add the attacks by rows that come to, or go from, what readers see."""

    @case(f"{name}_is_frozen", "published-is-frozen")
    def removal() -> tuple[Act, Act]:
        row, waiting = make.shown(maker()), maker()
        return lambda: delete(row), lambda: delete(waiting)

    @case(f"{name}_is_frozen", "published-is-frozen")
    def arrival_after_the_approval() -> tuple[Act, Act]:
        release = make.shown(maker()).release_id
        row = maker.unsaved()
        return lambda: insert(row, release_id=release), lambda: insert(row)


for word, made in (
    ("duty", make.duty),
    ("glance", make.glance),
    ("level", make.level),
    ("outline", make.outline),
    ("question", make.question),
    ("requirement", make.requirement),
):
    stands(word, made)
    comes_and_goes(word, made)
stands("profile", weighted)


def parts(name: str, maker: Callable[[], Any], whole: str, column: str) -> None:
    """Add the attacks on a part of a description that readers see."""

    def pair() -> tuple[Any, Any]:
        """Return a part that readers see, and one that is in review."""
        seen, waiting = maker(), maker()
        owner: Any = seen
        for step in whole.split("."):
            owner = getattr(owner, step)
        make.shown(owner)
        return seen, waiting

    @case(f"{name}_is_frozen", "published-is-frozen")
    def change_of_a_part() -> tuple[Act, Act]:
        seen, waiting = pair()
        return (
            lambda: update(seen, **{column: other(seen, column)}),
            lambda: update(waiting, **{column: other(waiting, column)}),
        )

    @case(f"{name}_is_frozen", "published-is-frozen")
    def removal_of_a_part() -> tuple[Act, Act]:
        seen, waiting = pair()
        # The last task of a profile stays: it would not add up.
        gone = [] if name == "profiletask" else [waiting]
        return lambda: delete(seen), lambda: in_order(
            *(partial(delete, g) for g in gone)
        )

    @case(f"{name}_is_frozen", "published-is-frozen")
    def part_that_leaves_what_is_seen() -> tuple[Act, Act]:
        seen, waiting = pair()
        own = f"{whole.partition('.')[0]}_id"
        return (
            lambda: update(seen, **{own: getattr(waiting, own)}),
            lambda: update(waiting, **{own: getattr(waiting, own)}),
        )

    @case(f"{name}_is_frozen", "published-is-frozen")
    def part_that_comes_to_what_is_seen() -> tuple[Act, Act]:
        seen, waiting = pair()
        own = f"{whole.partition('.')[0]}_id"
        return (
            lambda: update(waiting, **{own: getattr(seen, own)}),
            lambda: update(waiting, **{own: getattr(waiting, own)}),
        )


def other(row: Any, column: str) -> Any:
    """Return another value for a column of a part."""
    if column == "finding_key":
        return make.finding().key
    return make.skill().pk if column == "skill_id" else f"{getattr(row, column)}0"


parts("outlineitem", make.outline_item, "outline", "label")
parts("outlineitemskill", make.outline_item_skill, "item.outline", "skill_id")
parts("profiletask", lambda: weighted().tasks.get(), "profile", "position")
parts("questionfinding", make.question_finding, "question", "finding_key")
parts("requirementskill", make.requirement_skill, "requirement", "skill_id")


@case("citation_is_frozen", "published-is-frozen")
def place_under_a_description() -> tuple[Act, Act]:
    seen, waiting = make.shown(make.duty()), make.duty()
    return (
        lambda: update(seen.citation, locator="elsewhere"),
        lambda: update(waiting.citation, locator="elsewhere"),
    )


def approval(row: Any) -> Act:
    """Return the approval of a row's release by plain SQL, by another person."""
    reviewer = make.reviewer().pk
    return lambda: rows(
        "UPDATE kb_release SET state = 'approved', reviewer_id = %s,"
        " decided_at = now(), digest = kb_release_digest(id) WHERE id = %s",
        reviewer,
        row.release_id,
    )


@case("release_moves", "interest-keeps-away")
def approval_by_one_with_an_interest() -> tuple[Act, Act]:
    row = make.duty()
    role = make.source_organization(source=row.citation.source)
    approved = approval(row)
    return (
        lambda: in_order(
            lambda: rows(
                "INSERT INTO kb_declaredinterest"
                " (person_id, organization_id, note, declared_at)"
                " SELECT id, %s, 'Works there.', now() FROM auth_user"
                " ORDER BY id DESC LIMIT 1",
                role.organization_id,
            ),
            approved,
        ),
        approved,
    )


@case("release_moves", "review-names-what-was-read")
def approval_of_other_words() -> tuple[Act, Act]:
    row = make.duty()
    reviewer = make.reviewer().pk
    ((digest,),) = rows("SELECT kb_release_digest(%s)", row.release_id)

    def approve() -> None:
        rows(
            "UPDATE kb_release SET state = 'approved', reviewer_id = %s,"
            " decided_at = now(), digest = %s WHERE id = %s",
            *(reviewer, digest, row.release_id),
        )

    return lambda: in_order(lambda: update(row, text="Other"), approve), approve


def named(name: str, maker: Callable[..., Any], column: str) -> None:
    """Add the attack on a row that names a finding which is not there."""

    @case(f"{name}_names_a_finding", "names-resolve")
    def nobody_has_the_key() -> tuple[Act, Act]:
        here = make.finding().key
        return (
            lambda: maker(**{column: "nobodys-key"}),
            lambda: maker(**{column: here}),
        )


named("findinglink", make.finding_link, "to_key")
named("edgebasis", make.edge_basis, "finding_key")
named("level", make.level, "finding_key")
named("questionfinding", make.question_finding, "finding_key")


@case("finding_is_not_named", "names-resolve")
def draft_that_something_names() -> tuple[Act, Act]:
    one, other = make.finding(), make.finding()
    make.edge_basis(finding_key=one.key)
    return lambda: delete(one), lambda: delete(other)
