"""AIOE: exposure of occupations to AI, by Felten, Raj and Seamans."""

from collections.abc import Iterator
from functools import cached_property

from kb.exchange.dataset.exposure.frey_osborne import table_of
from kb.exchange.dataset.exposure.measured import Measured, held, plain
from kb.exchange.dataset.soc import soc_code, soc_occupation
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.items import (
    About,
    Claim,
    Figure,
    Occupation,
    Origin,
    Place,
    Publisher,
)
from kb.formats.dataset.problem import DatasetProblem
from kb.formats.dataset.workbook import Sheet

NEEDED = ("SOC Code", "Occupation Title", "AIOE")
SHEET = "Appendix A"
ROWS = 774


class Aioe(Measured):
    """774 occupations of SOC 2010 on a standardised scale: no percent, no sign."""

    name = "aioe"
    files = f"AIOE_DataAppendix.xlsx, or a table with {', '.join(NEEDED)}"

    @classmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether the appendix is there, as a workbook or as text."""
        return _find(archive) is not None

    @property
    def origin(self) -> Origin:
        """Return the data appendix as a source."""
        return Origin(
            key="aioe-data",
            title="AIOE Data Appendix (Appendix A, AIOE by occupation)",
            source_class="peer_reviewed",
            author="Felten, E.; Raj, M.; Seamans, R.",
            issued="2021",
            version=self.edition,
            url="https://github.com/AIOE-Data/AIOE",
            licence="none stated; citation requested",
            attribution=(
                "AI Occupational Exposure: Felten, Raj and Seamans (2021), Strategic "
                "Management Journal 42(12), data appendix."
            ),
            publisher=Publisher(
                "aioe-data-repository",
                "AIOE-Data, repository of the authors",
                "academic",
                "https://github.com/AIOE-Data/AIOE",
            ),
        )

    def check(self) -> list[FilePrint]:
        """Refuse an appendix that is cut off: it has 774 occupations."""
        prints = [file_print(self._table)]
        check_edition(
            dataset="AIOE",
            edition=self.edition,
            prints=prints,
            known={"2021": {self._table.name: ROWS}},
        )
        return prints

    def occupations(self) -> Iterator[Occupation]:
        """Yield the occupations."""

        def occupation(row: Row) -> Occupation | None:
            ref = soc_code("soc_2010", row.words("SOC Code"))
            if not self.wanted(ref.code):
                return None
            at = Place(row.file, row.line, ref.code)
            return soc_occupation(ref, row.words("Occupation Title"), at)

        bad = self.quarantine.of(self._table.name)
        yield from self.quarantine.each(self._table.rows(bad), occupation)

    def claims(self) -> Iterator[Claim]:
        """Yield the score of each occupation."""
        yield from self.quarantine.each(self._table.rows(), self._claim)

    def _claim(self, row: Row) -> Claim | None:
        ref = soc_code("soc_2010", row.words("SOC Code"))
        if not self.wanted(ref.code):
            return None
        title, score = row.words("Occupation Title"), held(row, "AIOE")
        return Claim(
            key=ref.code,
            topic="ai-exposure",
            headline=f"{title}: AI exposure index {plain(score)}",
            statement=(
                "On a standardised scale; higher means more related to applications of "
                "AI, not more replaceable."
            ),
            population=f"SOC 2010 {ref.code} {title}",
            about=(About(career=ref),),
            figures=(Figure(measure="aioe-score", label="AIOE score", value=score),),
            at=Place(row.file, row.line, ref.code),
            says=f"{title}: {score:f}",
            kind="modelled",
            design="model",
            period_start="2021",
            period_end="2021",
            limitations=(
                "SOC 2010 codes",
                "Exposure without sign",
                "Before generative AI",
            ),
        )

    @cached_property
    def _table(self) -> "Table | Sheet":
        found = _find(self.archive)
        if found is None:
            raise DatasetProblem(f"{self.archive.label} holds no such table.")
        return found


def _find(archive: Archive) -> "Table | Sheet | None":
    """Return the appendix, in a workbook or a text file, if it is there."""
    for name in archive.names():
        if name.lower().endswith(".xlsx"):
            sheet = Sheet(archive, name, SHEET, NEEDED)
            try:
                if sheet.header:
                    return sheet
            except DatasetProblem:
                continue
    return table_of(archive, NEEDED)
