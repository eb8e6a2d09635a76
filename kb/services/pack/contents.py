"""What a pack brings to the loader, and what the loader keeps at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from kb.models import Release
from kb.services.pack.table import Row, Tally, write

Entry: TypeAlias = dict[str, Any]
Contents: TypeAlias = Mapping[str, list[Entry]]
"""Entries by kind (organizations, sources, careers, …), each as in pack.schema.json."""


@dataclass
class Load:
    """One load: its pack, its author, its tally, and the row numbers by key."""

    meta: Entry
    author: User
    tally: Tally
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    release: Release | None = None

    def open_release(self) -> Release:
        """Return the release of this load: the one in review, or the next of the pack.

        Raises ``PermissionDenied`` if one by another author waits for review: what two
        people wrote together has no second person to review it.
        """
        if self.release is None:
            self.release = self._release_in_review() or self._next_release()
        return self.release

    def _release_in_review(self) -> Release | None:
        waiting = Release.objects.in_review().filter(pack=self.meta["pack"]).first()
        if waiting and waiting.author != self.author:
            raise PermissionDenied(
                f"Release {waiting} by {waiting.author} is in review: have it approved "
                f"or rejected before {self.author} loads the pack again."
            )
        return waiting

    def _next_release(self) -> Release:
        pack = self.meta["pack"]
        release = Release(
            pack=pack,
            number=Release.objects.filter(pack=pack).count() + 1,
            title=self.meta["title"],
            author=self.author,
            licence=self.meta["licence"],
            attribution=self.meta["attribution"].strip(),
        )
        release.full_clean()
        release.save()
        return release

    def add(self, model: type[Row], rows: list[Row]) -> None:
        """Insert ``rows`` of one table and count them."""
        if rows:
            write(model, rows)
            self.tally.note(model, new=len(rows), other=0, same=0)

    def of(self, kind: str, key: str) -> int:
        """Return the row number of a key."""
        return self.ids[kind][key]

    def maybe(self, kind: str, key: str | None) -> int | None:
        """Return the row number of a key, ``None`` for no key."""
        return self.ids[kind][key] if key else None
