"""Tables of organizations, sources, notices, and places in sources."""

from citations.models.capture import ImportBatch, ImportRow
from citations.models.citation import Citation, Reading
from citations.models.due import Due, DueQuerySet
from citations.models.flag import Flag
from citations.models.link import LinkCheck, LinkWatch
from citations.models.notice import SourceNotice
from citations.models.organization import Organization
from citations.models.registry import NoticeWatch
from citations.models.relation import (
    RecordSighting,
    SourceOrganization,
    SourceRelation,
)
from citations.models.snapshot import Snapshot
from citations.models.source import Source

__all__ = [
    "Citation",
    "Due",
    "DueQuerySet",
    "Flag",
    "ImportBatch",
    "ImportRow",
    "LinkCheck",
    "LinkWatch",
    "NoticeWatch",
    "Organization",
    "Reading",
    "RecordSighting",
    "Snapshot",
    "Source",
    "SourceNotice",
    "SourceOrganization",
    "SourceRelation",
]
