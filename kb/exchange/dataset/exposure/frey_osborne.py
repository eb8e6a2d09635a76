"""Frey and Osborne: probability that an occupation can be computerised."""

from functools import cached_property
from typing import ClassVar

from kb.exchange.dataset.exposure.measured import held, plain
from kb.exchange.dataset.exposure.soc_2010 import OfSoc2010, table_of
from kb.exchange.dataset.here import soc_2010
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
from kb.formats.dataset.workbook import Sheet

NEEDED = ("Rank", "Probability", "Label", "SOC code", "Occupation")
TRAINED = {"0": "not computerisable", "1": "computerisable"}


class FreyOsborne(OfSoc2010):
    """702 occupations of SOC 2010, some of them several codes in one.

    A composite code matches no occupation of the SOC; it is an occupation of its own
    here and says so.
    """

    name = "frey-osborne"
    label = "Frey and Osborne"
    code, title = "SOC code", "Occupation"
    whole: ClassVar = {"2013": 702, "2017": 702}
    files = f"a table with the columns {', '.join(NEEDED)}"

    @classmethod
    def found(cls, archive: Archive) -> Table | Sheet | None:
        """Return the file that has the columns of the table."""
        return table_of(archive, NEEDED)

    @property
    def origin(self) -> Origin:
        """Return the appendix of the paper as a source."""
        return Origin(
            key="frey-osborne-data",
            title="Computerisation probabilities for 702 occupations (parsed table)",
            source_class="peer_reviewed",
            author="Frey, C. B.; Osborne, M. A.",
            issued="2017",
            version=self.edition,
            url="https://doi.org/10.1016/j.techfore.2016.08.019",
            licence="none stated",
            attribution=(
                "Probability of computerisation: Frey and Osborne, “The future of "
                "employment” (2013, 2017), appendix."
            ),
            publisher=Publisher(
                "oxford-martin-programme",
                "Oxford Martin Programme on Technology and Employment",
                "academic",
                "https://www.oxfordmartin.ox.ac.uk",
            ),
            unconfirmed_fields=("url",),
        )

    def claim(self, row: Row, ref: Ref) -> Claim:
        """Return probability and rank of an occupation."""
        title = row.words("Occupation")
        chance, rank = held(row, "Probability", (0, 1)), row.integer("Rank")
        composite = bool(self._codes) and ref.code not in self._codes
        trained = TRAINED.get(row.text("Label").removesuffix(".0"), "")
        told = plain(chance, "0.001")
        figures = [
            Figure(
                measure="frey-osborne-probability",
                label="Probability of computerisation",
                value=chance,
                qualifier=(
                    f"one of 70 occupations labelled by hand: {trained}"
                    if trained
                    else ""
                ),
            )
        ]
        if rank is not None:
            figures.append(
                Figure(
                    measure="frey-osborne-rank",
                    label="Rank from least to most computerisable",
                    value=held(row, "Rank"),
                )
            )
        remarks = ["SOC 2010 codes", "Before generative AI", "No time horizon"]
        if composite:
            remarks.insert(0, f"{ref.code} is a composite of several SOC occupations")
        return Claim(
            key=ref.code,
            topic="ai-exposure",
            headline=f"{title}: probability of computerisation {told}",
            statement=(
                "A classifier, trained on occupations that people labelled by hand, "
                "gives the probability that the occupation can be computerised."
            ),
            population=f"SOC 2010 {ref.code} {title}",
            about=(About(career=ref),),
            figures=tuple(figures),
            at=Place(row.file, row.line, ref.code),
            says=f"{title}: {told}",
            kind="modelled",
            design="model",
            period_start="2013",
            period_end="2013",
            limitations=tuple(remarks),
        )

    @cached_property
    def _codes(self) -> frozenset[str]:
        return soc_2010()
