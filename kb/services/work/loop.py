"""The loop of a worker: take a row, do it, take the next, until told to stop."""

import logging
import os
import platform
import secrets
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pghistory
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, connection

from citations.models import Due
from kb.services.quota import quotas_forget
from kb.services.work.kind import Done, Kind

log = logging.getLogger("attest.work")

POLL = 15.0
GATHER = 600.0
HELD_UP = 0.5
AFTER_FAULT = timedelta(hours=1)
AWAY = (OperationalError, InterfaceError)


def worker_name() -> str:
    """Return a name for this process that no other has, on any machine, at any time."""
    return f"{platform.node()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"


class Worker:
    """Does the work of ``kinds`` in turn, as ``actor``, under a name of its own.

    Between two rows it looks at ``stop``; a row in hand is always finished. What it
    writes is found in the history under the actor, with its name.
    """

    def __init__(
        self, *, kinds: Sequence[Kind], actor: User, stop: threading.Event
    ) -> None:
        self.name = worker_name()
        self.done: Counter[tuple[str, str]] = Counter()
        self._kinds = kinds
        self._actor = actor
        self._stop = stop
        self._gather_at = 0.0

    def run(self, *, once: bool = False) -> None:
        """Work until stopped, or with ``once`` until nothing is due."""
        while not self._stop.is_set():
            try:
                self._gather()
                busy = [kind for kind in self._kinds if self._one(kind)]
                held_up = not busy and any(k.is_held_up() for k in self._kinds)
            except AWAY as error:
                if once:
                    raise
                log.warning("The database is away: %s", _line(str(error)))
                connection.close()
                self._stop.wait(POLL)
                continue
            if once and not busy and not held_up:
                return
            if not busy:
                self._stop.wait(HELD_UP if held_up else POLL)

    def _gather(self) -> None:
        """Look for new work now and then, and drop what need not be kept."""
        if time.monotonic() < self._gather_at:
            return
        self._gather_at = time.monotonic() + GATHER
        quotas_forget()
        for kind in self._kinds:
            with self._noted():
                count = kind.gather()
            log.info("%s %d new", kind.name, count)

    def _one(self, kind: Kind) -> bool:
        """Take and do one row; tell whether there was one."""
        if self._stop.is_set():
            return False
        row = kind.take(self.name)
        if row is None:
            return False
        started = time.monotonic()
        done = self._do(kind, row)
        self.done[kind.name, done.state] += 1
        seconds = time.monotonic() - started
        told = (kind.name, row.pk, done.state, seconds, _line(done.line))
        log.info("%s %d %s %.2fs %s", *told)
        return True

    def _do(self, kind: Kind, row: Due) -> Done:
        """Do one row. A fault of ours is told and puts the row off; work goes on."""
        try:
            with self._noted():
                done = kind.do(row, self.name)
        except AWAY:
            raise
        except Exception:
            log.exception("%s %d could not be done", kind.name, row.pk)
            kind.put_off(row, self.name, AFTER_FAULT)
            return Done("fault", f"It is tried again in {AFTER_FAULT}.")
        return done or Done("late", "Somebody else took it over: nothing is kept.")

    def _noted(self) -> "pghistory.context":
        return pghistory.context(user=self._actor.pk, worker=self.name)


def _line(text: str) -> str:
    """Return ``text`` as one line of printable letters."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
