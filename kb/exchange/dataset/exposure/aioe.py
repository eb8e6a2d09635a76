"""AIOE: exposure of occupations to AI, by Felten, Raj and Seamans."""

from typing import ClassVar

from kb.exchange.dataset.exposure.measured import held, plain
from kb.exchange.dataset.exposure.soc_2010 import OfSoc2010, table_of
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.items import (
    About,
    Claim,
    Figure,
    Origin,
    Place,
    Publisher,
    Ref,
)
from kb.formats.dataset.problem import DatasetProblem
from kb.formats.dataset.workbook import Sheet

NEEDED = ("SOC Code", "Occupation Title", "AIOE")
SHEET = "Appendix A"


class Aioe(OfSoc2010):
    """774 occupations of SOC 2010 on a standardised scale: no percent, no sign."""

    name = "aioe"
    label = "AIOE"
    code, title = "SOC Code", "Occupation Title"
    whole: ClassVar = {"2021": 774}
    files = f"AIOE_DataAppendix.xlsx, or a table with {', '.join(NEEDED)}"

    @classmethod
    def found(cls, archive: Archive) -> Table | Sheet | None:
        """Return the appendix, as a workbook or as text."""
        return _find(archive)

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

    def claim(self, row: Row, ref: Ref) -> Claim:
        """Return the score of an occupation."""
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


def _find(archive: Archive) -> Table | Sheet | None:
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
