"""What workers do: the kinds of work, and the loop that does them."""

from kb.services.work.findings import FindingChecks
from kb.services.work.kind import Done, Kind
from kb.services.work.links import LinkChecks
from kb.services.work.loop import AWAY, Worker, worker_name
from kb.services.work.notices import NoticeChecks

KINDS: dict[str, type[Kind]] = {
    kind.name: kind for kind in (LinkChecks, NoticeChecks, FindingChecks)
}

__all__ = [
    "AWAY",
    "KINDS",
    "Done",
    "FindingChecks",
    "Kind",
    "LinkChecks",
    "NoticeChecks",
    "Worker",
    "worker_name",
]
