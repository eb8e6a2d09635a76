"""The admin of organizations, sources, notices, and places in sources."""

from citations.admin.citation import CitationAdmin
from citations.admin.notice import SourceNoticeAdmin
from citations.admin.organization import OrganizationAdmin
from citations.admin.source import SourceAdmin

__all__ = [
    "CitationAdmin",
    "OrganizationAdmin",
    "SourceAdmin",
    "SourceNoticeAdmin",
]
