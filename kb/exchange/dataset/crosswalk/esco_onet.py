"""The crosswalk of the Commission: O*NET-SOC 2019 to ESCO, with SKOS matches."""

from functools import cached_property

from kb.exchange.dataset.crosswalk.onet_soc import onet_code
from kb.exchange.dataset.crosswalk.pairs import Crosswalk, Pair, esco_codes
from kb.exchange.dataset.esco.files import code_of
from kb.exchange.dataset.esco.terms import COMMISSION
from kb.exchange.dataset.exposure.soc_2010 import table_of
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint
from kb.formats.dataset.items import Origin, Place, Ref
from kb.formats.dataset.problem import BadCellError, DatasetProblem

URI, TITLE, TYPE = "ESCO or ISCO URI", "ESCO or ISCO Title", "Type of Match"
NEEDED = ("O*NET Id", "O*NET Title", URI, TITLE, TYPE)
MATCHES = {
    "exactMatch": "exact",
    "closeMatch": "close",
    "broadMatch": "broad",
    "narrowMatch": "narrow",
}


class EscoOnet(Crosswalk):
    """Each row keeps its type of match; nothing is reduced to the best one."""

    stem = "esco"
    files = "ONET_(Occupations)_0_updated.csv"
    path = "O*NET-SOC 2019 to ESCO"

    @property
    def origin(self) -> Origin:
        """Return the crosswalk as a source."""
        return Origin(
            key=f"esco-{self.edition.replace('.', '-')}-onet-crosswalk",
            title=f"Crosswalk between O*NET and ESCO {self.edition}",
            source_class="government",
            author="European Commission",
            issued="2022",
            version=self.edition,
            url="https://esco.ec.europa.eu/en/use-esco/other-crosswalks",
            licence="ESCO notice: free use with acknowledgement",
            attribution=(
                "This service uses the ESCO classification of the European Commission "
                "and its crosswalk between O*NET and ESCO."
            ),
            publisher=COMMISSION,
            unconfirmed_fields=("issued", "url"),
        )

    def pair(self, row: Row) -> Pair:
        """Return a row with its match; those above the header tell of the project."""
        code, uri = onet_code(row.words("O*NET Id")), row.words(URI)
        told = row.words(TYPE)
        if told not in MATCHES:
            raise BadCellError(f"{TYPE} is {told!r}, not one of {', '.join(MATCHES)}")
        target = Ref("isco_08", code_of(uri)) if "/isco/" in uri else None
        target = target or self._codes.get(uri)
        if target is None:
            raise BadCellError(f"{uri} is no occupation of an ESCO release here")
        return Pair(
            source=Ref("onet_soc_2019", code),
            source_title=row.words("O*NET Title"),
            target=target,
            target_title=row.words(TITLE),
            at=Place(row.file, row.line, f"{code}, {target.code}"),
            match=MATCHES[told],
        )

    def check(self) -> list[FilePrint]:
        """Refuse another file; say what must be imported first."""
        prints = super().check()
        esco_codes()
        return prints

    @cached_property
    def _codes(self) -> dict[str, Ref]:
        return esco_codes()

    def tables(self) -> list[Table]:
        """Return the one table, whatever its file is called."""
        found = table_of(self.archive, NEEDED)
        if found is None:
            raise DatasetProblem(
                f"{self.archive.label} holds no table with the columns "
                f"{', '.join(NEEDED)}."
            )
        return [found]
