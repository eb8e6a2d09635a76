"""Notices in the records of Crossref and PubMed, in the words of our own kinds."""

from collections.abc import Iterator
from typing import Any

from citations.enums import NoticeKind
from citations.fetch.answers import Notice
from citations.fetch.clean import objects, text
from citations.identifiers import normal_doi
from citations.identifiers.csl_dates import from_csl
from citations.identifiers.dates import NotADateError

# Crossref, "Crossmark: update types", and what Retraction Watch adds. A type that is
# not here is kept with no kind: an addendum or a new version takes nothing back.
KINDS = {
    "retraction": NoticeKind.RETRACTION,
    "removal": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "expression_of_concern": NoticeKind.CONCERN,
    "correction": NoticeKind.CORRECTION,
    "corrigendum": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
    "partial_retraction": NoticeKind.CORRECTION,
    "corrected_and_republished": NoticeKind.CORRECTION,
    "retracted_and_republished": NoticeKind.RETRACTION,
    "reinstatement": NoticeKind.REINSTATEMENT,
}


def kind_of(type_: str) -> NoticeKind | None:
    """Return our kind for a registry's type, however it is spelled."""
    return KINDS.get(type_.strip().lower().replace(" ", "_").replace("-", "_"))


def crossref_notices(message: dict[str, Any], doi: str) -> tuple[Notice, ...]:
    """Return the notices about ``doi`` (``updated-by``) and by it (``update-to``)."""
    return tuple(dict.fromkeys(_each(message, doi)))


def _each(message: dict[str, Any], doi: str) -> Iterator[Notice]:
    for member in ("updated-by", "update-to"):
        for item in objects(message.get(member)):
            other = normal_doi(text(item.get("DOI")))
            about, by = (doi, other) if member == "updated-by" else (other, doi)
            if other:
                yield Notice(
                    kind=kind_of(text(item.get("type"))),
                    type=text(item.get("type")),
                    label=text(item.get("label")),
                    about=about,
                    by=by,
                    issued=_day(item.get("updated")),
                    source=text(item.get("source")) or "crossref",
                    record_id=text(item.get("record-id")),
                )


def _day(value: object) -> str:
    """Return the date of a notice as it is stored, "" if it gives none."""
    try:
        date = from_csl(value) if isinstance(value, dict) else None
    except NotADateError:
        return ""
    return str(date or "")
