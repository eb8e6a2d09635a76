"""What the triggers of keys, notices, relations and releases refuse."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests import make
from tests.constraints.trigger import Act, Cases
from tests.make import Maker
from tests.sql import delete, in_order, insert, rows, update

CASES = Cases()
case = CASES.add


def keys(word: str, maker: Maker[Any], free: dict[str, Any]) -> None:
    """Add the attacks on a key that is public for ever."""

    @case(f"{word}_key_is_forever", "key-is-forever")
    def change() -> tuple[Act, Act]:
        row = maker()
        return lambda: update(row, key="another"), lambda: update(row, **free)

    if word != "citation":

        @case(f"{word}_key_is_forever", "key-is-forever")
        def removal() -> tuple[Act, Act]:
            row = maker()
            return lambda: delete(row), lambda: update(row, key=row.key)


keys("career", make.career, {"name": "Other"})
keys("skill", make.skill, {"name": "Other"})
keys("task", make.task, {"statement": "Writes."})
keys("source", make.source, {"title": "Other"})
keys("organization", make.organization, {"name": "Other"})
keys("measure", make.measure, {"label": "Other"})
keys("citation", make.citation, {"locator": "p. 1"})


def merges(word: str, maker: Maker[Any]) -> None:
    """Add the attack on a key that leads to another."""

    @case(f"{word}_merge_ends", "key-is-forever")
    def circle() -> tuple[Act, Act]:
        last, end = maker(), maker()
        middle = maker(merged_into=last)
        first = maker(merged_into=middle)
        return (
            lambda: update(last, merged_into_id=first.pk),
            lambda: update(last, merged_into_id=end.pk),
        )


merges("career", make.career)
merges("skill", make.skill)
merges("source", make.source)
merges("organization", make.organization)


@case("sourcenotice_append_only", "append-only")
def notice_change() -> tuple[Act, Act]:
    row = make.notice()
    return (
        lambda: update(row, kind="correction"),
        lambda: make.notice(source=row.source, kind="correction"),
    )


@case("sourcenotice_append_only", "append-only")
def notice_removal() -> tuple[Act, Act]:
    row = make.notice()
    return lambda: delete(row), lambda: None


@case("importrow_keeps_what_was_pasted", "append-only")
def pasted_change() -> tuple[Act, Act]:
    row = make.import_row()
    return (
        lambda: update(row, given="@book{b, title={Another}}"),
        lambda: update(row, mended="@book{b, title={Another}}"),
    )


@case("importrow_stays", "append-only")
def pasted_removal() -> tuple[Act, Act]:
    row = make.import_row()
    return lambda: delete(row), lambda: update(row, decision="skip")


@case("sourcenotice_is_sound", "notice-is-not-of-the-future")
def notice_of_the_future() -> tuple[Act, Act]:
    row, today = make.notice.unsaved(), datetime.now(UTC).date()
    return (
        lambda: insert(row, issued_on=today + timedelta(days=2)),
        lambda: insert(row, issued_on=today + timedelta(days=1)),
    )


@case("sourcenotice_is_sound", "error-strikes-out-a-notice")
def error_about_another_source() -> tuple[Act, Act]:
    struck, apart = make.notice(), make.source()
    row = make.notice.unsaved(kind="error", revokes=struck, source=struck.source)
    return lambda: insert(row, source_id=apart.pk), lambda: insert(row)


@case("sourcenotice_is_sound", "error-strikes-out-a-notice")
def error_that_strikes_out_nothing() -> tuple[Act, Act]:
    struck = make.notice()
    row = make.notice.unsaved(kind="error", revokes=struck, source=struck.source)
    return (
        lambda: insert(row, id=struck.pk + 900, revokes_id=struck.pk + 900),
        lambda: insert(row),
    )


@case("reading_append_only", "append-only")
def reading_change() -> tuple[Act, Act]:
    row = make.reading(confirmation="mirror")
    return (
        lambda: update(row, confirmation="primary"),
        lambda: make.reading(citation=row.citation, confirmation="primary"),
    )


@case("reading_append_only", "append-only")
def reading_removal() -> tuple[Act, Act]:
    row = make.reading()
    return lambda: delete(row), lambda: None


@case("linkcheck_append_only", "append-only")
def check_change() -> tuple[Act, Act]:
    row = make.link_check()
    return (
        lambda: update(row, state="dead"),
        lambda: make.link_check(watch=row.watch, state="dead"),
    )


@case("linkcheck_append_only", "append-only")
def check_removal() -> tuple[Act, Act]:
    row = make.link_check()
    return lambda: delete(row), lambda: None


@case("sourcerelation_has_no_cycle", "relations-have-no-cycle")
def circle_of_two() -> tuple[Act, Act]:
    row = make.source_relation()
    ends = {"from_source": row.to_source, "to_source": row.from_source}
    return (
        lambda: insert(make.source_relation.unsaved(**ends, kind="version_of")),
        lambda: insert(
            make.source_relation.unsaved(
                from_source=row.from_source, to_source=row.to_source, kind="version_of"
            )
        ),
    )


@case("sourcerelation_has_no_cycle", "relations-have-no-cycle")
def circle_of_three() -> tuple[Act, Act]:
    near = make.source_relation()
    far = make.source_relation(from_source=near.to_source)
    loose = make.source_relation()
    return (
        lambda: in_order(
            lambda: update(loose, from_source_id=far.to_source_id),
            lambda: update(loose, to_source_id=near.from_source_id),
        ),
        lambda: update(loose, from_source_id=far.to_source_id),
    )


@case("release_moves", "published-is-frozen")
def release_removal() -> tuple[Act, Act]:
    row = make.release()
    return lambda: delete(row), lambda: update(row, title="Other")


@case("release_moves", "published-is-frozen")
def release_change_of_author() -> tuple[Act, Act]:
    row, other = make.release(), make.editor()
    return lambda: update(row, author_id=other.pk), lambda: update(row, title="Other")


@case("release_moves", "states-move-along")
def release_that_begins_approved() -> tuple[Act, Act]:
    decided = {"reviewer": make.reviewer(), "decided_at": "2024-05-01T00:00Z"}
    row = make.release.unsaved(**decided)
    return lambda: insert(row, state="approved"), lambda: insert(row)


@case("release_moves", "published-is-frozen")
def release_after_its_decision() -> tuple[Act, Act]:
    row, untouched = make.release(), make.release()
    decided = {"reviewer_id": make.reviewer().pk, "decided_at": "2024-05-01T00:00Z"}
    update(row, state="rejected", reason="Made up.", **decided)
    return (
        lambda: update(row, attribution="Other"),
        lambda: update(untouched, attribution="Other"),
    )


@case("release_moves", "review-names-what-was-read")
def release_with_the_digest_of_something_else() -> tuple[Act, Act]:
    row = make.release()
    make.finding(release=row, state="in_review")
    decided = {"reviewer_id": make.reviewer().pk, "decided_at": "2024-05-01T00:00Z"}
    ((digest,),) = rows("SELECT kb_release_digest(%s)", row.pk)
    return (
        lambda: update(row, state="approved", digest="0" * 64, **decided),
        lambda: update(row, state="approved", digest=digest, **decided),
    )


@case("flag_moves", "append-only")
def words_of_a_flag() -> tuple[Act, Act]:
    row, who = make.flag(), make.editor()
    decided = {"decided_by_id": who.pk, "decided_at": "2025-01-01", "state": "spam"}
    return (
        lambda: update(row, text="It says this."),
        lambda: update(row, **decided),
    )


@case("flag_moves", "append-only")
def second_decision_on_a_flag() -> tuple[Act, Act]:
    by, at = make.editor(), "2025-01-01T00:00Z"
    row = make.flag(state="spam", decided_by=by, decided_at=at)
    other, said = make.flag(), {"state": "refused", "resolution": "It is right."}
    return (
        lambda: update(row, **said),
        lambda: update(other, decided_by_id=by.pk, decided_at=at, **said),
    )


@case("flag_moves", "append-only")
def removal_of_a_flag() -> tuple[Act, Act]:
    row = make.flag()
    return lambda: delete(row), lambda: make.flag(citation=row.citation)
