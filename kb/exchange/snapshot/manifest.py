"""What a snapshot says of itself, and whether it is what it says."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

MANIFEST = "manifest.json"
FORMAT, VERSION = "attest-snapshot", 1
OURS = ("careers", "citations", "kb")
BLOCK = 1 << 20
Manifest = dict[str, Any]


class SnapshotError(Exception):
    """Why a snapshot cannot be used, in a sentence."""


@dataclass(frozen=True)
class Written:
    """A file of a snapshot."""

    name: str
    rows: int
    bytes: int
    sha256: str
    media_type: str
    about: str


def schema_here() -> dict[str, str]:
    """Return the newest migration of each app, which is the schema that is meant."""
    loader = MigrationLoader(connections["default"])
    return {app: name for app, name in sorted(loader.graph.leaf_nodes()) if app in OURS}


def rows_digest(files: Iterable[Written]) -> str:
    """Return the SHA-256 of all files of rows: equal for equal knowledge bases."""
    told = sorted(f"{file.sha256}  {file.name}\n" for file in files if is_rows(file))
    return hashlib.sha256("".join(told).encode()).hexdigest()


def is_rows(file: Written) -> bool:
    """Whether a file holds rows to build from, not answers to read."""
    return file.name.startswith("rows.")


def manifest_text(manifest: Manifest, files: Iterable[Written]) -> str:
    """Return the text of a manifest."""
    whole = manifest | {"files": [asdict(file) for file in files]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def manifest_of(folder: Path) -> Manifest:
    """Return the manifest in ``folder``; raises ``SnapshotError`` if there is none."""
    try:
        found: Manifest = json.loads((folder / MANIFEST).read_text())
    except OSError:
        raise SnapshotError(f"There is no {MANIFEST} in {folder}.") from None
    except ValueError:
        raise SnapshotError(f"{folder / MANIFEST} is not JSON.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise SnapshotError(f"{folder} is no snapshot of Attest.")
    if found.get("version") != VERSION:
        raise SnapshotError(
            f"{folder} is of version {found.get('version')} of the format; this Attest "
            f"reads version {VERSION}."
        )
    return found


def files_of(manifest: Manifest) -> Iterator[Written]:
    """Yield the files that a manifest names; no name leads out of its folder."""
    for each in manifest["files"]:
        file = Written(**each)
        if Path(file.name).name != file.name:
            raise SnapshotError(f"The manifest names a file elsewhere: {file.name}.")
        yield file


def verified(folder: Path) -> Manifest:
    """Return the manifest, once every file is as long and says what it tells.

    Raises ``SnapshotError`` that names the file, before anything is built from it.
    """
    manifest = manifest_of(folder)
    for file in files_of(manifest):
        place = folder / file.name
        try:
            size, digest = measured(place)
        except OSError:
            raise SnapshotError(f"The file {file.name} is missing.") from None
        if size != file.bytes:
            raise SnapshotError(
                f"{file.name} has {size:,} bytes; the manifest says {file.bytes:,}. It "
                "was cut or changed."
            )
        if digest != file.sha256:
            raise SnapshotError(
                f"{file.name} is not what the manifest says: its SHA-256 is {digest}."
            )
    if rows_digest(files_of(manifest)) != manifest["rows_sha256"]:
        raise SnapshotError("The manifest contradicts itself: rows_sha256 is wrong.")
    return manifest


def measured(place: Path) -> tuple[int, str]:
    """Return length and SHA-256 of a file, a block at a time."""
    digest, size = hashlib.sha256(), 0
    with place.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def check_schema(manifest: Manifest) -> None:
    """Raise ``SnapshotError`` unless the snapshot is of the schema that is here."""
    here, there = schema_here(), manifest["schema"]
    loader = MigrationLoader(connections["default"])
    for app, name in there.items():
        if (app, name) not in loader.graph.nodes:
            raise SnapshotError(
                f"The snapshot is of a newer schema ({app} {name}; here is "
                f"{app} {here.get(app)}): restore it with the Attest that made it, or "
                "a newer one."
            )
        if here.get(app) != name:
            raise SnapshotError(
                f"The snapshot is of an older schema ({app} {name}; here is "
                f"{app} {here.get(app)}): restore it with the Attest that made it, "
                "and migrate then."
            )
