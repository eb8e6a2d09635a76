"""Measures that are one table of occupations of SOC 2010."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import ClassVar

from kb.exchange.dataset.exposure.measured import Measured
from kb.exchange.dataset.soc import soc_code, soc_occupation
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.items import Claim, Occupation, Place, Ref
from kb.formats.dataset.problem import DatasetProblem
from kb.formats.dataset.workbook import Sheet


class OfSoc2010(Measured):
    """A table with an occupation a row, whose code and title stand in two columns."""

    code: ClassVar[str]
    title: ClassVar[str]
    label: ClassVar[str]
    """What a refusal calls the dataset."""
    whole: ClassVar[Mapping[str, int]]
    """The rows of the table in each edition that was seen whole."""

    @classmethod
    @abstractmethod
    def found(cls, archive: Archive) -> Table | Sheet | None:
        """Return the table, if an archive holds it."""

    @abstractmethod
    def claim(self, row: Row, ref: Ref) -> Claim:
        """Return what a row says of the occupation ``ref``."""

    @classmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether the table is there."""
        return cls.found(archive) is not None

    def check(self) -> list[FilePrint]:
        """Refuse a table that is cut off."""
        prints = [file_print(self._table)]
        check_edition(
            dataset=self.label,
            edition=self.edition,
            prints=prints,
            known={year: {self._table.name: rows} for year, rows in self.whole.items()},
        )
        return prints

    def occupations(self) -> Iterator[Occupation]:
        """Yield the occupations, composite ones too."""

        def occupation(row: Row) -> Occupation | None:
            ref = self._ref(row)
            if not self.wanted(ref.code):
                return None
            at = Place(row.file, row.line, ref.code)
            return soc_occupation(ref, row.words(self.title), at)

        bad = self.quarantine.of(self._table.name)
        yield from self.quarantine.each(self._table.rows(bad), occupation)

    def claims(self) -> Iterator[Claim]:
        """Yield what is said of each occupation."""

        def claim(row: Row) -> Claim | None:
            ref = self._ref(row)
            return self.claim(row, ref) if self.wanted(ref.code) else None

        yield from self.quarantine.each(self._table.rows(), claim)

    def _ref(self, row: Row) -> Ref:
        return soc_code("soc_2010", row.words(self.code))

    @cached_property
    def _table(self) -> Table | Sheet:
        found = self.found(self.archive)
        if found is None:
            raise DatasetProblem(f"{self.archive.label} holds no such table.")
        return found


def table_of(archive: Archive, columns: tuple[str, ...]) -> Table | None:
    """Return the first text file of an archive that has these columns, if any."""
    for name in archive.names():
        if name.lower().rpartition(".")[2] in {"csv", "tsv", "txt"}:
            table = Table(archive, name, columns)
            try:
                if table.header:
                    return table
            except DatasetProblem:
                continue
    return None
