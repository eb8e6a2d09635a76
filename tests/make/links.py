"""Watched links, their checks, and verdicts on findings."""

from datetime import UTC, datetime
from typing import Any

from citations.models import LinkCheck, LinkWatch, NoticeWatch, Source
from kb.models import FindingWatch
from tests.make.findings import finding
from tests.make.maker import Maker, numbered
from tests.make.sources import source

LONG_AGO = datetime(2025, 6, 1, 12, tzinfo=UTC)

_host = numbered("host")


def _address() -> str:
    return f"https://{_host()}.example.org/page"


class LinkMaker(Maker[LinkWatch]):
    """Makes links of hosts of their own, so that no link waits for another."""

    def unsaved(self, **fields: Any) -> LinkWatch:
        """Return a link to the address of its source."""
        address = fields.setdefault("address", _address())
        fields.setdefault("host", address.partition("//")[2].partition("/")[0])
        if "source" not in fields:
            known = Source.objects.filter(url=address).first()
            fields["source"] = known or source(url=address)
        return super().unsaved(**fields)


link_watch = LinkMaker(LinkWatch, role="record", due_at=LONG_AGO)
link_check = Maker(
    LinkCheck,
    watch=link_watch,
    checked_at=LONG_AGO,
    worker="a worker",
    address="https://example.org/page",
    state="ok",
    sentence="It answers.",
)
notice_watch = Maker(NoticeWatch, source=source, due_at=LONG_AGO)
finding_watch = Maker(FindingWatch, finding=finding, due_at=LONG_AGO)
