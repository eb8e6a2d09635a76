"""Nesta: the best O*NET-SOC 2010 occupation for each ESCO occupation."""

from functools import cached_property
from typing import ClassVar

from kb.exchange.dataset.crosswalk.onet_soc import onet_code
from kb.exchange.dataset.crosswalk.pairs import Crosswalk, Pair, esco_codes
from kb.exchange.dataset.exposure.measured import held, plain
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint
from kb.formats.dataset.items import Origin, Place, Publisher, Ref
from kb.formats.dataset.problem import BadCellError

FILE = "esco_onet_crosswalk_Nov2020.csv"
CONFIDENCE = {"0.5": "low", "1.0": "middle", "2.0": "high"}
NESTA = Publisher("nesta", "Nesta", "non_profit", "https://www.nesta.org.uk/")


class NestaCrosswalk(Crosswalk):
    """Matches by language model and by hand, with a confidence of 0.5, 1 or 2.

    The publisher names no type of match; many ESCO occupations share one of O*NET.
    """

    stem = "nesta"
    files = FILE
    path = "ESCO to O*NET-SOC 2010"
    known: ClassVar = {"2020": {FILE: 1_680}}

    @property
    def origin(self) -> Origin:
        """Return the crosswalk as a source."""
        return Origin(
            key="nesta-esco-onet-2020",
            title="Crosswalk between O*NET and ESCO occupations, November 2020",
            source_class="institutional",
            author="Kanders, K.; Djumalieva, J.; Sleeman, C.; Orlik, J.",
            issued="2020-11-23",
            version=self.edition,
            url="https://github.com/nestauk/mapping-career-causeways",
            licence="MIT",
            attribution=(
                "Crosswalk: Kanders, Djumalieva, Sleeman and Orlik (2020), “Mapping "
                "Career Causeways: Supporting workers at risk”, Nesta, under the MIT "
                "License. This service uses the ESCO classification of the European "
                "Commission."
            ),
            publisher=NESTA,
        )

    def pair(self, row: Row) -> Pair:
        """Return a row, with its confidence."""
        uri, code = row.words("concept_uri"), onet_code(row.words("onet_code"))
        if uri not in self._codes:
            raise BadCellError(f"{uri} is no occupation of an ESCO release here")
        told = row.words("confidence")
        if told not in CONFIDENCE:
            raise BadCellError(f"confidence is {told!r}, not 0.5, 1.0 or 2.0")
        likeness = plain(held(row, "semantic_similarity"))
        return Pair(
            source=self._codes[uri],
            source_title=row.words("esco_occupation"),
            target=Ref("onet_soc_2010", code),
            target_title=row.words("onet_occupation"),
            at=Place(row.file, row.line, f"id {row.words('id')}"),
            match="best match, type not stated",
            remarks=(
                f"confidence {told} of 2.0 ({CONFIDENCE[told]})",
                f"similarity {likeness}",
            ),
        )

    def check(self) -> list[FilePrint]:
        """Refuse a cut file; say what must be imported first."""
        prints = super().check()
        esco_codes()
        return prints

    @cached_property
    def _codes(self) -> dict[str, Ref]:
        return esco_codes()

    def tables(self) -> list[Table]:
        """Return the one table."""
        needed = (
            *("id", "esco_occupation", "onet_code", "onet_occupation"),
            *("semantic_similarity", "confidence", "concept_uri"),
        )
        return [Table(self.archive, FILE, needed)]
