"""The settings of production, loaded as production does."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ELSEWHERE = "postgresql://app@db.example/attest"
NOT_OURS = {"SECRET_KEY", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE"}
"""Of the environment: what a test sets itself, and what a browser beside it needs."""


def manage(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run ``manage.py`` with ``environment`` and a server that is not asked."""
    kept = {k: v for k, v in os.environ.items() if k not in NOT_OURS}
    return subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"DATABASE_URL": ELSEWHERE} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("proxy", ["0", "1"])
def test_production_passes_the_checks_of_deployment(proxy: str) -> None:
    done = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY=secrets.token_urlsafe(64),
        ALLOWED_HOSTS="example.org",
        BEHIND_PROXY=proxy,
    )
    assert done.returncode == 0, done.stderr


def test_production_does_not_make_up_a_key() -> None:
    done = manage("check", DEBUG="0")
    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr
