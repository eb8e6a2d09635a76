"""Links: one row is one address of one source."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from citations.fetch import FetchError, Limits, Net, net_of_settings
from citations.models import LinkWatch
from citations.services import link_ask, link_record, links_gather
from kb.services.work.kind import Done, Kind, Queue

# A page may be larger than a record. One try: the next check is a try of its own.
LIMITS = Limits(seconds=30.0, body=16_000_000, tries=1)
GAP = timedelta(seconds=2)


class LinkChecks(Kind):
    """Asks each address, no host twice at once nor within ``gap``, by any worker."""

    name = "links"

    def __init__(self, *, net: Net | None = None, gap: timedelta = GAP) -> None:
        self._net = net
        self._gap = gap

    def why_not(self) -> str:
        """Return why no address is asked: the switch, or who to say that asks."""
        try:
            self.net()
        except FetchError as error:
            off = "fetching is switched off on this server (setting FETCH)."
            why = str(error) if settings.FETCH else off
            return f"Links are not checked and stay due: {why}"
        return ""

    def net(self) -> Net:
        """Return the way to the network; raises ``FetchError`` if there is none."""
        return self._net or net_of_settings(LIMITS)

    def queue(self) -> Queue:
        """Return every address that is watched."""
        return LinkWatch.objects.all()

    def free(self) -> Queue:
        """Return due addresses of hosts that may be asked now."""
        return LinkWatch.objects.polite(self._gap).free()

    def is_held_up(self) -> bool:
        """Tell whether due addresses only wait until their host may be asked again."""
        return LinkWatch.objects.cooling().exists()

    def gather(self) -> int:
        """Watch the addresses of new sources and readings."""
        return links_gather()

    def do(self, row: Any, worker: str) -> Done | None:  # noqa: ANN401
        """Ask outside of any transaction, then keep the answer."""
        outcome = link_ask(watch=row, net=self.net())
        check = link_record(watch=row, outcome=outcome, worker=worker)
        if check is None:
            return None
        status = f"{check.status} " if check.status else ""
        return Done(str(check.state), f"{status}{row.address} {check.sentence}")
