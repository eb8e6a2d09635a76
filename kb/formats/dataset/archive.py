"""The files of a dataset as its publisher ships them: zips, folders or single files."""

import zipfile
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from kb.formats.dataset.problem import DatasetProblem

MOST_BYTES = 1_500_000_000
"""Bytes of all files together: ten times the largest dataset we read."""
MOST_TIMES = 200
"""How many times larger than in its zip a file may be; text packs 5 to 20 times."""
SMALL = 1_000_000
"""Bytes below which a file may pack as well as it likes."""
ENCRYPTED = 0x1


@dataclass
class Archive:
    """Files by their bare name, whatever folder of the zip or disk they stand in.

    A name that is there twice may stay unread, as a licence; to open it is refused.
    """

    label: str
    openers: dict[str, Callable[[], IO[bytes]]] = field(default_factory=dict)
    zips: list[zipfile.ZipFile] = field(default_factory=list)
    twice: set[str] = field(default_factory=set)
    """Names that several files have: nobody can tell which of them is meant."""
    known: dict[Hashable, Any] = field(default_factory=dict)
    """What was found out of its files, for whoever reads one again."""

    def __contains__(self, name: str) -> bool:
        return name in self.openers

    def names(self) -> list[str]:
        """Return the names of all files, in order."""
        return sorted(self.openers)

    def require(self, names: Iterable[str]) -> None:
        """Raise ``DatasetProblem`` that says which of ``names`` are not there."""
        missing = [name for name in names if name not in self.openers]
        if missing:
            raise DatasetProblem(
                f"{self.label} lacks {', '.join(missing)}: bring the files as the "
                "publisher ships them."
            )

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file to read bytes; a fault in a zip is a ``DatasetProblem``."""
        self.require([name])
        if name in self.twice:
            raise DatasetProblem(
                f"{self.label} holds {name} twice: bring one release at a time."
            )
        try:
            with self.openers[name]() as stream:
                yield stream  # type: ignore[misc]
        # zipfile raises NotImplementedError for a method of compression it lacks, which
        # a damaged header names as easily as a strange one.
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise DatasetProblem(
                f"{name} in {self.label} is damaged ({error}): fetch the file again."
            ) from error
        except OSError as error:
            raise DatasetProblem(f"{name} cannot be read: {error.strerror}.") from error

    def close(self) -> None:
        """Close the zips."""
        for opened in self.zips:
            opened.close()

    def _add(self, name: str, opener: Callable[[], IO[bytes]]) -> None:
        if name in self.openers:
            self.twice.add(name)
        self.openers[name] = opener


@contextmanager
def open_archive(paths: Iterable[Path]) -> Iterator[Archive]:
    """Open zips, folders and single files as one ``Archive``.

    Raises ``DatasetProblem`` for what is not there, is damaged, climbs out of its
    folder, is encrypted, or unpacks to more than it may.
    """
    given = list(paths)
    archive = Archive(", ".join(path.name for path in given))
    try:
        for path in given:
            if path.is_dir():
                _add_folder(archive, path)
            elif not path.is_file():
                raise DatasetProblem(f"There is no file or folder {path}.")
            elif path.suffix.lower() == ".zip":
                _add_zip(archive, path)
            else:
                archive._add(path.name, _opener(path))
        if not archive.openers:
            raise DatasetProblem(f"{archive.label} holds no files.")
        yield archive
    finally:
        archive.close()


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _add_folder(archive: Archive, folder: Path) -> None:
    """Take every file below ``folder``; a link that leads out of it is refused."""
    root = folder.resolve()
    total = 0
    for path in sorted(folder.rglob("*")):
        if not path.resolve().is_relative_to(root):
            raise DatasetProblem(f"{path} leads out of {folder}: bring real files.")
        if path.is_file() and not path.name.startswith("."):
            total += path.stat().st_size
            archive._add(path.name, _opener(path))
    _check_total(str(folder), total)


def _add_zip(archive: Archive, path: Path) -> None:
    """Take every file of a zip by its bare name, after looking at what it claims."""
    try:
        opened = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise DatasetProblem(
            f"{path.name} is no whole zip file ({error}): fetch it again."
        ) from error
    archive.zips.append(opened)
    for info in check_zip(path.name, opened):
        name = PurePosixPath(info.filename).name
        if not name.startswith(".") and not info.filename.startswith("__MACOSX/"):
            archive._add(name, lambda info=info: opened.open(info))  # type: ignore[misc]


def check_zip(label: str, opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of a zip; raise ``DatasetProblem`` for what may do harm."""
    members = [info for info in opened.infolist() if not info.is_dir()]
    _check_total(label, sum(info.file_size for info in members))
    for info in members:
        _check_member(label, info)
    return members


def _check_total(label: str, total: int) -> None:
    if total > MOST_BYTES:
        raise DatasetProblem(
            f"{label} unpacks to {total:,} bytes; a dataset has {MOST_BYTES:,} at most."
        )


def _check_member(label: str, info: zipfile.ZipInfo) -> None:
    """Refuse a member that would climb out, is encrypted, or is a bomb."""
    where = PurePosixPath(info.filename.replace("\\", "/"))
    if where.is_absolute() or ".." in where.parts or ":" in where.parts[0]:
        raise DatasetProblem(
            f"{label} holds {info.filename!r}, which leads out of its folder: "
            "do not trust this file."
        )
    if info.flag_bits & ENCRYPTED:
        raise DatasetProblem(f"{info.filename} in {label} is encrypted: unpack it.")
    if info.file_size > max(SMALL, MOST_TIMES * info.compress_size):
        raise DatasetProblem(
            f"{info.filename} in {label} unpacks {info.compress_size:,} bytes to "
            f"{info.file_size:,}: no text packs more than {MOST_TIMES} times."
        )
