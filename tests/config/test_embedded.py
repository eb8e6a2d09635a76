"""The embedded server, started for real: odd places, kills, many starters."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import PORT, EmbeddedServerError, home, start, stop
from config.embedded.__main__ import main
from config.embedded.home import Home, home_of
from config.embedded.processes import PID_FILE, postmaster, recorded_number, working_in
from config.embedded.roles import connect
from config.embedded.server import ensure_cluster, one_at_a_time

ODD = 'it\'s a "place" with $HOME, spaces & ümlauts'


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Return a folder with an odd name and a server in it, which tests may maltreat."""
    with tempfile.TemporaryDirectory(prefix="attest test ") as folder:
        Path(folder).chmod(0o755)  # as a checkout is; pytest's own are closed
        odd = Path(folder) / ODD / ".postgres"
        odd.parent.mkdir()
        start(odd)
        yield odd
        stop(odd)


def ask(folder: Path, statement: str) -> list[tuple[object, ...]]:
    """Start or join the server of ``folder`` and run ``statement``."""
    with psycopg.connect(
        host=str(start(folder)), port=PORT, user="attest_owner", dbname="attest"
    ) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def server_of(folder: Path) -> int:
    """Start or join the server of ``folder`` and return its process number."""
    start(folder)
    running = postmaster(home_of(folder).data)
    assert running is not None
    return running.pid


def test_it_runs_in_an_odd_place_and_is_joined(place: Path) -> None:
    before = server_of(place)
    assert start(place) == start(place)
    assert server_of(place) == before
    assert ask(place, "SELECT current_database(), current_user") == [
        ("attest", "attest_owner")
    ]


def test_it_listens_on_no_network_address_and_lets_nobody_else_in(place: Path) -> None:
    assert ask(place, "SHOW listen_addresses") == [("",)]
    assert start(place).stat().st_mode & 0o777 == 0o700


def test_another_temporary_folder_joins_the_same_server(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sockets = start(place)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/var/elsewhere")
    assert start(place) == sockets


def test_committed_rows_survive_a_kill(place: Path) -> None:
    ask(place, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    os.kill(server_of(place), signal.SIGKILL)
    assert ask(place, "SELECT count(*) FROM kept") == [(1000,)]


def test_a_kill_of_every_process_at_once_is_mended(place: Path) -> None:
    before = server_of(place)
    for process in working_in(home_of(place).data):
        process.kill()
    start(place)
    assert server_of(place) != before


@pytest.mark.parametrize("left", ["", "1", "not a number\n"])
def test_a_half_written_or_foreign_pid_file_is_no_obstacle(
    place: Path, left: str
) -> None:
    stop(place)
    (home_of(place).data / PID_FILE).write_text(left)
    (home_of(place).sockets() / f".s.PGSQL.{PORT}.lock").write_text(left)
    assert ask(place, "SELECT 1") == [(1,)]


def test_a_socket_that_was_cleaned_away_comes_back(place: Path) -> None:
    (start(place) / f".s.PGSQL.{PORT}").unlink()
    assert ask(place, "SELECT 1") == [(1,)]


def test_a_killed_first_start_leaves_nothing_in_the_way() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for delay in (0.15, 0.5):
            starter = start_elsewhere(Path(folder))
            time.sleep(delay)
            starter.kill()
            starter.wait()
        try:
            assert ask(Path(folder), "SELECT 1") == [(1,)]
            end = time.monotonic() + 20
            while list(Path(folder).glob("unfinished-*")):  # its initdb may still run
                assert time.monotonic() < end
                start(Path(folder))
        finally:
            stop(Path(folder))


def test_a_start_waits_for_what_a_killed_one_left_to_the_server(place: Path) -> None:
    with connect(start(place), "postgres"):
        waiting = start_elsewhere(place)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=0.7)
    assert waiting.wait(timeout=30) == 0


def test_many_starters_make_one_server(place: Path) -> None:
    stop(place)
    starters = [start_elsewhere(place) for _ in range(4)]
    assert [starter.wait(timeout=60) for starter in starters] == [0, 0, 0, 0]
    server = server_of(place)
    assert server == recorded_number(home_of(place).data / PID_FILE)


def start_elsewhere(folder: Path) -> "subprocess.Popen[bytes]":
    """Start the server of ``folder`` from a process of its own."""
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "config.embedded", "start", str(folder)],
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )


def test_stop_ends_it_and_cleans_up(place: Path) -> None:
    sockets = start(place)
    assert main(["stop", str(place)]) == "PostgreSQL stopped."
    assert working_in(home_of(place).data) == []
    assert not sockets.exists()
    assert main(["stop", str(place)]) == "PostgreSQL was not running."


def test_stop_of_nothing_makes_nothing(tmp_path: Path) -> None:
    assert not stop(tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_the_command_line_says_what_it_takes() -> None:
    with pytest.raises(SystemExit, match=r"start\|stop"):
        main(["restart"])


def test_a_cluster_of_another_version_is_refused(tmp_path: Path) -> None:
    place = Home(tmp_path, None)
    place.data.mkdir()
    (place.data / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(EmbeddedServerError, match=r"PostgreSQL 9\.6"):
        ensure_cluster(place)


def test_a_cluster_that_cannot_start_is_explained_by_its_log() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = home_of(Path(folder))
        place.data.mkdir(mode=0o700)
        (place.data / "PG_VERSION").write_text("18\n")
        place.give(place.data)
        with pytest.raises(EmbeddedServerError, match=r"FATAL|could not"):
            start(Path(folder))


def test_an_initdb_that_fails_leaves_no_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bin"
    broken.mkdir()
    (broken / "initdb").write_text("#!/bin/sh\necho no room >&2; exit 1\n")
    (broken / "initdb").chmod(0o755)
    monkeypatch.setattr(home, "wheel_programs", lambda: broken)
    place = Home(tmp_path / "pg", None)
    place.path.mkdir()
    with pytest.raises(EmbeddedServerError, match="no room"):
        ensure_cluster(place)
    assert not place.data.exists()


def test_a_folder_of_somebody_else_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    with (
        pytest.raises(EmbeddedServerError, match="belongs to another user"),
        one_at_a_time(Home(tmp_path / "pg", None)),
    ):
        pytest.fail("the lock was taken")
