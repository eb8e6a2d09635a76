"""O*NET-SOC 2019 to the occupations of the US employment projections."""

from collections.abc import Iterator
from typing import ClassVar

from kb.exchange.dataset.crosswalk.onet_soc import onet_code
from kb.exchange.dataset.crosswalk.pairs import Crosswalk, Pair
from kb.exchange.dataset.oews import BLS
from kb.exchange.dataset.soc import soc_code, soc_occupation
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.items import Occupation, Origin, Place, Ref
from kb.formats.dataset.workbook import Sheet

FILE = "nem-onet-to-soc-crosswalk.xlsx"
CODE, NEM = "O*NET-SOC Code", "NEM Code"
NEM_TITLE = "National Employment Matrix Occupational Title"


class Nem(Crosswalk):
    """Which line of the projections holds an occupation of O*NET."""

    stem = "nem"
    files = FILE
    path = "O*NET-SOC 2019 to the National Employment Matrix"
    known: ClassVar = {"2022": {FILE: 997}}

    @property
    def origin(self) -> Origin:
        """Return the crosswalk as a source."""
        return Origin(
            key=f"bls-nem-{self.edition}-onet-crosswalk",
            title="Crosswalk from O*NET-SOC to the National Employment Matrix",
            source_class="government",
            author="U.S. Bureau of Labor Statistics",
            issued="2023-09-06",
            version=self.edition,
            url="https://www.bls.gov/emp/documentation/crosswalks.htm",
            licence="US government work",
            attribution=(
                "Crosswalk from O*NET-SOC to the National Employment Matrix, U.S. "
                "Bureau of Labor Statistics."
            ),
            publisher=BLS,
            unconfirmed_fields=("url",),
        )

    def occupations(self) -> Iterator[Occupation]:
        """Yield both sides: occupations of O*NET and lines of the projections."""
        yield from super().occupations()
        seen: set[Ref] = set()
        for pair in self._wanted():
            if pair.target not in seen:
                seen.add(pair.target)
                yield soc_occupation(pair.target, pair.target_title, pair.at)

    def pair(self, row: Row) -> Pair:
        """Return a row."""
        code = onet_code(row.words(CODE))
        target = soc_code("soc_2018", row.words(NEM))
        profile = row.text("OOH Profile Title")
        return Pair(
            source=Ref("onet_soc_2019", code),
            source_title=row.words("O*NET-SOC Title"),
            target=target,
            target_title=row.words(NEM_TITLE),
            at=Place(row.file, row.line, f"{code}, {target.code}"),
            remarks=(f"handbook profile: {profile}",) if profile else (),
        )

    def tables(self) -> list[Sheet]:
        """Return the one table."""
        needed = (CODE, "O*NET-SOC Title", NEM, NEM_TITLE, "OOH Profile Title")
        return [Sheet(self.archive, FILE, "", needed)]
