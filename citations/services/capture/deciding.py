"""What an editor decides on rows: one by one, or all that are listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from citations.enums import BatchState, RowDecision, RowStatus
from citations.fetch import Net
from citations.models import ImportBatch, ImportRow, Source
from citations.models.capture import ImportRowQuerySet
from citations.services.capture.fields import placed
from citations.services.capture.looking import rows_look_up
from citations.services.capture.merging import joined
from citations.services.capture.reading import pasted
from citations.services.capture.staging import (
    AT_ONCE,
    batch_context,
    row_of,
    row_ready,
    rows_settle,
)
from citations.services.people import check_editor
from citations.services.refusal import refusals, row_check, sentence

RULE = "import-says-what-it-does"
READ = ("status", "decision", "reason", "remarks", "record", "fields", "extra")
CHANGED = [
    *("status", "decision", "reason", "remarks", "record", "fields", "extra", "key"),
    *("source_class", "primary", "guessed", "choices", "match", "mended"),
]


@dataclass(frozen=True, slots=True)
class Decided:
    """How many rows a decision reached, and how many it could not be taken for."""

    changed: int
    left: int


def batch_open(batch: ImportBatch) -> ImportBatch:
    """Lock a batch and return it as it stands; one that was undone is closed."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == BatchState.UNDONE:
        raise sentence(
            f"Import {held} was undone: bring what you still want in a new one.", RULE
        )
    return held


@transaction.atomic
def import_rows_decide(
    *,
    batch: ImportBatch,
    rows: ImportRowQuerySet,
    author: User,
    decision: str = "",
    source_class: str = "",
    primary: bool | None = None,
) -> Decided:
    """Decide on all of ``rows`` that are not written and for which it can be done.

    A class and whether they are primary may be set as well: an editor who says so has
    confirmed them. Returns how many rows were changed and how many were left.
    """
    check_editor(author)
    held = batch_open(batch)
    wanted = rows.filter(batch=held).open()
    fit = wanted
    if decision == RowDecision.MERGE:
        fit = wanted.filter(match__isnull=False)
    if decision in (RowDecision.MERGE, RowDecision.CREATE):
        fit = fit.exclude(status__in=[RowStatus.FAULTY, RowStatus.INCOMPLETE])
    found = list(fit.select_for_update().order_by("pk"))
    left = wanted.count() - len(found)
    for row in found:
        row.decision = decision or row.decision
        _set_seen(row, source_class=source_class, primary=primary)
    new = [r for r in found if r.decision == RowDecision.CREATE and not r.key]
    _complete(new)
    with refusals(), batch_context(author, held.label):
        names = ["decision", "source_class", "primary", "guessed", "key"]
        ImportRow.objects.bulk_update(found, names, batch_size=AT_ONCE)
    return Decided(len(found), left)


def _set_seen(row: ImportRow, *, source_class: str, primary: bool | None) -> None:
    if source_class:
        row.source_class = source_class
        row.guessed = [g for g in row.guessed if g != "source_class"]
    if primary is not None:
        row.primary = primary
        row.guessed = [g for g in row.guessed if g != "primary"]


def _complete(rows: list[ImportRow]) -> None:
    """Give key and class to rows that shall become sources against their match."""
    kept = [(r.status, r.decision, r.reason, r.match_id) for r in rows]
    rows_settle(rows)
    for row, (status, decision, reason, match) in zip(rows, kept, strict=True):
        row.status, row.decision, row.reason, row.match_id = (
            status,
            decision,
            reason,
            match,
        )


@transaction.atomic
def import_row_save(*, row: ImportRow, author: User) -> ImportRow:
    """Save what an editor changed of one row: decision, choices, key, class, fields.

    ``row`` holds the new values. A row that gained a title is matched anew. Raises
    ``ValidationError`` with a sentence for each rule it breaks.
    """
    check_editor(author)
    held = batch_open(row.batch)
    stored = ImportRow.objects.select_for_update().get(pk=row.pk)
    if stored.status in (RowStatus.DONE, RowStatus.UNDONE):
        raise sentence(f"{row.place.capitalize()} is written already.", RULE)
    own = ("decision", "key", "source_class", "primary")
    typed = {n: getattr(row, n) for n in own if getattr(row, n) != getattr(stored, n)}
    if row.fields != stored.fields:
        _match_anew(row)
    if row.decision == RowDecision.CREATE and not row.key:
        _complete([row])
    for name, told in typed.items():
        setattr(row, name, told)
    row.guessed = [guess for guess in row.guessed if guess not in typed]
    with refusals(), batch_context(author, held.label):
        row_check(row=row, exclude=("given",))
        if row.decision == RowDecision.CREATE:
            source_check(row)
        row.save(update_fields=CHANGED)
    return row


