"""The secret key is an operator's, or made once for a checkout."""

from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.secret import make, secret_key


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> environ.Env:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return environ.Env()


def test_production_needs_one(env: environ.Env, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        secret_key(env, tmp_path / "key", debug=False)
    assert not (tmp_path / "key").exists()


def test_an_operators_key_is_used_and_not_written(
    env: environ.Env, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key(env, tmp_path / "key", debug=False) == "given"
    assert not (tmp_path / "key").exists()


def test_development_makes_one_and_keeps_it(env: environ.Env, tmp_path: Path) -> None:
    first = secret_key(env, tmp_path / "key", debug=True)
    assert len(first) >= 50
    assert secret_key(env, tmp_path / "key", debug=True) == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_the_first_of_two_writers_wins(tmp_path: Path) -> None:
    make(tmp_path / "key")
    first = (tmp_path / "key").read_text()
    make(tmp_path / "key")
    assert (tmp_path / "key").read_text() == first
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
