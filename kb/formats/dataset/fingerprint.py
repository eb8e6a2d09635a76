"""What tells one edition of a dataset from another: counts, dates, headers, hashes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Table
from kb.formats.dataset.problem import BadCellError, DatasetProblem
from kb.formats.dataset.workbook import Sheet

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FilePrint:
    """The print of one file; ``newest`` is the latest ``Date`` in it, as YYYY-MM."""

    name: str
    sha256: str
    size: int
    rows: int
    newest: str
    header: tuple[str, ...]


Known = Mapping[str, Mapping[str, int]]
"""Rows of each file in each edition that we have seen whole."""


def sha256_of(archive: Archive, name: str) -> tuple[str, int]:
    """Return the SHA-256 of a file and its size; reads it to the end."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def file_print(table: Table | Sheet, *, dated: str = "Date") -> FilePrint:
    """Read a table once and return its print; ``dated`` is its column of dates."""
    digest, size = sha256_of(table.archive, table.name)
    count, newest, has_date = 0, "", dated in table.header
    for row in table.rows(lambda *_bad: None):
        count += 1
        if has_date:
            try:
                newest = max(newest, row.month(dated))
            except BadCellError:
                continue  # the row is quarantined when it is loaded
    return FilePrint(table.name, digest, size, count, newest, tuple(table.header))


def check_edition(
    *, dataset: str, edition: str, prints: Iterable[FilePrint], known: Known
) -> None:
    """Refuse files that belong to another edition than ``edition``, by name.

    An edition that ``known`` tells has exactly its rows. One that it does not tell is
    believed, unless all of its files have the rows of one that it does. Raises
    ``DatasetProblem``.
    """
    counts = {one.name: one.rows for one in prints}
    if edition not in known:
        for name, files in known.items():
            if files and all(counts.get(file) == rows for file, rows in files.items()):
                raise DatasetProblem(
                    f"These are the files of {dataset} {name}, not of {edition}: every "
                    f"one has the rows of that release. Import them as {name}."
                )
        return
    for file, expected in known[edition].items():
        found = counts.get(file, expected)
        if found != expected:
            raise DatasetProblem(_mixed(dataset, edition, file, found, known))


def _mixed(dataset: str, edition: str, file: str, found: int, known: Known) -> str:
    """Say whose file it is, or that nobody knows it."""
    others = [name for name, files in known.items() if files.get(file) == found]
    if others:
        return (
            f"{file} is the file of {dataset} {' or '.join(others)} ({found:,} rows), "
            f"not of {edition}: bring the files of one release."
        )
    return (
        f"{file} has {found:,} rows; {dataset} {edition} has "
        f"{known[edition][file]:,}. It is cut off, changed, or of another release."
    )
