"""The only way to write organizations, sources, notices and citations."""

from citations.services.citing import citation_key, place_save
from citations.services.flag import flag_decide, flag_raise
from citations.services.links import (
    Outcome,
    link_ask,
    link_check_now,
    link_record,
    link_set_aside,
    links_gather,
)
from citations.services.notice import notice_record, notice_save
from citations.services.notice_watch import (
    notice_watch_now,
    notice_watch_record,
    notice_watches_gather,
)
from citations.services.people import (
    CONTRIBUTORS,
    EDITORS,
    check_editor,
    is_contributor,
)
from citations.services.quote import quote_place
from citations.services.refusal import refusals, row_check, sentence
from citations.services.registry import (
    NoticeLook,
    NoticeSync,
    notice_sync,
    notices_look,
    notices_new,
    notices_take,
)
from citations.services.retraction_watch import NoticeImport, notices_import
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
from citations.services.work import (
    work_free_lapsed,
    work_hold,
    work_put_off,
    work_take,
)

__all__ = [
    "CONTRIBUTORS",
    "EDITORS",
    "NoticeImport",
    "NoticeLook",
    "NoticeSync",
    "Outcome",
    "check_editor",
    "citation_key",
    "citation_save",
    "flag_decide",
    "flag_raise",
    "is_contributor",
    "link_ask",
    "link_check_now",
    "link_record",
    "link_set_aside",
    "links_gather",
    "notice_record",
    "notice_save",
    "notice_sync",
    "notice_watch_now",
    "notice_watch_record",
    "notice_watches_gather",
    "notices_import",
    "notices_look",
    "notices_new",
    "notices_take",
    "organization_save",
    "place_save",
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
    "work_free_lapsed",
    "work_hold",
    "work_put_off",
    "work_take",
]
