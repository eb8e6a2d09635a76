"""One command of ``manage.py`` in a process of its own, and what that took.

Run by ``apart``; by hand: ``python -m tests.bench.apart DATABASE COMMAND …``.
"""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of a processor here and in PostgreSQL; peak in MB.

    ``waited`` are the seconds in which here or there was ready and others had the
    processors.
    """

    clock: float
    waited: float
    here: float
    server: float
    peak: int
    said: str = ""

    @property
    def alone(self) -> float:
        """The clock without the time that others had the processors.

        Never less than processors spent: two that wait at once are counted twice.
        """
        return max(self.clock - self.waited, self.processor)

    @property
    def processor(self) -> float:
        """All that processors spent."""
        return self.here + self.server

    def __str__(self) -> str:
        return (
            f"{self.clock:6.1f} s, {self.alone:.1f} without others; of a processor "
            f"{self.here:.1f} s here and {self.server:.1f} s in PostgreSQL; "
            f"at most {self.peak} MB here"
        )


def apart(database: str, *command: str) -> Cost:
    """Run a command on ``database`` in a process of its own.

    The clock runs from the start of that process, which reports its own peak: that of a
    child of ours would begin at ours. Raises ``RuntimeError`` if the command fails.
    """
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "tests.bench.apart", database, *command],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return Cost(**json.loads(done.stdout))


def peak() -> int:
    """Return the most memory that this process has had, in MB."""
    found = HIGHEST.search(Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


def main(database: str, command: list[str]) -> None:
    """Run ``command`` and write what it took as JSON."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after setup
    from django.db import connections  # noqa: PLC0415

    from tests.bench.rounds import server_seconds, waited  # noqa: PLC0415

    for alias in connections:
        connections[alias].settings_dict["NAME"] = database
    out = StringIO()
    call_command(*command, stdout=out)
    cost = Cost(
        clock=time.time() - psutil.Process().create_time(),
        waited=waited(),
        here=time.process_time(),
        server=server_seconds(),
        peak=peak(),
        said=out.getvalue(),
    )
    sys.stdout.write(json.dumps(vars(cost)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
