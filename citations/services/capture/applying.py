"""Applying a batch: what was decided is written in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DataError, connection, transaction
from django.utils import timezone

from citations.enums import BatchState, RowDecision, RowStatus
from citations.models import ImportBatch, ImportRow, RecordSighting, Source
from citations.selectors import keys_like
from citations.services.capture.deciding import batch_open, source_check, source_of
from citations.services.capture.guesses import free
from citations.services.capture.merging import differences
from citations.services.capture.staging import AT_ONCE, batch_context
from citations.services.people import check_editor
from citations.services.refusal import refusals

WRITTEN = """
UPDATE citations_importrow AS r SET status = 'done', source_id = w.source
FROM unnest(%s::bigint[], %s::bigint[]) AS w (id, source) WHERE r.id = w.id
"""


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a batch did."""

    batch: ImportBatch
    created: int
    merged: int
    failed: int


@transaction.atomic
def import_apply(*, batch: ImportBatch, author: User) -> Applied:
    """Write every row of ``batch`` that shall create or merge; say what was done.

    One transaction. A row that the database refuses stays, faulty, with its sentence,
    and holds up no other. May be called again for rows that were mended since.
    """
    check_editor(author)
    held = batch_open(batch)
    with batch_context(author, held.label):
        rows = list(held.rows.ready().select_for_update().order_by("position"))
        create = [row for row in rows if row.decision == RowDecision.CREATE]
        merge = [row for row in rows if row.decision == RowDecision.MERGE]
        _renew_keys(create)
        made = _isolated(create, _create)
        merged = _isolated(merge, _merge)
        held.state = BatchState.APPLIED
        held.applied_by, held.applied_at = author, timezone.now()
        held.save(update_fields=["state", "applied_by", "applied_at"])
    return Applied(held, made, merged, len(rows) - made - merged)


def _renew_keys(rows: Sequence[ImportRow]) -> None:
    """Take the next number for a key of ours that somebody took meanwhile."""
    taken = set(
        Source.objects.filter(key__in=[row.key for row in rows]).values_list(
            "key", flat=True
        )
    )
    late = [row for row in rows if row.key in taken and "key" in row.guessed]
    if late:
        bases = [row.key for row in late]
        taken = set(keys_like(bases)) | {row.key for row in rows}
        for row in late:
            row.key = free(row.key, taken)
        ImportRow.objects.bulk_update(late, ["key"], batch_size=AT_ONCE)


def _isolated(
    rows: Sequence[ImportRow], write: Callable[[Sequence[ImportRow]], None]
) -> int:
    """Write rows by the thousand; where one is refused, halve until it is alone.

    Returns how many were written. Each try is a savepoint, so what a refused one wrote
    is gone.
    """
    done = 0
    waiting = [list(rows[at : at + AT_ONCE]) for at in range(0, len(rows), AT_ONCE)]
    while waiting:
        some = waiting.pop()
        try:
            with refusals():
                write(some)
            done += len(some)
        except (ValidationError, DataError) as error:
            if len(some) == 1:
                _fail(some[0], error)
            else:
                middle = len(some) // 2
                waiting += [some[:middle], some[middle:]]
    return done


def _create(rows: Sequence[ImportRow]) -> None:
    sources = [source_of(row) for row in rows]
    for row, source in zip(rows, sources, strict=True):
        source.notices_checked_at = _checked_at(row)
    Source.objects.bulk_create(sources)
    _sightings(rows, sources)
    _written(rows, sources)


def _merge(rows: Sequence[ImportRow]) -> None:
    held = Source.objects.select_for_update().order_by("pk")
    sources = {s.pk: s for s in held.filter(pk__in={row.match_id for row in rows})}
    for row in rows:
        source = sources[row.match_id or 0]
        _merge_one(row, source)
    ImportRow.objects.bulk_update(rows, ["before", "after"], batch_size=AT_ONCE)
    _written(rows, [sources[row.match_id or 0] for row in rows])


def _merge_one(row: ImportRow, source: Source) -> None:
    """Write what the merge of one row writes, and keep what stood there."""
    wanted: dict[str, Any] = {
        d.field: d.new for d in differences(source, row) if d.writes
    }
    if source.withdrawn_reason:
        wanted["withdrawn_reason"] = ""
    row.before = {name: getattr(source, name) for name in wanted}
    row.after = wanted
    if not wanted:
        return
    for name, value in wanted.items():
        setattr(source, name, value)
    # The one place where a row is saved by itself: what it may hold is for the row's
    # check to say, which a bulk statement would leave to the database alone.
    source.clean_fields(
        exclude=[f.name for f in Source._meta.fields if f.name not in wanted]
    )
    source.save(update_fields=list(wanted))


def _written(rows: Sequence[ImportRow], sources: Sequence[Source]) -> None:
    """Mark rows as done, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [[r.pk for r in rows], [s.pk for s in sources]])


def _sightings(rows: Sequence[ImportRow], sources: Sequence[Source]) -> None:
    """Record where fetched records were seen."""
    RecordSighting.objects.bulk_create(
        RecordSighting(source=source, address=str(address)[:500])
        for row, source in zip(rows, sources, strict=True)
        if (address := _looked_up(row).get("address"))
    )


def _checked_at(row: ImportRow) -> datetime | None:
    """Return when a registry said that it has no notice, if it did."""
    told = _looked_up(row)
    if told.get("notices") == [] and told.get("at"):
        return datetime.fromisoformat(str(told["at"]))
    return None


def _looked_up(row: ImportRow) -> dict[str, Any]:
    custom = row.extra.get("custom")
    told = custom.get("looked_up") if isinstance(custom, dict) else None
    return told if isinstance(told, dict) else {}


def _fail(row: ImportRow, error: ValidationError | DataError) -> None:
    """Keep a refused row, with all sentences about it."""
    told: list[str] = []
    if isinstance(error, ValidationError):
        told = list(error.messages)
    if row.decision == RowDecision.CREATE:
        try:
            source_check(row)
        except ValidationError as whole:
            told = list(whole.messages)
    row.status, row.decision = RowStatus.FAULTY, RowDecision.WAIT
    row.reason = " ".join(told) or "A value is out of range or not text."
    row.before, row.after, row.source = {}, {}, None
    row.save(update_fields=["status", "decision", "reason", "before", "after"])
