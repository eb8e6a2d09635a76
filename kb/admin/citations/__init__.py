"""The screens of organizations, sources, notices and citations."""

from kb.admin.citations.capture import ImportBatchAdmin, ImportRowAdmin
from kb.admin.citations.citation import CitationAdmin
from kb.admin.citations.flag import FlagAdmin
from kb.admin.citations.link import LinkWatchAdmin
from kb.admin.citations.notice import SourceNoticeAdmin
from kb.admin.citations.notice_watch import NoticeWatchAdmin
from kb.admin.citations.organization import OrganizationAdmin
from kb.admin.citations.snapshot import SnapshotAdmin
from kb.admin.citations.source import SourceAdmin

__all__ = [
    "CitationAdmin",
    "FlagAdmin",
    "ImportBatchAdmin",
    "ImportRowAdmin",
    "LinkWatchAdmin",
    "NoticeWatchAdmin",
    "OrganizationAdmin",
    "SnapshotAdmin",
    "SourceAdmin",
    "SourceNoticeAdmin",
]
