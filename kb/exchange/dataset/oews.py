"""OEWS: US employment and wages by occupation, from an employer survey."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kb.exchange.dataset.soc import ALL, jobs_of, soc_code, soc_occupation
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, file_print
from kb.formats.dataset.items import (
    Claim,
    Figure,
    Occupation,
    Origin,
    Place,
    Publisher,
    Ref,
)
from kb.formats.dataset.problem import DatasetProblem
from kb.formats.dataset.workbook import Sheet

NEEDED = (
    *("OCC_CODE", "OCC_TITLE", "TOT_EMP", "EMP_PRSE", "H_MEAN", "A_MEAN", "MEAN_PRSE"),
    *(f"{unit}_{point}" for unit in "HA" for point in ("PCT10", "MEDIAN", "PCT90")),
)
POINTS = {"PCT10": 10, "PCT25": 25, "MEDIAN": 50, "PCT75": 75, "PCT90": 90}
TOTALS = {"2021": 140_886_310, "2024": 154_187_380}
"""Jobs in all occupations: what tells the years apart, whose files look the same."""
ISSUED = {"2015": "2016-03", "2021": "2022-03", "2024": "2025-04"}
HYBRID = {"2019", "2020"}
ABOVE = "or more: the publisher gives no wage above its top code"
UNTOLD = "at or above the publisher's top code, which is not known here"
BLS = Publisher(
    key="bureau-of-labor-statistics",
    name="U.S. Bureau of Labor Statistics",
    interest="government",
    url="https://www.bls.gov/",
)


@dataclass(frozen=True)
class Pay:
    """One unit of pay: its column letter, its measures, and the top code by year.

    Wages at or above the top code are printed as ``#``. The code of a year is that of
    the agency's own note on its tables (docs/adr/0034): “a wage equal to or greater
    than $100.00 per hour or $208,000 per year” for 2021, $115.00 and $239,200 for 2024.
    A year without one here gives no number.
    """

    letter: str
    quantile: str
    mean: str
    words: str
    top: dict[str, int]


PAYS = (
    Pay(
        "A",
        "annual-wage",
        "annual-wage-mean",
        "Annual wage",
        {"2021": 208_000, "2024": 239_200},
    ),
    Pay(
        "H",
        "hourly-wage",
        "hourly-wage-mean",
        "Hourly wage",
        {"2021": 100, "2024": 115},
    ),
)


class Oews(Dataset):
    """National wages of one year; ``edition`` is the year of May, as 2024.

    An occupation is found by code and level: some codes are both a broad and a
    detailed occupation.
    """

    name = "oews"

    @property
    def origin(self) -> Origin:
        """Return the survey of this year as a source."""
        return Origin(
            key=f"bls-oews-{self.edition}",
            title=(
                "Occupational Employment and Wage Statistics, "
                f"May {self.edition}, national"
            ),
            source_class="government",
            author="U.S. Bureau of Labor Statistics",
            issued=ISSUED.get(self.edition, ""),
            version=f"May {self.edition}",
            url="https://www.bls.gov/oes/",
            licence="US government work",
            attribution=(
                "Wages and employment: Occupational Employment and Wage Statistics, "
                f"May {self.edition}, U.S. Bureau of Labor Statistics."
            ),
            publisher=BLS,
            unconfirmed_fields=("issued",),
        )

    def check(self) -> list[FilePrint]:
        """Refuse another year: its jobs in all occupations are not those of this one.

        Raises ``DatasetProblem``, also for the years whose codes are neither SOC 2010
        nor SOC 2018.
        """
        if not re.fullmatch(r"20\d\d", self.edition):
            raise DatasetProblem(
                f"{self.edition!r} is no year of OEWS: name the year, such as 2024."
            )
        if self.edition in HYBRID:
            raise DatasetProblem(
                f"OEWS {self.edition} has hybrid codes, neither SOC 2010 nor SOC 2018: "
                "import another year."
            )
        total = next(
            (row for row in self._table.rows() if row.text("OCC_CODE") == ALL), None
        )
        jobs = total.integer("TOT_EMP") if total else None
        if jobs is None:
            raise DatasetProblem(
                f"{self._table.name} has no row {ALL} with the jobs in all occupations:"
                " it is cut off, or not the national file."
            )
        told = [year for year, known in TOTALS.items() if known == jobs]
        if told != [self.edition] and (told or self.edition in TOTALS):
            whose = f"OEWS {told[0]}" if told else "no year that we know"
            raise DatasetProblem(
                f"{self._table.name} counts {jobs:,} jobs, which is {whose}, not OEWS "
                f"{self.edition}: name the year it is of, or bring the other file."
            )
        return [file_print(self._table)]

    def occupations(self) -> Iterator[Occupation]:
        """Yield occupations and groups; a code that is two levels is one of them."""
        seen: set[str] = set()

        def occupation(row: Row) -> Occupation | None:
            ref = self._ref(row)
            if ref.code in seen or ref.code == ALL or not self.wanted(ref.code):
                return None
            seen.add(ref.code)
            return soc_occupation(ref, row.words("OCC_TITLE"), self._at(row))

        yield from self.quarantine.each(self._rows(), occupation)

    def claims(self) -> Iterator[Claim]:
        """Yield employment and wages of each row."""
        yield from self.quarantine.each(self._table.rows(), self._claim)

    def _rows(self) -> Iterator[Row]:
        return self._table.rows(self.quarantine.of(self._table.name))

    def _claim(self, row: Row) -> Claim | None:
        ref, title = self._ref(row), row.words("OCC_TITLE")
        if not self.wanted(ref.code):
            return None
        level = row.words(self._level)
        month = f"{self.edition}-05"
        median = row.number("A_MEDIAN")
        pay = f"median pay {median:,} USD a year" if median else "pay and employment"
        whose = title if ref.code == ALL else f"{title} ({ref.code}, {level})"
        return Claim(
            key=f"{ref.code}-{level}",
            topic="wages",
            headline=f"{title}: {pay}, US, May {self.edition}",
            statement=(
                f"The employer survey of May {self.edition} gives employment and wages "
                f"of {title} in the US."
            ),
            population=f"US wage and salary jobs of {whose}",
            about=(jobs_of(ref),),
            figures=tuple(self._figures(row)),
            at=self._at(row),
            says=f"{title}: {pay}",
            kind="observed",
            design="survey",
            period_start=month,
            period_end=month,
            limitations=("Self-employed people are not covered.",),
        )

    def _figures(self, row: Row) -> Iterator[Figure]:
        for pay in PAYS:
            for point, quantile in POINTS.items():
                name = f"{pay.letter}_{point}"
                words = "median" if quantile == 50 else f"{quantile}th percentile"
                yield replace(
                    self._money(row, name, pay, f"{pay.words}, {words}"),
                    quantile=Decimal(quantile),
                )
            mean = self._money(row, f"{pay.letter}_MEAN", pay, f"{pay.words}, mean")
            rse = row.number("MEAN_PRSE") if mean.value is not None else None
            yield replace(mean, measure=pay.mean, rse=rse)
        jobs = row.number("TOT_EMP")
        yield Figure(
            measure="employment",
            label="Employment (wage and salary jobs)",
            value=jobs,
            missing="" if jobs is not None else "not_released",
            rse=row.number("EMP_PRSE") if jobs is not None else None,
            area="US",
        )

    def _money(self, row: Row, name: str, pay: Pay, label: str) -> Figure:
        """Return a wage; ``#`` is at or above the top code, ``*`` is not released."""
        value, qualifier = row.number(name), ""
        if row.gap(name) == "hash":
            top = pay.top.get(self.edition)
            value = Decimal(top) if top else None
            qualifier = ABOVE if top else UNTOLD
        return Figure(
            measure=pay.quantile,
            label=label,
            value=value,
            missing="" if value is not None else "not_released",
            currency="USD",
            price_year=int(self.edition),
            area="US",
            qualifier=qualifier,
        )

    def _ref(self, row: Row) -> Ref:
        scheme = "soc_2018" if self.edition >= "2021" else "soc_2010"
        return soc_code(scheme, row.words("OCC_CODE"))

    def _at(self, row: Row) -> Place:
        key = f"OCC_CODE {row.text('OCC_CODE')}, {self._level} {row.text(self._level)}"
        return Place(row.file, row.line, key)

    @property
    def _level(self) -> str:
        """The column that tells a detailed occupation from a group."""
        return "O_GROUP" if "O_GROUP" in self._table.header else "OCC_GROUP"

    @cached_property
    def _table(self) -> "Table | Sheet":
        """The one national table of the archive, whatever its file is called."""
        problem = DatasetProblem(f"{self.archive.label} holds no table of OEWS.")
        for name in self.archive.names():
            kind = name.lower().rpartition(".")[2]
            if kind not in {"csv", "txt", "xlsx"}:
                continue
            table: Table | Sheet = (
                Sheet(self.archive, name, "", NEEDED)
                if kind == "xlsx"
                else Table(self.archive, name, NEEDED)
            )
            try:
                if {"O_GROUP", "OCC_GROUP"} & set(table.header):
                    return table
            except DatasetProblem as found:
                problem = found
        raise problem