def _match_anew(row: ImportRow) -> None:
    """Bring typed fields into their stored form, and match the row again."""
    record = {"type": row.fields.get("csl_type", "document")} | as_record(row.fields)
    read = placed(record)
    row.fields = read.fields
    row.extra = joined(row.extra, read.extra)
    row.remarks = read.said
    row_ready(row)
    row.key = ""
    rows_settle([row])


def as_record(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns of a source as members of a CSL record."""
    source = Source(**{k: v for k, v in fields.items() if v is not None})
    record = source.csl()
    if source.arxiv:
        version = f"v{source.arxiv_version}" if source.arxiv_version else ""
        record.setdefault("URL", f"https://arxiv.org/abs/{source.arxiv}{version}")
        record.setdefault("number", f"arXiv:{source.arxiv}")
    return record | ({"language": source.language} if fields.get("language") else {})


def source_of(row: ImportRow) -> Source:
    """Return the source that a row would create; it is not stored."""
    unseen = [name for name in ("source_class", "primary") if name in row.guessed]
    return Source(
        **row.fields,
        key=row.key,
        source_class=row.source_class,
        primary=row.primary,
        extra=row.extra,
        unconfirmed_fields=unseen,
    )


def source_check(row: ImportRow) -> None:
    """Raise ``ValidationError`` for what would keep the row from becoming a source."""
    row_check(row=source_of(row))


def import_row_mend(
    *, row: ImportRow, given: str, author: User, net: Net | None = None
) -> ImportRow:
    """Read ``given`` in place of what was pasted for this row, and match it.

    What was pasted first stays with the row; identifiers it had stay too, unless the
    record has its own. The network is asked before anything is locked.
    """
    check_editor(author)
    entries = pasted(given).entries
    if len(entries) != 1:
        raise ValidationError(
            f"This holds {len(entries)} records; a row takes one. Bring the others in "
            "a new import."
        )
    fresh = row_of(entries[0], row.position)
    if fresh.status == RowStatus.INCOMPLETE:
        rows_look_up([fresh], net=net)
    with transaction.atomic():
        held = batch_open(row.batch)
        stored = ImportRow.objects.select_for_update().get(pk=row.pk)
        if stored.status in (RowStatus.DONE, RowStatus.UNDONE):
            raise sentence(f"{row.place.capitalize()} is written already.", RULE)
        before = stored.fields
        for name in READ:
            setattr(stored, name, getattr(fresh, name))
        stored.mended, stored.key = given, ""
        if stored.status == RowStatus.NEW:
            stored.fields = {k: v for k, v in before.items() if v} | stored.fields
        rows_settle([stored])
        with refusals(), batch_context(author, held.label):
            row_check(row=stored, exclude=("given",))
            stored.save(update_fields=CHANGED)
    return stored


def import_look_up(
    *, batch: ImportBatch, author: User, net: Net | None = None
) -> Decided:
    """Ask the registries for rows that are an identifier still, within limits.

    Returns how many records were had and how many rows are left. The network is asked
    before anything is locked.
    """
    check_editor(author)
    rows = list(batch.rows.filter(status=RowStatus.INCOMPLETE).order_by("position"))
    rows_look_up(rows, net=net)
    with transaction.atomic():
        held = batch_open(batch)
        still = set(
            held.rows.filter(status=RowStatus.INCOMPLETE)
            .select_for_update()
            .values_list("pk", flat=True)
        )
        rows = [row for row in rows if row.pk in still]
        rows_settle(rows)
        with refusals(), batch_context(author, held.label):
            ImportRow.objects.bulk_update(rows, CHANGED, batch_size=AT_ONCE)
    had = sum(1 for row in rows if row.status != RowStatus.INCOMPLETE)
    return Decided(had, len(rows) - had)


@transaction.atomic
def import_match_again(*, batch: ImportBatch, author: User) -> Decided:
    """Match again every row that is not written, against what is here by now.

    New rows that an editor let go stay as they are, and so does what has no title.
    Returns how many changed.
    """
    check_editor(author)
    held = batch_open(batch)
    wanted = held.rows.open().filter(fields__has_key="title")
    wanted = wanted.exclude(status=RowStatus.NEW, decision=RowDecision.SKIP)
    rows = list(wanted.select_for_update().order_by("position"))
    before = [(r.status, r.match_id) for r in rows]
    for row in rows:
        row_ready(row)
    rows_settle(rows)
    with refusals(), batch_context(author, held.label):
        ImportRow.objects.bulk_update(rows, CHANGED, batch_size=AT_ONCE)
    changed = sum(
        1
        for row, was in zip(rows, before, strict=True)
        if (row.status, row.match_id) != was
    )
    return Decided(changed, len(rows) - changed)
