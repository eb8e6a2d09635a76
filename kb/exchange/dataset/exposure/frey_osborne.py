"""Frey and Osborne: probability that an occupation can be computerised."""

from collections.abc import Iterator
from functools import cached_property

from kb.exchange.dataset.exposure.measured import Measured, held, plain
from kb.exchange.dataset.here import soc_2010
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
    Ref,
)
from kb.formats.dataset.problem import DatasetProblem

NEEDED = ("Rank", "Probability", "Label", "SOC code", "Occupation")
ROWS = 702
TRAINED = {"0": "not computerisable", "1": "computerisable"}


class FreyOsborne(Measured):
    """702 occupations of SOC 2010, some of them several codes in one.

    A composite code matches no occupation of the SOC; it is an occupation of its own
    here and says so.
    """

    name = "frey-osborne"
    files = f"a table with the columns {', '.join(NEEDED)}"

    @classmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether a file has the columns of the table."""
        return table_of(archive, NEEDED) is not None

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

    def check(self) -> list[FilePrint]:
        """Refuse a table that is cut off: the paper has 702 occupations."""
        prints = [file_print(self._table)]
        check_edition(
            dataset="Frey and Osborne",
            edition=self.edition,
            prints=prints,
            known={year: {self._table.name: ROWS} for year in ("2013", "2017")},
        )
        return prints

    def occupations(self) -> Iterator[Occupation]:
        """Yield the occupations, composite ones too."""

        def occupation(row: Row) -> Occupation | None:
            ref = soc_code("soc_2010", row.words("SOC code"))
            if not self.wanted(ref.code):
                return None
            at = Place(row.file, row.line, ref.code)
            return soc_occupation(ref, row.words("Occupation"), at)

        bad = self.quarantine.of(self._table.name)
        yield from self.quarantine.each(self._table.rows(bad), occupation)

    def claims(self) -> Iterator[Claim]:
        """Yield probability and rank of each occupation."""
        yield from self.quarantine.each(self._table.rows(), self._claim)

    def _claim(self, row: Row) -> Claim | None:
        ref, title = (
            soc_code("soc_2010", row.words("SOC code")),
            row.words("Occupation"),
        )
        if not self.wanted(ref.code):
            return None
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
            about=(About(career=Ref("soc_2010", ref.code)),),
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

    @cached_property
    def _table(self) -> Table:
        found = table_of(self.archive, NEEDED)
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
