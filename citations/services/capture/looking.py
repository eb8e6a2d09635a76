"""Asking the registries for the records of identifiers, within limits of a request."""

import time
from collections.abc import Sequence
from typing import Any

from citations.enums import RowDecision, RowStatus
from citations.fetch import Fetched, FetchError, Net, Notice, Reason, Refused, look_up
from citations.identifiers import Identifier, Kind
from citations.models import ImportRow
from citations.services.capture.fields import placed

SECONDS = 20.0
MOST_ASKED = 50
ASKABLE = (Kind.DOI, Kind.ARXIV, Kind.PMID)
COLUMNS = {Kind.DOI: "doi", Kind.ARXIV: "arxiv", Kind.PMID: "pmid"}
LATER = (
    f"It was not looked up yet: at most {MOST_ASKED} are asked at once, for "
    f"{SECONDS:.0f} seconds. Look up the rest."
)
TYPE_IT = "Type its title, or paste its record."
# What the next row would be told as well.
SAME_FOR_ALL = {Reason.OFF}


def rows_look_up(rows: Sequence[ImportRow], *, net: Net | None = None) -> None:
    """Fill in the records of rows that are an identifier and nothing more.

    A row whose record cannot be had stays incomplete, with the reason as a sentence.
    Time is limited: who comes too late is told so. Not to be called in a transaction.
    """
    end = time.monotonic() + SECONDS
    asked = 0
    refused: Refused | None = None
    for row in rows:
        name = identifier_of(row)
        if name is None:
            row.reason = f"No registry here knows its kind of identifier. {TYPE_IT}"
            continue
        if refused is None and (asked >= MOST_ASKED or time.monotonic() > end):
            row.reason = LATER
            continue
        found: Fetched | Refused = refused or look_up(name, net=net)
        asked += 1
        if isinstance(found, Refused):
            row.reason = f"{found.sentence} {TYPE_IT}"
            refused = found if found.reason in SAME_FOR_ALL else None
        else:
            _fill(row, found)


def identifier_of(row: ImportRow) -> Identifier | None:
    """Return the identifier of a row that a registry can be asked about."""
    for kind, column in COLUMNS.items():
        name = row.fields.get(column)
        if name:
            return Identifier(kind, name, row.fields.get("arxiv_version"))
    return None


def _fill(row: ImportRow, found: Fetched) -> None:
    """Put a fetched record into a row, with where and when it was had."""
    notices = None if found.updates is None else [_told(n) for n in found.updates]
    looked_up = {
        "address": found.address,
        "at": found.fetched_at.isoformat(),
        "notices": notices,
    }
    custom = {"looked_up": looked_up} | (
        {"registry": found.extra} if found.extra else {}
    )
    try:
        read = placed(found.record | {"custom": custom})
    except FetchError as error:
        row.reason = f"{error} {TYPE_IT}"
        return
    named = row.fields
    row.record, row.extra = found.record, read.extra
    row.fields = named | read.fields
    row.status, row.decision = RowStatus.NEW, RowDecision.CREATE
    if not read.fields.get("title"):
        row.status, row.decision = RowStatus.INCOMPLETE, RowDecision.WAIT
        row.reason = f"The registry knows it without a title. {TYPE_IT}"
    read.said += [
        f"{found.address} has a notice: {n.label or n.type}, {n.issued}. Record it."
        for n in found.updates or ()
        if n.kind
    ]
    row.remarks = read.said


def _told(notice: Notice) -> dict[str, Any]:
    return {
        "kind": str(notice.kind or ""),
        "type": notice.type,
        "about": notice.about,
        "by": notice.by,
        "issued": notice.issued,
    }
