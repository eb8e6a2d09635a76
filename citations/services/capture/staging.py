"""Staging what was pasted: read, normalise, match; nothing is written but the batch."""

import re
from collections.abc import Sequence
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import transaction

from citations.enums import PLACEHOLDER, RowDecision, RowStatus
from citations.fetch import FetchError, Net
from citations.models import ImportBatch, ImportRow
from citations.selectors import keys_like
from citations.services.capture.fields import field_of_name, placed
from citations.services.capture.guesses import class_of, free, is_primary, key_of
from citations.services.capture.looking import rows_look_up
from citations.services.capture.matching import rows_match
from citations.services.capture.reading import Entry, pasted, storable
from citations.services.people import check_editor

NO_NAME = re.compile(PLACEHOLDER, re.IGNORECASE)
AT_ONCE = 1_000
UNTITLED = "It has no title: type one, or paste a better record."
PASTED = "Pasted text"


def import_stage(
    *, given: bytes | str, author: User, label: str = "", net: Net | None = None
) -> ImportBatch:
    """Read what was pasted or uploaded into a batch of rows, and return it.

    Nothing but the batch is written. What cannot be read is a row with a sentence.
    Identifiers that no source here has are looked up, within limits, before anything is
    written. Raises ``ValidationError`` for what is too long, empty or no text.
    """
    check_editor(author)
    found = pasted(given)
    rows = [row_of(entry, at) for at, entry in enumerate(found.entries, start=1)]
    names = [row for row in rows if row.status == RowStatus.INCOMPLETE]
    if names:
        rows_match(names)
        rows_look_up([r for r in names if r.status == RowStatus.INCOMPLETE], net=net)
    label = storable(label).strip()[:200] or PASTED
    # Matched before anything is locked; what others write meanwhile is met on applying.
    rows_settle(rows)
    with transaction.atomic(), batch_context(author, label):
        batch = ImportBatch.objects.create(
            label=label,
            form=found.form,
            notes=found.notes,
            row_count=len(rows),
            author=author,
        )
        for row in rows:
            row.batch = batch
        ImportRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    return batch


def batch_context(person: User, label: str) -> Any:  # noqa: ANN401 - pghistory's own
    """Return the context by which history says who acted, and in which import."""
    return pghistory.context(user=person.pk, reason=f"Import: {label}")


def row_of(entry: Entry, position: int) -> ImportRow:
    """Return an entry as a row that is not stored; matching comes later."""
    row = ImportRow(
        position=position,
        place=entry.place[:80],
        given=storable(entry.given),
        status=RowStatus.FAULTY,
        decision=RowDecision.WAIT,
        remarks=list(entry.said),
    )
    row_fill(row, entry)
    return row


def row_fill(row: ImportRow, entry: Entry) -> None:
    """Put into a row what was read, and say what keeps it from being written."""
    if entry.record is not None:
        _fill_record(row, entry.record)
    elif entry.identifier is not None:
        _fill_name(row, entry)
    else:
        row.reason = " ".join(entry.said) or "Nothing could be read here."
        row.remarks = []


def _fill_record(row: ImportRow, record: dict[str, Any]) -> None:
    try:
        read = placed(record)
    except FetchError as error:
        row.reason = str(error)
        return
    row.record, row.fields, row.extra = {}, read.fields, read.extra
    row.remarks = [*row.remarks, *read.said]
    row_ready(row)


def row_ready(row: ImportRow) -> None:
    """Say of a row with fields whether it can be written; matching decides how."""
    title = str(row.fields.get("title", ""))
    if not title or NO_NAME.fullmatch(title):
        row.status, row.decision = RowStatus.FAULTY, RowDecision.WAIT
        shown = f"The title “{title[:40]}” names nothing: type" if title else ""
        row.reason = f"{shown} one, or paste a better record." if shown else UNTITLED
    else:
        row.status, row.decision = RowStatus.NEW, RowDecision.CREATE


def _fill_name(row: ImportRow, entry: Entry) -> None:
    name = entry.identifier
    column = field_of_name(name.kind) if name else ""
    if not name or not column:
        kind = str(name.kind).upper() if name else ""
        row.reason = (
            f"This is a {kind}, which names no work that can be a source. Paste a DOI, "
            "arXiv id, PMID, ISBN, web address or a record."
        )
        return
    row.status = RowStatus.INCOMPLETE
    row.fields = {column: name.normal}
    if name.version is not None:
        row.fields["arxiv_version"] = name.version
    row.reason = "It was not looked up yet."


def rows_settle(rows: Sequence[ImportRow]) -> None:
    """Match rows that can be written, and give new ones key, class and primary."""
    able = [row for row in rows if row.status not in (RowStatus.FAULTY,)]
    rows_match(able)
    new = [r for r in able if r.decision == RowDecision.CREATE and not r.key]
    for row in new:
        row.guessed = ["key", "source_class", "primary"]
        row.source_class = class_of(row.fields)
        row.primary = is_primary(row.fields)
    keys_guess(new)


def keys_guess(rows: Sequence[ImportRow]) -> None:
    """Give each row a key that no source and no other of the rows has."""
    wanted = [key_of(row.fields) for row in rows]
    taken = set(keys_like(wanted))
    for row, key in zip(rows, wanted, strict=True):
        row.key = free(key, taken)
