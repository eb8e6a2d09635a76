"""Sheets of a workbook (xlsx) as tables, with the same rows as those of a text file."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from python_calamine import CalamineError, CalamineWorkbook

from kb.formats.dataset.archive import Archive, check_zip
from kb.formats.dataset.dialect import LONGEST_HEAD, Bad, Row
from kb.formats.dataset.problem import DatasetProblem


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook that holds a table with the columns ``required``.

    Titles above the header are passed over. An empty ``sheet`` is whichever sheet has
    such a table. Names of columns are compared without the white space around them.
    """

    archive: Archive
    name: str
    sheet: str
    required: tuple[str, ...]

    @cached_property
    def header(self) -> list[str]:
        """The names of the columns, as the sheet has them."""
        return self._found[2]

    def rows(self, bad: Bad | None = None) -> Iterator[Row]:
        """Yield the rows below the header that hold anything.

        ``file`` names workbook and sheet, ``line`` is the number of the row as a
        spreadsheet shows it. A cell without value is the empty string; a whole number
        has no decimals. Every row is as wide as the sheet, so none goes to ``bad``.
        """
        sheet, head, header, cells = self._found
        columns = {name: place for place, name in enumerate(header) if name}
        file = f"{self.name}, {sheet}"
        for line, row in enumerate(cells[head:], head + 1):
            if any(row):
                yield Row(file, line, columns, row)

    @cached_property
    def _found(self) -> tuple[str, int, list[str], list[list[str]]]:
        """The sheet, the line of its header, the names in it, and all its cells."""
        lacking = list(self.required)
        for sheet, cells in self._sheets():
            for number, row in enumerate(cells[:LONGEST_HEAD], 1):
                names = [name.strip() for name in row]
                missed = [name for name in self.required if name not in names]
                if not missed:
                    return sheet, number, names, cells
                lacking = min(lacking, missed, key=len)
        where = f"{self.name}, {self.sheet}" if self.sheet else self.name
        raise DatasetProblem(
            f"{where} has no column {', '.join(map(repr, lacking))}: it is not the "
            "workbook of this name as the publisher ships it."
        )

    def _sheets(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield name and cells of the sheets that may hold the table."""
        with self.archive.open(self.name) as stream:
            held = io.BytesIO(stream.read())
        try:
            with zipfile.ZipFile(held) as packed:
                check_zip(self.name, packed)
            held.seek(0)
            with CalamineWorkbook.from_filelike(held) as book:
                for name in book.sheet_names:
                    if self.sheet in ("", name):
                        found = book.get_sheet_by_name(name)
                        rows = found.to_python(skip_empty_area=False)
                        yield name, [[_text(cell) for cell in row] for row in rows]
        except (zipfile.BadZipFile, CalamineError) as error:
            raise DatasetProblem(
                f"{self.name} is no whole workbook ({error}): fetch the file again."
            ) from error


def _text(cell: object) -> str:
    """Return a cell as the text files write it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
