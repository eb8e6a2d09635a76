"""What crosswalks have in common: pairs of codes, and how many each code has."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from kb.exchange.dataset.here import esco_occupations
from kb.exchange.dataset.soc import soc_of
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, Known, check_edition, file_print
from kb.formats.dataset.items import Listing, Occupation, Place, Ref
from kb.formats.dataset.problem import DatasetProblem
from kb.formats.dataset.workbook import Sheet

TAXONOMIES = {"onet_soc_2019": "25.1", "onet_soc_2010": "24.2"}
"""A release of O*NET on each taxonomy, under which a code is noted if it is new."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A code on one side and a code on the other, as one row gives them.

    ``match`` is what the publisher calls the match; where it gives none, the counts of
    both codes decide. ``remarks`` are marks of the row, such as its confidence.
    """

    source: Ref
    source_title: str
    target: Ref
    target_title: str
    at: Place
    match: str = ""
    remarks: tuple[str, ...] = ()


class Crosswalk(Dataset):
    """A table of pairs; one code to many is many rows, and every row says so.

    ``nesta-2020`` is the edition 2020 of the dataset ``crosswalk-nesta``: no crosswalk
    is newer than another one.
    """

    stem: ClassVar[str]
    """What its editions begin with."""
    files: ClassVar[str]
    path: ClassVar[str]
    """From which classification to which, in words."""
    known: ClassVar[Known] = {}
    """The rows of its files in each edition that was seen whole."""

    def __init__(
        self, archive: Archive, edition: str, only: Collection[str] = ()
    ) -> None:
        super().__init__(archive, edition.removeprefix(f"{self.stem}-"), only)
        self.name = f"crosswalk-{self.stem}"

    @abstractmethod
    def tables(self) -> Sequence[Table | Sheet]:
        """Return the tables that it is read from."""

    @abstractmethod
    def pair(self, row: Row) -> Pair | None:
        """Return a row of the first table; ``None`` if it is no pair."""

    def check(self) -> list[FilePrint]:
        """Refuse a table that is cut off or has other columns."""
        prints = [file_print(table) for table in self.tables()]
        check_edition(
            dataset="crosswalk", edition=self.edition, prints=prints, known=self.known
        )
        return prints

    def pairs(self) -> Iterator[Pair]:
        """Yield the rows of the table."""
        table = self.tables()[0]
        rows = table.rows(self.quarantine.of(table.name))
        yield from self.quarantine.each(rows, self.pair)

    def occupations(self) -> Iterator[Occupation]:
        """Yield the occupations of both sides that only O*NET has; each once."""
        seen: set[Ref] = set()
        for pair in self._wanted():
            for ref, title in (
                (pair.source, pair.source_title),
                (pair.target, pair.target_title),
            ):
                if ref.scheme in TAXONOMIES and ref not in seen:
                    seen.add(ref)
                    yield onet_occupation(ref, title, pair.at)

    def listings(self) -> Iterator[Listing]:
        """Yield each pair with its match; a code that stays as it is needs none."""
        for pair in self._wanted():
            kin = (pair.source.code, *(ref.code for ref in _same(pair.source)))
            if pair.target.code in kin:
                continue
            yield Listing(
                kind="match",
                at=pair.at,
                career=pair.source,
                to_career=pair.target,
                label=pair.match or self._counted(pair),
                marks=(self.path, *pair.remarks, *self._many(pair)),
            )

    def _wanted(self) -> Iterable[Pair]:
        return (
            pair
            for pair in self._pairs
            if not self.only or {pair.source.code, pair.target.code} & self.only
        )

    def _counted(self, pair: Pair) -> str:
        """Return the SKOS match that follows from how many codes each side has."""
        to, of = self._targets[pair.source] > 1, self._sources[pair.target] > 1
        if to and of:
            return "close"
        if to:
            return "narrow"
        return "broad" if of else "exact"

    def _many(self, pair: Pair) -> Iterator[str]:
        """Yield that a code is split, or that several become one."""
        if (count := self._targets[pair.source]) > 1:
            yield f"one of {count} targets"
        if (count := self._sources[pair.target]) > 1:
            yield f"one of {count} sources"

    @cached_property
    def _pairs(self) -> list[Pair]:
        return list(self.pairs())

    @cached_property
    def _targets(self) -> Counter[Ref]:
        return Counter(pair.source for pair in self._pairs)

    @cached_property
    def _sources(self) -> Counter[Ref]:
        return Counter(pair.target for pair in self._pairs)


def _same(ref: Ref) -> tuple[Ref, ...]:
    """Return the codes that mean the same occupation as one of O*NET."""
    return soc_of(ref.scheme, ref.code) if ref.scheme in TAXONOMIES else ()


def onet_occupation(ref: Ref, title: str, at: Place) -> Occupation:
    """Return an occupation of O*NET that a crosswalk names."""
    year = ref.scheme.rpartition("_")[2]
    return Occupation(
        ref=ref,
        key="onet-" + ref.code.replace(".", "-"),
        title=title,
        definition=f"{title}: code {ref.code} of O*NET-SOC {year}.",
        at=at,
        kin=tuple(other for other in TAXONOMIES if other != ref.scheme),
        same=soc_of(ref.scheme, ref.code),
        taxonomy=TAXONOMIES[ref.scheme],
        lent=True,
    )


def esco_codes() -> dict[str, Ref]:
    """Return the occupations of ESCO by their address; they must be here already."""
    codes = esco_occupations()
    if not codes:
        raise DatasetProblem(
            "The crosswalk names occupations by their ESCO address, and ESCO is not "
            "here: import esco first."
        )
    return codes
