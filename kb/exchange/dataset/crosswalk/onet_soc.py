"""O*NET-SOC 2010 to O*NET-SOC 2019: codes that stay, split, merge or are renamed."""

import re
from typing import ClassVar

from kb.exchange.dataset.crosswalk.pairs import Crosswalk, Pair
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.items import Origin, Place, Publisher, Ref
from kb.formats.dataset.problem import BadCellError

FILE = "2010_to_2019_soc_crosswalk.csv"
SIDES = ("O*NET-SOC 2010", "O*NET-SOC 2019")
CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")
ETA = Publisher(
    key="us-dol-eta",
    name="U.S. Department of Labor, Employment and Training Administration",
    interest="government",
)
LICENCE = "CC BY 4.0"
ATTRIBUTION = (
    "This page includes information from the O*NET {what} by the U.S. Department of "
    "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY "
    "4.0 license (https://creativecommons.org/licenses/by/4.0/). O*NET® is a trademark "
    "of USDOL/ETA. Attest has modified all or some of this information. USDOL/ETA has "
    "not approved, endorsed, or tested these modifications."
)


class OnetSoc(Crosswalk):
    """The publisher gives no type of match: the counts of the codes tell it."""

    stem = "onet-soc"
    files = FILE
    path = "O*NET-SOC 2010 to 2019"
    known: ClassVar = {"2010-2019": {FILE: 1_164}}

    @property
    def origin(self) -> Origin:
        """Return the crosswalk as a source."""
        return Origin(
            key="onet-soc-2010-to-2019",
            title="Crosswalk from O*NET-SOC 2010 to O*NET-SOC 2019",
            source_class="government",
            author="National Center for O*NET Development",
            issued="2020",
            version=self.edition,
            url="https://www.onetcenter.org/taxonomy/2019/walk.html",
            licence=LICENCE,
            attribution=ATTRIBUTION.format(what="taxonomy crosswalk"),
            publisher=ETA,
            unconfirmed_fields=("issued", "url"),
        )

    def pair(self, row: Row) -> Pair:
        """Return a row."""
        old, new = (onet_code(row.words(f"{side} Code")) for side in SIDES)
        return Pair(
            source=Ref("onet_soc_2010", old),
            source_title=row.words(f"{SIDES[0]} Title"),
            target=Ref("onet_soc_2019", new),
            target_title=row.words(f"{SIDES[1]} Title"),
            at=Place(row.file, row.line, f"{old}, {new}"),
        )

    def tables(self) -> list[Table]:
        """Return the one table."""
        needed = [f"{side} {part}" for side in SIDES for part in ("Code", "Title")]
        return [Table(self.archive, FILE, tuple(needed))]


def onet_code(code: str) -> str:
    """Return a code of O*NET-SOC; raises ``BadCellError`` for anything else."""
    if not CODE.fullmatch(code):
        raise BadCellError(f"{code!r} is no O*NET-SOC code, as 15-1254.00 is")
    return code
