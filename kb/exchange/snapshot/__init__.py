"""All that is public, as files that another Attest can be built from."""

from kb.exchange.snapshot.manifest import (
    MANIFEST,
    SnapshotError,
    manifest_of,
    verified,
)
from kb.exchange.snapshot.restoring import snapshot_restore
from kb.exchange.snapshot.writing import Extra, snapshot_write

__all__ = [
    "MANIFEST",
    "Extra",
    "SnapshotError",
    "manifest_of",
    "snapshot_restore",
    "snapshot_write",
    "verified",
]
