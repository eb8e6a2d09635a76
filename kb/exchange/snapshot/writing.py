"""Writing a snapshot: everything from one moment, and nothing half written."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kb.exchange.snapshot.manifest import (
    FORMAT,
    MANIFEST,
    VERSION,
    Manifest,
    SnapshotError,
    Written,
    manifest_text,
    rows_digest,
    schema_here,
)
from kb.exchange.snapshot.tables import selects
from kb.models import Release

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
PATIENCE = "SET LOCAL statement_timeout = 0"
# JSON has neither of the two characters, so that CSV writes it as it is.
COPY = "COPY ({}) TO STDOUT WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
NDJSON = "application/x-ndjson"


@dataclass(frozen=True)
class Extra:
    """A file beside the rows: what it is, and its text, made only when it is read."""

    name: str
    media_type: str
    about: str
    parts: Callable[[], Iterable[str]]
    headings: int = 0
    """Lines that are no rows."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything in the block as it stood at one moment, and write nothing."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(ONE_MOMENT)
            cursor.execute(PATIENCE)
        yield


def snapshot_write(
    folder: Path, *, extras: Iterable[Extra], cursor: Callable[[], str]
) -> Manifest:
    """Write a snapshot into ``folder``, which must not be there, and return what it is.

    It appears under its name when it is whole. ``cursor`` gives the place in the feed
    of changes at which somebody who has the snapshot goes on.
    """
    if folder.exists():
        raise SnapshotError(f"{folder} is there already: name another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with one_moment():
            manifest: Manifest = {
                "format": FORMAT,
                "version": VERSION,
                "name": folder.name,
                "made_at": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}",
                "schema": schema_here(),
                "changes_cursor": cursor(),
            }
            files = [*written_extras(made, extras), *written_rows(made)]
        manifest |= {"rows_sha256": rows_digest(files)}
        (made / MANIFEST).write_text(manifest_text(manifest, files))
        made.chmod(0o755)
        settled(made)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return manifest | {"files": files}


def written_rows(folder: Path) -> Iterator[Written]:
    """Write the rows of each table, straight from PostgreSQL."""
    for table, select in selects().items():
        name = f"rows.{table}.ndjson"
        with connection.cursor() as cursor:
            size, rows, digest = copied(cursor, select, folder / name)
        about = f"Rows of {table}, to build from."
        yield Written(name, rows, size, digest, NDJSON, about)


def copied(cursor: Any, select: str, place: Path) -> tuple[int, int, str]:  # noqa: ANN401
    """Write what ``select`` gives, a line a row; return bytes, rows and SHA-256."""
    digest, size, rows = hashlib.sha256(), 0, 0
    with place.open("wb") as file, cursor.copy(COPY.format(select)) as copy:
        for data in copy:
            block = bytes(data)
            file.write(block)
            digest.update(block)
            size += len(block)
            rows += block.count(b"\n")
    return size, rows, digest.hexdigest()


def written_extras(folder: Path, extras: Iterable[Extra]) -> Iterator[Written]:
    """Write the files that people and programs read."""
    for extra in (*extras, *terms()):
        digest, size, rows = hashlib.sha256(), 0, -extra.headings
        with (folder / extra.name).open("wb") as file:
            for part in extra.parts():
                block = part.encode()
                file.write(block)
                digest.update(block)
                size += len(block)
                rows += part.count("\n")
        yield Written(
            extra.name, rows, size, digest.hexdigest(), extra.media_type, extra.about
        )


def terms() -> list[Extra]:
    """Return the licences of what is carried, and whom to name."""
    return [
        Extra(
            "LICENCE.txt",
            "text/plain",
            "The licence of each release.",
            lambda: told("{title} ({pack} {number}): {licence}\n"),
        ),
        Extra(
            "ATTRIBUTION.txt",
            "text/plain",
            "What to say wherever its rows are shown.",
            lambda: told("{title} ({pack} {number}): {attribution}\n"),
        ),
    ]


def told(line: str) -> Iterator[str]:
    """Yield a line for each approved release."""
    for release in Release.objects.approved().order_by("pack", "number"):
        yield line.format(
            title=release.title,
            pack=release.pack,
            number=release.number,
            licence=release.licence,
            attribution=" ".join(release.attribution.split()),
        )


def settled(folder: Path) -> None:
    """Have the disk keep every file before the folder gets its name."""
    for place in (*folder.iterdir(), folder):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
