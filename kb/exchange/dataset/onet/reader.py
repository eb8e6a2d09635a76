"""An O*NET release as a dataset."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import TypeVar

from kb.exchange.dataset.onet import lists
from kb.exchange.dataset.onet.check import checked
from kb.exchange.dataset.onet.files import CODE, EDUCATION, ELEMENT, RATINGS, table_of
from kb.exchange.dataset.onet.preparation import (
    categories,
    education_claim,
    zone_claim,
    zones,
)
from kb.exchange.dataset.onet.ratings import groups, rating_claim
from kb.exchange.dataset.onet.words import element_ref, scheme_of, slug
from kb.exchange.dataset.soc import soc_of
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.fingerprint import FilePrint
from kb.formats.dataset.items import (
    Alias,
    Claim,
    Element,
    Listing,
    Occupation,
    Origin,
    Place,
    Publisher,
    Ref,
    Task,
)
from kb.formats.dataset.problem import BadCellError

ISSUED = {"24.2": "2020-02", "29.3": "2025-05"}
"""Month of each release, from its own Read Me."""
RELATED = (
    *("Related Occupations.txt", "Career Changers Matrix.txt"),
    "Career Starters Matrix.txt",
)
NAMES = {
    "Alternate Titles.txt": ("Alternate Title", "Short Title"),
    "Sample of Reported Titles.txt": ("Reported Job Title",),
}
ATTRIBUTION = (
    "This page includes information from the O*NET {edition} Database by the U.S. "
    "Department of Labor, Employment and Training Administration (USDOL/ETA). Used "
    "under the CC BY 4.0 license (https://creativecommons.org/licenses/by/4.0/). "
    "O*NET® is a trademark of USDOL/ETA. Attest has modified all or some of this "
    "information. USDOL/ETA has not approved, endorsed, or tested these modifications."
)

Item = TypeVar("Item")


class Onet(Dataset):
    """The text edition of O*NET, also where files of it come from a spreadsheet."""

    name = "onet"

    @property
    def origin(self) -> Origin:
        """Return the release as a source."""
        return Origin(
            key=f"onet-{slug(self.edition)}",
            title=f"O*NET {self.edition} Database",
            source_class="government",
            author="National Center for O*NET Development",
            issued=ISSUED.get(self.edition, ""),
            version=self.edition,
            url="https://www.onetcenter.org/db_releases.html",
            licence="CC BY 4.0",
            attribution=ATTRIBUTION.format(edition=self.edition),
            publisher=Publisher(
                key="us-dol-eta",
                name="U.S. Department of Labor, Employment and Training Administration",
                interest="government",
                url="https://www.dol.gov/agencies/eta",
            ),
            unconfirmed_fields=() if self.edition in ISSUED else ("issued",),
        )

    def check(self) -> list[FilePrint]:
        """Return the prints of all files; see ``checked``."""
        return checked(self.archive, self.edition)

    @cached_property
    def scheme(self) -> str:
        """The taxonomy of its occupations."""
        return scheme_of(self.edition)[0]

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each occupation, by code."""
        return {row.text(CODE): row.text("Title") for row in self._all(OCCUPATIONS)}

    @cached_property
    def content(self) -> dict[str, str]:
        """The name of each element of the content model, by its number."""
        return {row.text(ELEMENT): row.text("Element Name") for row in self._all(MODEL)}

    @cached_property
    def activities(self) -> dict[str, str]:
        """The title of each detailed work activity, by its number."""
        rows = self._all("DWA Reference.txt")
        return {row.text("DWA ID"): row.text("DWA Title") for row in rows}

    @cached_property
    def rated(self) -> set[str]:
        """The elements that the release rates."""
        return {
            row.text(ELEMENT)
            for name in RATINGS
            if name in self.archive
            for row in table_of(self.archive, name).rows()
        }

    def occupations(self) -> Iterator[Occupation]:
        """Yield every occupation of the release."""
        yield from self.quarantine.each(self._rows(OCCUPATIONS), self._occupation)

    def _occupation(self, row: Row) -> Occupation:
        code = row.words(CODE)
        return Occupation(
            ref=Ref(self.scheme, code),
            key=f"onet-{slug(code)}",
            title=row.words("Title"),
            definition=row.words("Description"),
            at=Place(row.file, row.line, code),
            kin=scheme_of(self.edition)[1:],
            same=soc_of(self.scheme, code),
        )

    def elements(self) -> Iterator[Element]:
        """Yield the elements that are rated, then each technology once."""
        yield from self.quarantine.each(self._all(MODEL), self._element)
        seen: set[str] = set()

        def once(row: Row) -> Element | None:
            if row.text("Example") in seen:
                return None
            seen.add(row.text("Example"))
            return lists.technology(row)

        yield from self.quarantine.each(self._rows(TECHNOLOGIES), once)

    def _element(self, row: Row) -> Element | None:
        code = row.words(ELEMENT)
        if code not in self.rated:
            return None
        return Element(
            ref=element_ref(code),
            key=f"onet-{slug(code)}",
            name=row.words("Element Name"),
            definition=row.words("Description"),
            kind="knowledge" if code.startswith("2.C.") else "transversal",
            at=Place(row.file, row.line, code),
        )

    def tasks(self) -> Iterator[Task]:
        """Yield every task."""
        yield from self._each(
            "Task Statements.txt", partial(lists.task, scheme=self.scheme)
        )

    def aliases(self) -> Iterator[Alias]:
        """Yield alternate, short and reported titles, each once for an occupation."""
        seen: set[tuple[Ref, str]] = set()
        for file, columns in NAMES.items():
            make = partial(lists.aliases, scheme=self.scheme, columns=columns)
            for found in self._each(file, make):
                for alias in found:
                    if (alias.of, alias.name) not in seen:
                        seen.add((alias.of, alias.name))
                        yield alias

    def listings(self) -> Iterator[Listing]:
        """Yield tasks, emerging ones, activities, technologies, kin and anchors."""
        scheme = self.scheme
        yield from self._each(
            "Task Statements.txt", partial(lists.task_listing, scheme=scheme)
        )
        yield from self._each(
            "Emerging Tasks.txt", partial(lists.emerging, scheme=scheme)
        )
        doing = partial(lists.activity, scheme=scheme, titles=self.activities)
        yield from self._each("Tasks to DWAs.txt", doing)
        yield from self._each(
            TECHNOLOGIES, partial(lists.technology_listing, scheme=scheme)
        )
        for file in RELATED:
            yield from self._each(file, partial(lists.related, scheme=scheme))
        anchors = (
            row
            for row in self._all("Level Scale Anchors.txt")
            if row.text(ELEMENT) in self.rated
        )
        yield from self.quarantine.each(anchors, lists.anchor)

    def claims(self) -> Iterator[Claim]:
        """Yield ratings, answers on education and training, and job zones."""
        known = {"scheme": self.scheme, "titles": self.titles, "names": self.content}
        for file in RATINGS:
            yield from self._grouped(file, partial(rating_claim, **known))  # type: ignore[arg-type]
        answers = categories(self.archive)
        yield from self._grouped(
            EDUCATION,
            partial(education_claim, **known, answers=answers),  # type: ignore[arg-type]
        )
        zone = partial(
            zone_claim,
            scheme=self.scheme,
            titles=self.titles,
            ranges=zones(self.archive),
        )
        yield from self._each("Job Zones.txt", zone)

    def _grouped(
        self, file: str, make: Callable[[list[Row]], Claim]
    ) -> Iterator[Claim]:
        """Yield a claim for each element of each occupation in a file."""
        for rows in groups(self._rows(file), self.quarantine):
            try:
                yield make(rows)
            except BadCellError as bad:
                for row in rows:
                    self.quarantine.add_row(row, str(bad))

    def _each(self, file: str, make: Callable[[Row], Item]) -> Iterator[Item]:
        """Yield what is made of each row of a file that is wanted."""
        return self.quarantine.each(self._rows(file), make)

    def _rows(self, file: str) -> Iterable[Row]:
        """Yield the rows of a file that are of wanted occupations."""
        if not self.only:
            return self._all(file)
        return (row for row in self._all(file) if self.wanted(row.text(CODE)))

    def _all(self, file: str) -> Iterator[Row]:
        """Yield the rows of a file, nothing if the release lacks it.

        A row that is none is quarantined, once however often the file is read.
        """
        if file not in self.archive:
            return
        first = file not in self._read
        self._read.add(file)

        def bad(line: int, reason: str, text: str) -> None:
            if first:
                self.quarantine.add(file, line, reason, text)

        yield from table_of(self.archive, file).rows(bad)

    @cached_property
    def _read(self) -> set[str]:
        """The files that were read before."""
        return set()


OCCUPATIONS = "Occupation Data.txt"
MODEL = "Content Model Reference.txt"
TECHNOLOGIES = "Technology Skills.txt"
