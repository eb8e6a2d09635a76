"""SOC 2018: its groups and occupations, their definitions, and the tree."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from kb.exchange.dataset.crosswalk.onet_soc import (
    ATTRIBUTION,
    ETA,
    LICENCE,
    onet_code,
)
from kb.exchange.dataset.crosswalk.pairs import Crosswalk, Pair, onet_occupation
from kb.exchange.dataset.soc import soc_code, soc_occupation
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.items import Listing, Occupation, Origin, Place, Ref
from kb.formats.dataset.problem import BadCellError

TREE = "soc_structure_2019.csv"
DEFINED = "soc_2018_detailed_codes.csv"
LEVELS = ("Major Group", "Minor Group", "Broad Occupation", "Detailed Occupation")
DETAIL = "Detailed O*NET-SOC"
TITLE = "SOC or O*NET-SOC 2019 Title"


class Soc2018(Crosswalk):
    """The structure of SOC 2018 with the occupations of O*NET below it."""

    stem = "soc"
    files = f"{TREE} and {DEFINED}"
    path = "O*NET-SOC 2019 to SOC 2018"
    known: ClassVar = {"2018": {TREE: 1_596, DEFINED: 867}}

    @property
    def origin(self) -> Origin:
        """Return the structure as a source."""
        return Origin(
            key="onet-soc-2019-structure",
            title="O*NET-SOC 2019 structure, with SOC 2018",
            source_class="government",
            author="National Center for O*NET Development",
            issued="2020",
            version=self.edition,
            url="https://www.onetcenter.org/taxonomy/2019/structure.html",
            licence=LICENCE,
            attribution=ATTRIBUTION.format(what="taxonomy"),
            publisher=ETA,
            unconfirmed_fields=("issued", "url"),
        )

    def tables(self) -> list[Table]:
        """Return the tree, and the definitions."""
        self.archive.require([TREE, DEFINED])
        return [self._tree, self._defined]

    def pair(self, row: Row) -> Pair | None:
        """Return nothing: a tree has no pairs that match."""
        return None

    def occupations(self) -> Iterator[Occupation]:
        """Yield groups, occupations and, below them, those that only O*NET has."""
        definitions = {
            row.text("SOC Code"): row.text("SOC Definition")
            for row in self._defined.rows(self.quarantine.of(DEFINED))
        }

        def occupation(row: Row) -> Occupation | None:
            ref, _above = self._place(row)
            if not self.wanted(ref.code):
                return None
            at, title = Place(row.file, row.line, ref.code), row.words(TITLE)
            if ref.scheme == "onet_soc_2019":
                return onet_occupation(ref, title, at)
            return soc_occupation(ref, title, at, definitions.get(ref.code, ""))

        yield from self.quarantine.each(self._rows(), occupation)

    def listings(self) -> Iterator[Listing]:
        """Yield the group above each group and occupation."""

        def above(row: Row) -> Listing | None:
            ref, wider = self._place(row)
            if wider is None or not self.wanted(ref.code):
                return None
            return Listing(
                kind="broader",
                at=Place(row.file, row.line, ref.code),
                career=ref,
                to_career=wider,
            )

        yield from self.quarantine.each(self._rows(), above)

    def wanted(self, code: str) -> bool:
        """Whether a code is asked for, or holds one that is."""
        return not self.only or any(
            one == code or one.startswith(code.rstrip("0")) for one in self.only
        )

    def _rows(self) -> Iterator[Row]:
        return self._tree.rows(self.quarantine.of(TREE))

    def _place(self, row: Row) -> tuple[Ref, Ref | None]:
        """Return the code of a row and the one above it.

        A code says by itself where it stands, but for groups that keep the number of
        the group above, such as 15-1200: the row before it tells.
        """
        found = self._above.get(row.line)
        if found is None:
            raise BadCellError("the row names no code")
        return found

    @cached_property
    def _above(self) -> dict[int, tuple[Ref, Ref | None]]:
        """Each row's code and the code above it, by line."""
        found: dict[int, tuple[Ref, Ref | None]] = {}
        open_groups: list[Ref] = []
        for row in self._tree.rows():
            told = [row.text(level) for level in (*LEVELS, DETAIL)]
            depth = next((n for n, code in enumerate(told) if code), None)
            if depth is None:
                continue
            try:
                ref = (
                    Ref("onet_soc_2019", onet_code(told[depth]))
                    if depth == len(LEVELS)
                    else soc_code("soc_2018", told[depth])
                )
            except BadCellError:
                continue
            del open_groups[depth:]
            found[row.line] = (ref, open_groups[-1] if open_groups else None)
            open_groups.append(ref)
        return found

    @cached_property
    def _tree(self) -> Table:
        return Table(self.archive, TREE, (*LEVELS, DETAIL, TITLE))

    @cached_property
    def _defined(self) -> Table:
        return Table(self.archive, DEFINED, ("SOC Code", "SOC Title", "SOC Definition"))
