"""What the triggers of snapshots and quotes refuse."""

from tests import make
from tests.constraints.trigger import Act, Cases
from tests.sql import delete, insert, update

CASES = Cases()
case = CASES.add
AS_RECEIVED = "snapshot-is-as-received"
STANDS = "quote-stands-in-its-snapshot"


@case("snapshot_is_kept", AS_RECEIVED)
def text_with_another_digest() -> tuple[Act, Act]:
    row = make.snapshot.unsaved(source=make.source())
    row.attached_by = make.editor()
    return lambda: insert(row, text="Something else."), lambda: insert(row)


@case("snapshot_is_kept", AS_RECEIVED)
def touched_up_text() -> tuple[Act, Act]:
    row = make.snapshot()
    return lambda: update(row, text="Other"), lambda: update(row, text=row.text)


@case("snapshot_is_kept", AS_RECEIVED)
def touched_up_origin() -> tuple[Act, Act]:
    row = make.snapshot()
    return (
        lambda: update(row, retrieved_from="elsewhere"),
        lambda: update(row, withdrawn_reason="The wrong file."),
    )


@case("snapshot_is_kept", AS_RECEIVED)
def move_to_another_source() -> tuple[Act, Act]:
    row, other, merged = make.snapshot(), make.source(), make.source()
    update(row.source, merged_into_id=merged.pk)
    return (
        lambda: update(row, source_id=other.pk),
        lambda: update(row, source_id=merged.pk),
    )


@case("snapshot_is_kept", AS_RECEIVED)
def another_reason_afterwards() -> tuple[Act, Act]:
    row = make.snapshot()
    update(row, withdrawn_reason="The wrong file.")
    return (
        lambda: update(row, withdrawn_reason=""),
        lambda: update(row, withdrawn_reason="The wrong file."),
    )


@case("snapshot_is_kept", AS_RECEIVED)
def withdrawal_under_a_quote() -> tuple[Act, Act]:
    held, free = make.snapshot(text=make.SAID), make.snapshot()
    make.quoted(make.SAID, snapshot=held)
    return (
        lambda: update(held, withdrawn_reason="Away."),
        lambda: update(free, withdrawn_reason="Away."),
    )


@case("snapshot_is_kept", AS_RECEIVED)
def beginning_withdrawn() -> tuple[Act, Act]:
    row = make.snapshot.unsaved()
    return lambda: insert(row, withdrawn_reason="Away."), lambda: insert(row)


@case("snapshot_is_kept", AS_RECEIVED)
def snapshot_removal() -> tuple[Act, Act]:
    row = make.snapshot()
    return lambda: delete(row), lambda: None


@case("citation_quote_stands", STANDS)
def quote_of_other_words() -> tuple[Act, Act]:
    row = make.quoted()
    return (
        lambda: update(row, quote=row.quote.replace("40%", "41%")),
        lambda: update(row, quote=row.quote),
    )


@case("citation_quote_stands", STANDS)
def quote_at_another_place() -> tuple[Act, Act]:
    row = make.quoted(
        text="Well. Time on the task fell by 40% in the group here.",
        quote="Time on the task fell by 40%",
    )
    place = {"quote_start": 6, "quote_end": 34}
    moved = {"quote_start": 5, "quote_end": 33}
    return lambda: update(row, **moved), lambda: update(row, **place)


@case("citation_quote_stands", STANDS)
def quote_from_what_was_withdrawn() -> tuple[Act, Act]:
    row = make.quoted()
    gone, held = (make.snapshot(source=row.source, text=row.quote) for _ in "ab")
    update(gone, withdrawn_reason="The wrong file.")
    return (
        lambda: update(row, snapshot_id=gone.pk),
        lambda: update(row, snapshot_id=held.pk),
    )


@case("citation_quote_stands", STANDS)
def quote_of_other_words_from_the_start() -> tuple[Act, Act]:
    row = make.quoted()
    place = {"snapshot_id": row.snapshot_id, "quote_start": 0, "quote_end": 24}
    new = make.citation.unsaved(source=row.source)
    return (
        lambda: insert(new, **place, quote="Time on the task rose by"),
        lambda: insert(new, **place, quote="Time on the task fell by"),
    )
