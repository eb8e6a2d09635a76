"""ISCO-08 as ESCO ships it: the groups and their tree."""

from collections.abc import Iterator

from kb.exchange.dataset.esco.concepts import isco_group
from kb.exchange.dataset.esco.files import language_of, mute, spoken
from kb.exchange.dataset.esco.terms import KNOWN_ISCO, isco_origin
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.items import Listing, Occupation, Origin, Place, Ref
from kb.formats.dataset.problem import BadCellError

TREE = "broaderRelationsOccPillar"


class Isco08(Dataset):
    """619 groups in four levels; ``only`` names groups."""

    name = "isco08"

    @property
    def origin(self) -> Origin:
        """Return ISCO-08 as a source."""
        return isco_origin(self.edition)

    def check(self) -> list[FilePrint]:
        """Refuse a file with other columns or with groups missing."""
        self.archive.require([f"{TREE}.csv"])
        prints = [file_print(self._groups), file_print(mute(self.archive, TREE))]
        check_edition(
            dataset="ISCO", edition=self.edition, prints=prints, known=KNOWN_ISCO
        )
        return prints

    def occupations(self) -> Iterator[Occupation]:
        """Yield the groups."""
        rows = self._groups.rows(self.quarantine.of(self._groups.name))
        for found in self.quarantine.each(rows, isco_group):
            if self.wanted(found.ref.code):
                yield found

    def listings(self) -> Iterator[Listing]:
        """Yield the group above each group."""
        codes = {
            row.text("conceptUri"): row.text("code") for row in self._groups.rows()
        }
        table = mute(self.archive, TREE)

        def above(row: Row) -> Listing | None:
            if row.text("conceptType") != "ISCOGroup":
                return None
            one, other = row.words("conceptUri"), row.words("broaderUri")
            for uri in (one, other):
                if uri not in codes:
                    raise BadCellError(f"{uri} is no group of ISCO-08")
            if not (self.wanted(codes[one]) and self.wanted(codes[other])):
                return None
            return Listing(
                "broader",
                Place(row.file, row.line, codes[one]),
                career=Ref("isco_08", codes[one]),
                to_career=Ref("isco_08", codes[other]),
            )

        yield from self.quarantine.each(
            table.rows(self.quarantine.of(table.name)), above
        )

    @property
    def _groups(self) -> Table:
        language = language_of(self.archive, "ISCOGroups")
        return spoken(self.archive, "ISCOGroups", language)
