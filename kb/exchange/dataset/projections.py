"""Employment projections of the US: jobs in a base and a target year, and entry."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from kb.exchange.dataset.oews import BLS
from kb.exchange.dataset.soc import ALL, jobs_of, soc_code, soc_occupation
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.fingerprint import FilePrint, file_print
from kb.formats.dataset.items import (
    About,
    Claim,
    Figure,
    Occupation,
    Origin,
    Place,
    Ref,
)
from kb.formats.dataset.problem import BadCellError, DatasetProblem
from kb.formats.dataset.workbook import Sheet

SHEET = "Table 1.7"
DASH = "—"
ENTRY = {
    "Typical education needed for entry": (
        *("typical-entry-education", "Typical education for entry"),
    ),
    "Work experience in a related occupation": (
        *("typical-entry-experience", "Work experience in a related occupation"),
    ),
    "Typical on-the-job training needed to attain competency in the occupation": (
        *("typical-entry-training", "Typical on-the-job training"),
    ),
}
ISSUED = {"2022-32": "2023-09"}
SOURCES = {"2022-32": "bls-ep-2022"}


class Projections(Dataset):
    """One round of projections; ``edition`` names its two years, as 2022-32."""

    name = "projections"

    @property
    def origin(self) -> Origin:
        """Return the round as a source."""
        return Origin(
            key=SOURCES.get(self.edition, f"bls-ep-{self.edition}"),
            title=f"Employment Projections {self.edition}, {SHEET}",
            source_class="government",
            author="U.S. Bureau of Labor Statistics",
            issued=ISSUED.get(self.edition, ""),
            version=self.edition,
            url="https://www.bls.gov/emp/tables.htm",
            licence="US government work",
            attribution=(
                f"Employment Projections {self.edition}, Employment Projections "
                "program, U.S. Bureau of Labor Statistics."
            ),
            publisher=BLS,
            unconfirmed_fields=("issued", "url"),
        )

    def check(self) -> list[FilePrint]:
        """Refuse a workbook whose years are not those of ``edition``."""
        if not re.fullmatch(r"20\d\d-\d\d", self.edition):
            raise DatasetProblem(
                f"{self.edition!r} is no round of projections: name it as 2022-32."
            )
        table = self._table
        years = sorted(
            match[1]
            for name in table.header
            if (match := re.fullmatch(r"Employment, (\d{4})", name))
        )
        if years != [self._base, self._target]:
            told = f"{years[0]}-{years[-1][2:]}" if years else "no years"
            raise DatasetProblem(
                f"{table.name}, {SHEET} is of {told}, not of {self.edition}: name the "
                "round it is of, or bring the other workbook."
            )
        for name in (self._numeric, self._percent, self._openings, *ENTRY):
            if name not in table.header:
                raise DatasetProblem(f"{table.name}, {SHEET} has no column {name!r}.")
        return [file_print(table)]

    def occupations(self) -> Iterator[Occupation]:
        """Yield occupations and groups of the National Employment Matrix."""

        def occupation(row: Row) -> Occupation | None:
            ref = self._ref(row)
            if ref is None or ref.code == ALL or not self.wanted(ref.code):
                return None
            return soc_occupation(ref, self._title(row), self._at(row))

        yield from self.quarantine.each(self._table.rows(), occupation)

    def claims(self) -> Iterator[Claim]:
        """Yield the projection of each row, and what entry asks for."""
        yield from self.quarantine.each(self._table.rows(), self._projection)
        yield from self.quarantine.each(self._table.rows(), self._entry)

    def _projection(self, row: Row) -> Claim | None:
        ref = self._ref(row)
        if ref is None or not self.wanted(ref.code):
            return None
        title = self._title(row)
        change = row.number(self._percent)
        if change is None:
            raise BadCellError(f"{self._percent} is empty")
        return Claim(
            key=f"{ref.code}",
            topic="employment-projection",
            headline=f"{title}: {change:+} percent jobs projected, US",
            statement=(
                f"The round {self.edition} projects the jobs of {title} in the US, and "
                "how many open a year."
            ),
            population=f"US jobs of {title} ({ref.code}), self-employed included",
            about=(jobs_of(ref),),
            figures=tuple(self._figures(row)),
            at=self._at(row),
            says=f"{title}: {change:+} percent",
            kind="forecast",
            design="model",
            period_start=self._base,
            period_end=self._target,
            limitations=(
                "A projection of long-run structure, not a forecast of hiring.",
                "Each round replaces the one before.",
            ),
        )

    def _figures(self, row: Row) -> Iterator[Figure]:
        base, target, both = self._base, self._target, self.edition
        for measure, label, column, start, end in (
            *(
                (
                    "employment-matrix-thousand",
                    f"Employment {year}{note}",
                    f"Employment, {year}",
                    year,
                    year,
                )
                for year, note in ((base, ""), (target, ", projected"))
            ),
            (
                "projected-job-change-thousand",
                f"Projected change of jobs {both}",
                self._numeric,
                base,
                target,
            ),
            (
                "projected-employment-change",
                f"Projected change of employment {both}",
                self._percent,
                base,
                target,
            ),
            (
                "projected-openings-thousand",
                f"Openings per year, mean {both}",
                self._openings,
                base,
                target,
            ),
        ):
            value = self._number(row, column)
            yield Figure(
                measure=measure,
                label=label,
                value=value,
                missing="" if value is not None else "not_released",
                area="US",
                period_start=start,
                period_end=end,
            )

    def _entry(self, row: Row) -> Claim | None:
        """Return what entry asks for; groups of occupations have none."""
        ref = self._ref(row)
        if ref is None or not self.wanted(ref.code):
            return None
        told = {name: row.text(name) for name in ENTRY}
        if all(words in ("", DASH) for words in told.values()):
            return None
        title = self._title(row)
        return Claim(
            key=f"{ref.code}-entry",
            topic="education-level",
            headline=f"{title}: what entry typically asks for, US",
            statement=(
                f"The agency assigns one typical way into {title}: education, "
                "experience and training on the job."
            ),
            population=f"US jobs of {title} ({ref.code})",
            about=(About(career=ref),),
            figures=tuple(
                Figure(
                    measure=measure,
                    label=label,
                    category="" if told[name] in ("", DASH) else told[name],
                    missing="not_released" if told[name] in ("", DASH) else "",
                    area="US",
                    period_start=self._base,
                    period_end=self._base,
                )
                for name, (measure, label) in ENTRY.items()
            ),
            at=self._at(row),
            says="; ".join(told.values()),
            period_start=self._base,
            period_end=self._base,
            limitations=("One way in per occupation; many workers took another.",),
        )

    def _number(self, row: Row, name: str) -> Decimal | None:
        return None if row.text(name) == DASH else row.number(name)

    def _ref(self, row: Row) -> Ref | None:
        """Return the code of a row; a note below the table has none."""
        code = row.text(self._code)
        return soc_code("soc_2018", code) if code else None

    def _title(self, row: Row) -> str:
        """Return the title without its indent and its marks of footnotes."""
        return re.sub(r"\(\d+\)$", "", row.words(self._name)).strip()

    def _at(self, row: Row) -> Place:
        return Place(row.file, row.line, row.text(self._code))

    @property
    def _base(self) -> str:
        return self.edition[:4]

    @property
    def _target(self) -> str:
        return self.edition[:2] + self.edition[5:]

    @property
    def _code(self) -> str:
        return f"{self._base} National Employment Matrix code"

    @property
    def _name(self) -> str:
        return f"{self._base} National Employment Matrix title"

    @property
    def _numeric(self) -> str:
        return f"Employment change, numeric, {self.edition}"

    @property
    def _percent(self) -> str:
        return f"Employment change, percent, {self.edition}"

    @property
    def _openings(self) -> str:
        return f"Occupational openings, {self.edition} annual average"

    @cached_property
    def _table(self) -> Sheet:
        """The table of projections and entry, in whichever workbook has it."""
        problem = DatasetProblem(
            f"{self.archive.label} holds no workbook (xlsx): bring that of the "
            "Employment Projections."
        )
        for name in self.archive.names():
            if name.lower().endswith(".xlsx"):
                sheet = Sheet(self.archive, name, SHEET, tuple(ENTRY))
                try:
                    if sheet.header:
                        return sheet
                except DatasetProblem as found:
                    problem = found
        raise problem
