"""Findings: one row is one published finding, asked all rules again."""

from typing import Any

from kb.models import FindingWatch
from kb.services.recheck import finding_recheck, findings_gather
from kb.services.work.kind import Done, Kind, Queue


class FindingChecks(Kind):
    """Verifies quotes and figures of published findings again, by the rules."""

    name = "findings"

    def queue(self) -> Queue:
        """Return every finding that is watched."""
        return FindingWatch.objects.select_related("finding")

    def gather(self) -> int:
        """Watch what was published since."""
        return findings_gather()

    def do(self, row: Any, worker: str) -> Done | None:  # noqa: ANN401
        """Ask the rules."""
        watch = finding_recheck(watch=row, worker=worker)
        if watch is None:
            return None
        line = f"{watch.finding.key} {watch.found}".replace("\n", " ")
        return Done(str(watch.state), line.strip())
