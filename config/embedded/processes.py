"""Which processes work on a cluster, whoever started them."""

import contextlib
from pathlib import Path

import psutil

PID_FILE = "postmaster.pid"


def working_in(data: Path) -> list[psutil.Process]:
    """Return every PostgreSQL process of the cluster.

    The children of a killed postmaster too: they end by themselves, and nothing may
    start over them before they have.
    """
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if "postgres" in process.name() and process.cwd() == str(data):
                found.append(process)
    return found


def postmaster(data: Path) -> psutil.Process | None:
    """Return the running server of the cluster."""
    number = recorded_number(data / PID_FILE)
    return next((p for p in working_in(data) if p.pid == number), None)


def recorded_number(lock: Path) -> int | None:
    """Return the process number in a lock file; 0 if half written, else ``None``."""
    lines = lines_of(lock)
    if lines is None:
        return None
    return int(lines[0]) if lines and lines[0].isdigit() else 0


def recorded_sockets(data: Path) -> Path | None:
    """Return the socket folder that the running server wrote down.

    It was chosen by whoever started the server, perhaps with another ``TMPDIR``.
    """
    lines = lines_of(data / PID_FILE) or []
    return Path(lines[4]) if len(lines) > 4 and lines[4] else None


def lost_its_socket(data: Path) -> bool:
    """Whether the server is ready, yet a cleaner of /tmp took its socket away."""
    lines = lines_of(data / PID_FILE) or []
    if len(lines) < 8 or lines[7].strip() != "ready":
        return False
    return not (Path(lines[4]) / f".s.PGSQL.{lines[3]}").exists()


def lines_of(lock: Path) -> list[str] | None:
    """Return the lines of a lock file of PostgreSQL, ``None`` if there is none."""
    try:
        return lock.read_text().splitlines()
    except FileNotFoundError:
        return None


def forget_foreign_number(lock: Path) -> None:
    """Remove a lock file that names a living process which is not ours, or nobody.

    After a restart of the machine another program may have the number, and in a
    container whose first process reaps nobody a killed server stays there as a zombie:
    PostgreSQL would take either for a running server. A dead number is its own
    business. Call only when nothing works on the cluster.
    """
    number = recorded_number(lock)
    if number is not None and (number <= 0 or psutil.pid_exists(number)):
        lock.unlink(missing_ok=True)
