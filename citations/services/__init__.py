"""The only way to write organizations, sources, notices and citations."""

from citations.services.notice import notice_record, notice_save
from citations.services.people import check_editor
from citations.services.quote import quote_place
from citations.services.refusal import refusals, row_check, sentence
from citations.services.snapshot import (
    snapshot_attach,
    snapshot_read,
    snapshot_save,
    snapshot_withdraw,
)
from citations.services.source import (
    citation_save,
    organization_save,
    reading_record,
    relation_save,
    row_delete,
    row_save,
    rows_save,
    source_normalise,
    source_save,
)

__all__ = [
    "check_editor",
    "citation_save",
    "notice_record",
    "notice_save",
    "organization_save",
    "quote_place",
    "reading_record",
    "refusals",
    "relation_save",
    "row_check",
    "row_delete",
    "row_save",
    "rows_save",
    "sentence",
    "snapshot_attach",
    "snapshot_read",
    "snapshot_save",
    "snapshot_withdraw",
    "source_normalise",
    "source_save",
]
