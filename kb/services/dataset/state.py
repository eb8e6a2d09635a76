"""What one import keeps at hand: its release, its author, and the rows by code."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection

from careers.enums import Match
from careers.models import CareerCode, SkillCode
from citations.models import Source
from kb.formats.dataset import Dataset
from kb.formats.dataset.fingerprint import FilePrint
from kb.formats.dataset.items import Place, Ref, Side
from kb.models import DatasetFile, Release
from kb.services.dataset.bulk import copy_in, json_text
from kb.services.dataset.editions import edition_order, pack_of
from kb.services.dataset.tally import Tally


@dataclass
class Import:
    """One import of one edition of a dataset."""

    dataset: Dataset
    author: User
    prints: list[FilePrint]
    source: Source
    tally: Tally
    careers: dict[Ref, int] = field(default_factory=dict)
    skills: dict[Ref, int] = field(default_factory=dict)
    tasks: dict[str, tuple[int, int]] = field(default_factory=dict)
    newest: bool = True
    release: Release | None = None

    @property
    def pack(self) -> str:
        """The name of the release in ``release_approve``: ``onet-29-3``."""
        return pack_of(self.dataset.name, self.dataset.edition)

    def look_around(self) -> None:
        """Learn which codes have a row, and whether a newer edition is here."""
        self.careers = {
            Ref(scheme, code): row
            for scheme, code, row in CareerCode.objects.filter(match=Match.EXACT)
            .order_by("pk")
            .values_list("scheme", "code", "career_id")
        }
        self.skills = {
            Ref(scheme, code): row
            for scheme, code, row in SkillCode.objects.filter(match=Match.EXACT)
            .order_by("pk")
            .values_list("scheme", "code", "skill_id")
        }
        others = Release.objects.filter(dataset=self.dataset.name).values_list(
            "edition", flat=True
        )
        mine = edition_order(self.dataset.edition)
        self.newest = all(edition_order(other) <= mine for other in others)

    def row_of(self, side: Side, ref: Ref | None) -> int | None:
        """Return the row number of a code, ``None`` if it matches nothing here."""
        if ref is None:
            return None
        return (self.careers if side == "career" else self.skills).get(ref)

    def set_aside(self, at: Place, reason: str) -> None:
        """Keep an item out, with the reason."""
        self.dataset.quarantine.add(at.file, at.line, reason, at.row)

    def open_release(self) -> Release:
        """Return the release of this import: the one in review, or the next of it.

        Raises ``PermissionDenied`` if one by another author waits for review: what two
        people brought together has no second person to review it.
        """
        if self.release is None:
            self.release = self._waiting() or self._next()
            self._put_files(self.prints)
        return self.release

    def in_review(self) -> Release | None:
        """Return the release of this edition that waits for review, if one does."""
        return Release.objects.in_review().filter(pack=self.pack).first()

    def _waiting(self) -> Release | None:
        waiting = self.in_review()
        if waiting and waiting.author != self.author:
            raise PermissionDenied(
                f"Release {waiting} by {waiting.author} is in review: have it approved "
                f"or rejected before {self.author} imports {self.pack} again."
            )
        return waiting

    def _next(self) -> Release:
        origin = self.dataset.origin
        release = Release(
            pack=self.pack,
            number=Release.objects.filter(pack=self.pack).count() + 1,
            title=origin.title,
            author=self.author,
            licence=origin.licence,
            attribution=origin.attribution,
            dataset=self.dataset.name,
            edition=self.dataset.edition,
            source=self.source,
        )
        release.full_clean()
        release.save()
        return release

    def _put_files(self, prints: Iterable[FilePrint]) -> None:
        """Write what tells the files; those of a load that was repeated go first."""
        assert self.release is not None  # noqa: S101 - set by the only caller
        DatasetFile.objects.filter(release=self.release).delete()
        count = copy_in(
            DatasetFile,
            ["release_id", "name", "sha256", "size", "rows", "newest", "header"],
            (
                (
                    *(self.release.pk, one.name, one.sha256, one.size),
                    *(one.rows, one.newest, json_text(one.header)),
                )
                for one in prints
            ),
        )
        self.tally.note(DatasetFile, added=count)


def lock_imports() -> bool:
    """Take the lock that one import at a time holds; ``False`` if another has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('import_release'))")
        return bool(cursor.fetchone()[0])
