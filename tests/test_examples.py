"""The example of the guide works against a running server."""

import subprocess
import sys
from pathlib import Path

from pytest_django.live_server_helper import LiveServer

from citations.formats.bibtex_file import from_bibtex
from tests.kb.api.world import whole_world

SCRIPT = Path(__file__).parents[1] / "docs" / "examples" / "career_to_bib.py"


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_career_becomes_a_bib_file(live_server: LiveServer, tmp_path: Path) -> None:
    whole_world()
    target = tmp_path / "career.bib"
    done = run(live_server.url, "technical-writer", str(target))
    assert done.returncode == 0, done.stderr
    reading = from_bibtex(target.read_text(encoding="utf-8"))
    assert reading.problems == []
    keys = [record["id"] for record in reading.records]
    assert "study-p-3" in keys
    assert len(keys) == len(set(keys)) == int(done.stdout.split()[0])
    nobody = run(live_server.url, "never-was", str(target))
    assert nobody.stdout.startswith("0 entries")
