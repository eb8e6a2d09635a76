"""Undoing a batch as a whole, as long as nothing rests on what it wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from citations.enums import BatchState, RowDecision, RowStatus
from citations.models import ImportBatch, ImportRow, Source
from citations.selectors import resting_on
from citations.services.capture.deciding import RULE, batch_open
from citations.services.capture.staging import batch_context
from citations.services.people import check_editor
from citations.services.refusal import refusals, sentence

MOST_SAID = 10


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing a batch did."""

    batch: ImportBatch
    withdrawn: int
    restored: int


@transaction.atomic
def import_undo(*, batch: ImportBatch, author: User) -> Undone:
    """Take back all that a batch wrote, and return what was done.

    What it merged gets back the values that stood there. What it created is withdrawn:
    its key is never given again and answers 410 with the reason, and a later import of
    the same work brings it back. Raises ``ValidationError`` with a sentence for each
    thing that rests on a source it made, and each field that was changed since.
    """
    check_editor(author)
    held = batch_open(batch)
    if held.state != BatchState.APPLIED:
        raise sentence(
            f"Import {held} was not applied: there is nothing to undo.", RULE
        )
    rows = list(
        held.rows.filter(status=RowStatus.DONE)
        .select_for_update()
        .order_by("-position")
    )
    locked = Source.objects.select_for_update().order_by("pk")
    sources = {s.pk: s for s in locked.filter(pk__in={row.source_id for row in rows})}
    made = [row for row in rows if row.decision == RowDecision.CREATE]
    merged = [row for row in rows if row.decision == RowDecision.MERGE]
    _check_free(made, sources, rows)
    with refusals(), batch_context(author, f"undoing of {held.label}"):
        _take_back(merged, sources)
        why = f"Import {held.pk} ({held.label}) was undone by {author}."
        gone = Source.objects.filter(pk__in=[row.source_id for row in made])
        gone.update(withdrawn_reason=why)
        held.rows.filter(pk__in=[row.pk for row in rows]).update(
            status=RowStatus.UNDONE
        )
        held.state = BatchState.UNDONE
        held.undone_by, held.undone_at = author, timezone.now()
        held.save(update_fields=["state", "undone_by", "undone_at"])
    return Undone(held, len(made), len(merged))


def _check_free(
    made: Sequence[ImportRow], sources: dict[int, Source], rows: Sequence[ImportRow]
) -> None:
    """Raise ``ValidationError`` if anything would be lost."""
    told = [f"{each}." for each in resting_on([row.source_id or 0 for row in made])]
    told += _later(rows, sources)
    if told:
        more = len(told) - MOST_SAID
        shown = told[:MOST_SAID] + ([f"And {more} more."] if more > 0 else [])
        raise ValidationError(
            [sentence(f"The import cannot be undone: {each}", RULE) for each in shown]
        )


def _later(rows: Sequence[ImportRow], sources: dict[int, Source]) -> Iterator[str]:
    """Yield a sentence for each source that was changed since it was written.

    Rows come newest first, so what a later row of the batch wrote over is no change.
    """
    now: dict[tuple[int, str], Any] = {}
    for row in rows:
        source = sources[row.source_id or 0]
        wrote = row.after if row.decision == RowDecision.MERGE else row.fields
        for name, value in wrote.items():
            held = now.get((source.pk, name), getattr(source, name))
            if held != value:
                yield (
                    f"{source.key} was changed since: its {name} is not what the "
                    "import wrote."
                )
            if name in row.before:
                now[(source.pk, name)] = row.before[name]
    withdrawn = {s.key for s in sources.values() if s.withdrawn_reason}
    merged = {s.key for s in sources.values() if s.merged_into_id}
    yield from (f"{key} was withdrawn since." for key in sorted(withdrawn))
    yield from (f"{key} was merged into another since." for key in sorted(merged))


def _take_back(rows: Sequence[ImportRow], sources: dict[int, Source]) -> None:
    """Give each merged source what stood there before, newest row first."""
    for row in rows:
        source = sources[row.source_id or 0]
        for name, value in row.before.items():
            setattr(source, name, value)
        if row.before:
            source.save(update_fields=list(row.before))
