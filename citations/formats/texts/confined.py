"""Reading a file in a process of its own, with limits of time and memory."""

import json
import subprocess
import sys
from pathlib import Path

from citations.formats.texts.decoding import Unreadable

READER = Path(__file__).with_name("reader.py")
SECONDS = 60
"""How long a person waits at most; ``reader.py`` bounds its own processor time."""
LARGEST_ANSWER = 40_000_000


def run(kind: str, received: bytes, *limits: str) -> list[str]:
    """Return the parts (pages) of a file of ``kind``, read by ``reader.py``.

    Raises ``Unreadable`` with what the reader says, or that it needed too much. The
    process sees no setting and no secret of ours: its environment is empty.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own file under our own interpreter
            [sys.executable, "-I", str(READER), kind, *limits],
            input=received,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_too_much(kind)) from error
    if done.returncode or len(done.stdout) > LARGEST_ANSWER:
        raise Unreadable(_too_much(kind))
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(str(answer["refused"]))
    return [str(part) for part in answer["parts"]]


def _too_much(kind: str) -> str:
    what = "PDF" if kind == "pdf" else "page"
    return (
        f"Reading this {what} asks for more time or memory than a file may take here: "
        "attach the part that is cited, or paste the passage."
    )
