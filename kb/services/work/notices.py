"""Notices: one row is one source that a registry may know."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from citations.fetch import FetchError, Limits, Net, net_of_settings
from citations.models import NoticeWatch
from citations.services import (
    notice_watch_record,
    notice_watches_gather,
    notices_look,
)
from kb.services.work.kind import Done, Kind, Queue

CLERK = "notice-clerk"
"""The account that takes over what registries tell; nobody can sign in with it."""
# A source has up to three registries, each asked once: all fit into the lease, and the
# next question is a try of its own.
LIMITS = Limits(seconds=30.0, tries=1)


class NoticeChecks(Kind):
    """Asks the registries about each source, and takes over what they tell."""

    name = "notices"

    def __init__(self, *, net: Net | None = None) -> None:
        self._net = net
        self._clerk: User | None = None

    def why_not(self) -> str:
        """Return why no registry is asked: the switch, or the account."""
        try:
            self.net()
        except FetchError as error:
            off = "fetching is switched off on this server (setting FETCH)."
            why = str(error) if settings.FETCH else off
            return f"Registries are not asked for notices and stay due: {why}"
        if not User.objects.filter(username=CLERK).exists():
            return (
                f"Registries are not asked for notices: the account “{CLERK}”, which "
                "takes them over, is missing. Run manage.py loaddata people."
            )
        return ""

    def net(self) -> Net:
        """Return the way to the network; raises ``FetchError`` if there is none."""
        return self._net or net_of_settings(LIMITS)

    def clerk(self) -> User:
        """Return the account that records notices."""
        if self._clerk is None:
            self._clerk = User.objects.get(username=CLERK)
        return self._clerk

    def queue(self) -> Queue:
        """Return every source that is watched."""
        return NoticeWatch.objects.select_related("source")

    def gather(self) -> int:
        """Watch the sources that came since."""
        return notice_watches_gather()

    def do(self, row: Any, worker: str) -> Done | None:  # noqa: ANN401
        """Ask outside of any transaction, then take over what was told."""
        look = notices_look(source=row.source, net=self.net())
        watch = notice_watch_record(
            watch=row, look=look, author=self.clerk(), worker=worker
        )
        if watch is None:
            return None
        return Done(str(watch.state), f"{watch.source.key} {watch.sentence}")
