"""A worker in a process of its own, before a web of stubs.

``python -m tests.kb.work.process DATABASE`` runs the product's loop over links, once,
with a net that a test made. It says ``asked …`` for each request, and answers the first
when a line comes in, the others at once.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from socket import socket

import django
from django.db import connections

from tests.citations.fetch.stub import Web, page


class Telling(Web):
    """Says what it is asked, and lets the first who asks wait for a word."""

    def connect(self, address: str, port: int, seconds: float) -> socket:
        self.replies.append(self._told(first=not self.connected))
        return super().connect(address, port, seconds)

    def _told(self, *, first: bool) -> Iterator[bytes]:
        lines = self.requests[-1].decode().split("\r\n")
        host = next(x.split(": ")[1] for x in lines if x.lower().startswith("host: "))
        path = lines[0].split(" ")[1]
        sys.stdout.write(f"asked http://{host}{path}\n")
        sys.stdout.flush()
        if first:
            sys.stdin.readline()
        yield page(b"It is here.", Content_Type="text/plain")


def main(database: str) -> None:
    """Work once over the links of a test's database."""
    django.setup()
    connections["default"].settings_dict["NAME"] = database

    from django.contrib.auth.models import User  # noqa: PLC0415 - apps are ready now

    from kb.management.commands.work import stopped_by_signals  # noqa: PLC0415
    from kb.services.work import LinkChecks, Worker  # noqa: PLC0415

    kind = LinkChecks(net=Telling().net(), gap=timedelta(0))
    with stopped_by_signals() as stop:
        actor = User.objects.get(username="worker")
        Worker(kinds=[kind], actor=actor, stop=stop).run(once=True)


if __name__ == "__main__":
    main(sys.argv[1])
