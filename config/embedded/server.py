"""Start, join and stop an embedded server."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg

from config.embedded.home import (
    LOG_TAIL,
    MAJOR,
    PORT,
    EmbeddedServerError,
    Home,
    home_of,
)
from config.embedded.processes import (
    PID_FILE,
    forget_foreign_number,
    lost_its_socket,
    postmaster,
    recorded_sockets,
    working_in,
)
from config.embedded.roles import provision

ATTEMPTS = 8
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")

# The servers this process started: a child that nobody holds cannot be reaped.
_children: dict[Path, "subprocess.Popen[Any]"] = {}


def start(directory: Path, *, patience: float = 900) -> Path:
    """Start the server of ``directory``, or join it; return its socket's folder.

    The database ``attest`` and its roles exist afterwards. Waits up to ``patience``
    seconds for a crash recovery. Raises ``EmbeddedServerError`` with the end of the
    server's log if it does not come up.
    """
    home = home_of(directory)
    with one_at_a_time(home):
        ensure_cluster(home)
        sockets = bring_up(home, time.monotonic() + patience)
        provision(sockets)
        return sockets


def stop(directory: Path, *, patience: float = 60) -> bool:
    """Stop the server of ``directory``; return whether one was running."""
    home = home_of(directory)
    if not home.path.exists():
        return False
    with one_at_a_time(home):
        sockets = recorded_sockets(home.data)
        if not shut_down(home, patience):
            return False
        if sockets:
            with contextlib.suppress(OSError):
                sockets.rmdir()
        return True


def shut_down(home: Home, patience: float) -> bool:
    """End the running server, if there is one, and wait until it is gone."""
    running = postmaster(home.data)
    if running is None:
        return False
    running.send_signal(signal.SIGINT)
    _, left = psutil.wait_procs([running], timeout=patience)
    if left:
        raise EmbeddedServerError(f"PostgreSQL did not stop within {patience} s.")
    return True


@contextlib.contextmanager
def one_at_a_time(home: Home) -> Iterator[None]:
    """Hold the folder's lock; the kernel lets go of it however the holder ends."""
    try:
        home.path.mkdir(parents=True, exist_ok=True)
        lock = (home.path / "lock").open("w")
    except PermissionError as error:
        raise EmbeddedServerError(
            f"{home.path} belongs to another user: remove it, or set DATABASE_URL."
        ) from error
    with lock:
        if home.account and not home.account.can_reach(home.path):
            home.path.chmod(0o755)  # made under a strict umask
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bring_up(home: Home, end: float) -> Path:
    """Return the socket folder once the server accepts; start it if it does not run."""
    attempts = 0
    while time.monotonic() < end:
        sockets = recorded_sockets(home.data)
        if sockets and accepts(sockets):
            return sockets
        if lost_its_socket(home.data):
            shut_down(home, end - time.monotonic())
        elif not on_its_way(home):
            if attempts == ATTEMPTS:
                break
            attempts += 1
            launch(home)
        time.sleep(0.05)  # starting up or recovering: neither is an error
    said = home.log.read_bytes()[-LOG_TAIL:].decode(errors="replace")
    raise EmbeddedServerError(f"PostgreSQL did not start. {home.log} ends:\n{said}")


def accepts(sockets: Path) -> bool:
    """Whether a server answers in ``sockets``."""
    try:
        psycopg.connect(
            host=str(sockets), port=PORT, user="postgres", dbname="postgres"
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def on_its_way(home: Home) -> bool:
    """Whether a server starts, recovers, or still ends on this cluster."""
    child = _children.get(home.data)
    return (child is not None and child.poll() is None) or bool(working_in(home.data))


def launch(home: Home) -> None:
    """Start ``postgres``. Call only when nothing works on the cluster."""
    sockets = home.sockets()
    forget_foreign_number(home.data / PID_FILE)
    forget_foreign_number(sockets / f".s.PGSQL.{PORT}.lock")
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
    }
    options = [o for key, value in settings.items() for o in ("-c", f"{key}={value}")]
    program = str(home.programs() / "postgres")
    command = [program, "-D", str(home.data), "-p", str(PORT), *options]
    with home.log.open("ab") as log:
        _children[home.data] = subprocess.Popen(  # noqa: S603 - the wheel's program
            command,
            **home.run_as(),
            stdout=log,
            stderr=log,
            start_new_session=True,  # an interrupt of the site is none of the server's
        )


def ensure_cluster(home: Home) -> None:
    """Make the cluster if there is none: first aside, then in one rename."""
    for unfinished in home.path.glob("unfinished-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    if home.data.exists():
        check_version(home)
        return
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=home.path))
    home.give(unfinished)
    initialise(home, unfinished)
    unfinished.rename(home.data)
    synchronise(home.path)


def check_version(home: Home) -> None:
    """Refuse a cluster that another version made, or that is none."""
    version = home.data / "PG_VERSION"
    found = version.read_text().strip() if version.exists() else "nobody we know"
    if found != MAJOR:
        raise EmbeddedServerError(
            f"{home.data} was made by PostgreSQL {found}, and this is {MAJOR}: dump it "
            "with the version that made it and restore it here, or move it away."
        )


def initialise(home: Home, folder: Path) -> None:
    """Run ``initdb`` in ``folder``."""
    who = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    done = subprocess.run(  # noqa: S603 - the wheel's own program, no shell
        [home.programs() / "initdb", "-D", folder, *who, *LOCALE],
        **home.run_as(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EmbeddedServerError(f"initdb failed: {done.stderr.strip()}")


def synchronise(folder: Path) -> None:
    """Make a rename in ``folder`` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
