"""Tables as publishers write them: one reader for every dialect, row by row.

A text edition separates by tabs and quotes nothing; an export from a spreadsheet quotes
cells that hold quotes; others separate by commas. Missing is written ``n/a``, ``*``,
``#``, or as nothing. The dialect is told from the file, never from its name.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, TypeVar

from kb.formats.dataset.archive import Archive
from kb.formats.dataset.cells import month_of, number_of
from kb.formats.dataset.problem import BadCellError, DatasetProblem

GAPS = {"": "blank", "n/a": "n/a", "N/A": "n/a", "*": "star", "**": "star", "#": "hash"}
"""What publishers write instead of a value, and the name each has here."""
LONGEST_HEAD = 40
"""Lines before the header at most: titles, notes."""
BLOCK = 1 << 20

Bad = Callable[[int, str, str], None]
"""Takes the line, the reason and the text of a row that is no row of the table."""
Told = TypeVar("Told")


# Not frozen: a million rows would take a second longer to make.
@dataclass(slots=True, eq=False)
class Row:
    """One row of a table; cells are found by the name of their column."""

    file: str
    line: int
    columns: dict[str, int]
    cells: list[str]

    def text(self, name: str) -> str:
        """Return the words of a cell without the white space around them.

        A gap (``n/a``, blank) is the empty string. Raises ``BadCellError`` for a column
        that the file lacks.
        """
        try:
            found = self.cells[self.columns[name]].strip()
        except KeyError:
            raise BadCellError(f"there is no column {name!r}") from None
        return "" if found in {"n/a", "N/A"} else found

    def words(self, name: str) -> str:
        """Return the words of a cell that must hold some."""
        found = self.text(name)
        if not found:
            raise BadCellError(f"{name} is empty")
        return found

    def gap(self, name: str) -> str:
        """Return why a cell has no value (``blank``, ``n/a``, ``star``, ``hash``).

        The empty string means that it has one.
        """
        return GAPS.get(self.cells[self.columns[name]].strip(), "")

    def number(self, name: str) -> Decimal | None:
        """Return the number in a cell, without thousands separators; a gap is none."""
        found = self.cells[self.columns[name]].strip()
        if found in GAPS:
            return None
        told = number_of(found)
        if told is None:
            raise BadCellError(f"{name} is {found!r}, which is no number")
        return told

    def integer(self, name: str) -> int | None:
        """Return the whole number in a cell (``23.0`` is 23); a gap is none."""
        found = self.number(name)
        if found is None:
            return None
        if found != found.to_integral_value():
            raise BadCellError(f"{name} is {found}, which is no whole number")
        return int(found)

    def flag(self, name: str) -> bool | None:
        """Return whether a cell says yes; a gap is none."""
        found = self.text(name)
        if not found:
            return None
        if found.upper() in {"Y", "TRUE", "1", "YES"}:
            return True
        if found.upper() in {"N", "FALSE", "0", "NO"}:
            return False
        raise BadCellError(f"{name} is {found!r}, where Y or N would be right")

    def month(self, name: str) -> str:
        """Return a date ``MM/YYYY`` or ``YYYY-MM…`` as ``YYYY-MM``; a gap is empty."""
        found = self.text(name)
        if not found:
            return ""
        told = month_of(found)
        if not told:
            raise BadCellError(f"{name} is {found!r}, where MM/YYYY would be right")
        return told


@dataclass(frozen=True)
class Table:
    """A file of an archive that holds a table with the columns ``required``.

    ``ragged`` says that rows may be shorter than the header; what lacks is blank.
    """

    archive: Archive
    name: str
    required: tuple[str, ...]
    ragged: bool = False

    @property
    def encoding(self) -> str:
        """The encoding of the file: UTF-8 with or without mark, else Windows-1252."""
        return self._once("encoding", self._find_encoding)

    def _find_encoding(self) -> str:
        try:
            with _Text(self.archive, self.name, "utf-8-sig") as lines:
                while lines.read(BLOCK):
                    pass
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8-sig"

    @property
    def delimiter(self) -> str:
        """Tab, comma or semicolon: whichever parts the names of the header."""
        return self._head[1]

    @property
    def header(self) -> list[str]:
        """The names of the columns, as the file has them."""
        return self._head[2]

    @property
    def quoted(self) -> bool:
        """Whether cells with quotes are quoted, as spreadsheets write them.

        Comma-separated files always are. In a tab-separated one, a quote in a cell that
        does not begin with one shows that quotes are just characters.
        """
        return self._once("quoted", self._find_quoted)

    def _find_quoted(self) -> bool:
        if self.delimiter != "\t":
            return True
        exported = False
        with self._text() as lines:
            for line in lines:
                if '"' not in line:
                    continue
                for cell in line.rstrip("\r\n").split("\t"):
                    if '"' not in cell:
                        continue
                    if not _is_export(cell):
                        return False
                    exported = True
        return exported

    def rows(self, bad: Bad | None = None) -> Iterator[Row]:
        """Yield the rows below the header; what does not fit it goes to ``bad``.

        ``line`` is the line of the file on which a row ends, counted from 1. Empty
        lines are no rows. Without ``bad``, a row that does not fit is passed over.
        """
        skip, _delimiter, header = self._head
        columns = {name: place for place, name in enumerate(header)}
        width = len(header)
        with self._text() as lines:
            for line, cells in self._parse(lines):
                if line <= skip or not cells:
                    continue
                if len(cells) < width and self.ragged:
                    cells += [""] * (width - len(cells))
                if len(cells) != width:
                    if bad:
                        told = f"{len(cells)} fields, where the header names {width}"
                        bad(line, told, " | ".join(cells))
                    continue
                yield Row(self.name, line, columns, cells)

    @property
    def _head(self) -> tuple[int, str, list[str]]:
        """The line the header stands on, the delimiter, and the names of the columns.

        Raises ``DatasetProblem`` if no line near the top names all that is required.
        """
        return self._once("head", self._find_head)

    def _once(self, what: str, find: Callable[[], Told]) -> Told:
        """Return what ``find`` finds out of this file, found out once an archive."""
        key = (self.name, self.required, what)
        if key not in self.archive.known:
            self.archive.known[key] = find()
        told: Told = self.archive.known[key]
        return told

    def _find_head(self) -> tuple[int, str, list[str]]:
        closest: list[str] = list(self.required)
        with self._text() as lines:
            for number, line in enumerate(lines, 1):
                if number > LONGEST_HEAD:
                    break
                for delimiter in "\t,;":
                    names = next(csv.reader([line], delimiter=delimiter), [])
                    names = [name.strip() for name in names]
                    lacking = [name for name in self.required if name not in names]
                    if not lacking:
                        return number, delimiter, self._single(names)
                    closest = min(closest, lacking, key=len)
        raise DatasetProblem(
            f"{self.name} has no column {', '.join(map(repr, closest))}: it is not the "
            "file of this name as the publisher ships it."
        )

    def _single(self, names: list[str]) -> list[str]:
        """Return ``names``; raise ``DatasetProblem`` if one stands there twice."""
        twice = {name for name in names if name and names.count(name) > 1}
        if twice:
            raise DatasetProblem(
                f"{self.name} names the column {sorted(twice)[0]!r} twice."
            )
        return names

    def _parse(self, lines: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
        """Yield the line on which each row ends, and its cells."""
        delimiter = self.delimiter
        if not self.quoted:
            for number, line in enumerate(lines, 1):
                plain = line.rstrip("\r\n")
                yield number, [] if not plain.strip() else plain.split(delimiter)
            return
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise DatasetProblem(
                f"{self.name}, line {reader.line_num}: {error}."
            ) from error

    def _text(self) -> "_Text":
        return _Text(self.archive, self.name, self.encoding)


@dataclass
class _Text:
    """A file of an archive as lines of text, while the block lasts."""

    archive: Archive
    name: str
    encoding: str

    def __enter__(self) -> io.TextIOWrapper:
        self.opened = self.archive.open(self.name)
        stream: BinaryIO = self.opened.__enter__()
        self.lines = io.TextIOWrapper(stream, encoding=self.encoding, newline="")
        return self.lines

    def __exit__(self, *error: object) -> bool | None:
        self.lines.close()
        return self.opened.__exit__(*error)  # type: ignore[arg-type]


def _is_export(cell: str) -> bool:
    """Whether a cell with quotes is written as a spreadsheet writes it."""
    inner = cell[1:-1]
    return (
        len(cell) > 1
        and cell[0] == cell[-1] == '"'
        and '"' not in inner.replace('""', "")
    )


def has_columns(table: Table, names: Collection[str]) -> bool:
    """Whether a table has all columns ``names``."""
    return set(names) <= set(table.header)
