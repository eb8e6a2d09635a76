"""Interleaved rounds: what is compared is measured in turn, in one process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
from django.db import connection, connections

Call = Callable[[], bytes]
ROUNDS = 5
SECONDS = 1.0
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"


@dataclass(frozen=True)
class Rate:
    """Calls a second of one contestant, a figure a round."""

    name: str
    rounds: tuple[float, ...]
    costs: tuple[float, ...] = ()
    """Milliseconds of processor time a call, a figure a round: ours and PostgreSQL's.

    On a machine that others use as well they say more than calls a second.
    """

    @property
    def best(self) -> float:
        """Return the best round."""
        return max(self.rounds)

    @property
    def middle(self) -> float:
        """Return the median round."""
        return median(self.rounds)

    @property
    def cost(self) -> float:
        """Return the median of what a call costs, in milliseconds of processor time."""
        return median(self.costs)


def race(
    contestants: dict[str, Call], turn: Callable[[str], None] = lambda _name: None
) -> list[Rate]:
    """Warm every contestant up, then measure them in turn, ``ROUNDS`` times.

    ``turn`` is called with the name of a contestant before each of its rounds; it may
    change the database, and the first call after it is not counted.
    """
    rates: dict[str, list[tuple[float, float]]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, call in contestants.items():
            turn(name)
            call()
            rates[name].append(_rate(call))
    return [Rate(name, *zip(*found, strict=True)) for name, found in rates.items()]


def _rate(call: Call) -> tuple[float, float]:
    count, start, before = 0, time.perf_counter(), used()
    while (spent := time.perf_counter() - start) < SECONDS:
        call()
        count += 1
    return count / spent, (used() - before) * 1000 / count


def used() -> float:
    """Return the processor time of this process and of its connections, in seconds."""
    with connections["default"].cursor() as cursor:
        cursor.execute(BACKENDS)
        backends = [psutil.Process(pid) for (pid,) in cursor.fetchall()]
    return sum(_time(process) for process in (psutil.Process(), *backends))


def _time(process: psutil.Process) -> float:
    """Return the processor time of a process, to the nanosecond where that is told.

    The clock of ``cpu_times`` goes by hundredths of a second: too few for an export of
    some thousand rows. What the scheduler tells is of the first thread, which all of
    those measured here do their work in.
    """
    told = Path(f"/proc/{process.pid}/schedstat")
    if told.exists():
        return int(told.read_text().split()[0]) / 1e9
    times = process.cpu_times()
    return float(times.user + times.system)


def server_seconds() -> float:
    """Return the time that a processor has spent on this connection so far.

    It tells more than the clock does on a machine that has other work to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _time(psutil.Process(cursor.fetchone()[0]))


def waited() -> float:
    """Return how long this process and its connection were ready and had no processor.

    As the scheduler counts it; 0 where it tells nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pids = ("self", cursor.fetchone()[0])
    told = [Path(f"/proc/{pid}/schedstat") for pid in pids]
    if not all(one.exists() for one in told):
        return 0.0
    return sum(int(one.read_text().split()[1]) for one in told) / 1e9
