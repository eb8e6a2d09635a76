"""``manage.py work``: check links, and verify again what is published."""

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from kb.services.work import AWAY, KINDS, Worker

ACTOR = "worker"
REFUSED = 2


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGINT set; the block ends by itself."""
    stop = threading.Event()
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: stop.set()) for number in signals]
    try:
        yield stop
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


class Command(BaseCommand):
    """Do what falls due, until stopped. Any number may run, on any number of machines.

    SIGTERM and SIGINT let the row in hand be finished and end with 0.
    """

    help = (
        "Do what falls due: check links, ask registries for notices, verify published "
        "findings again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kinds of work, and whether to end when nothing is due."""
        parser.add_argument(
            "--kinds", nargs="+", choices=sorted(KINDS), default=sorted(KINDS)
        )
        parser.add_argument(
            "--once", action="store_true", help="End when nothing is due any more."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and a sentence if none of the work can be done here."""
        actor = User.objects.filter(username=ACTOR).first()
        if actor is None:
            raise CommandError(
                f"The account “{ACTOR}” is missing, under which the work is noted: "
                "run manage.py loaddata people.",
                returncode=REFUSED,
            )
        kinds = [KINDS[name]() for name in dict.fromkeys(options["kinds"])]
        able = [kind for kind in kinds if not self._cannot(kind.why_not())]
        if not able and not options["once"]:
            raise CommandError("There is nothing that can be done.", returncode=REFUSED)
        with stopped_by_signals() as stop:
            worker = Worker(kinds=able, actor=actor, stop=stop)
            self.stderr.write(f"{worker.name} works: {', '.join(k.name for k in able)}")
            try:
                worker.run(once=options["once"])
            except AWAY as error:
                raise CommandError(f"The database is away: {error}") from error
        for (kind, state), count in sorted(worker.done.items()):
            self.stdout.write(f"{kind} {state} {count}")
        self.stdout.write(f"{worker.done.total()} done")

    def _cannot(self, why: str) -> bool:
        if why:
            self.stderr.write(why)
        return bool(why)
