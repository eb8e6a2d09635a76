"""Nesta: automation risk of ESCO occupations, and what work activities add to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.exchange.dataset.exposure import activities
from kb.exchange.dataset.exposure.measured import Measured, held, plain
from kb.exchange.dataset.here import esco_occupations
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
from kb.formats.dataset.problem import BadCellError, DatasetProblem

ALL = "mcc_risk_All_occupations.csv"
GROUPS = {
    "mcc_risk_ISCO_4digit.csv": "isco_unit_group",
    "mcc_risk_ISCO_3digit.csv": "isco_minor_group",
}
"""The column with the title of a group, by file."""
RISKS = ("risk", "prevalence", "risk_category")
KNOWN = {
    "2020": {
        ALL: 1_627,
        "mcc_risk_ISCO_4digit.csv": 421,
        "mcc_risk_ISCO_3digit.csv": 122,
        activities.FILE: 2_062,
    }
}
SCORES = {
    "risk": ("nesta-automation-risk", "Automation risk"),
    "risk_nonphysical": (
        *("nesta-automation-risk-nonphysical", "Automation risk, non-physical tasks"),
    ),
    "prevalence": ("nesta-bottleneck-share", "Bottleneck tasks"),
    "prevalence_nonphysical": (
        "nesta-bottleneck-share-nonphysical",
        "Bottleneck tasks, physical demands left out",
    ),
}


@dataclass(frozen=True)
class Rated:
    """An occupation or group with its code and title."""

    ref: Ref
    title: str


class Nesta(Measured):
    """Risk, bottleneck tasks and category, by occupation and by group of ISCO-08."""

    name = "nesta"
    files = f"{ALL}, with the files of ISCO groups and of work activities"

    @classmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether the risks of occupations are there."""
        return ALL in archive

    @property
    def origin(self) -> Origin:
        """Return the tables of Mapping Career Causeways as a source."""
        return Origin(
            key="nesta-mcc-data",
            title="Mapping Career Causeways: automation risk estimates",
            source_class="institutional",
            author="Kanders, K.; Djumalieva, J.; Sleeman, C.; Orlik, J.",
            issued="2020",
            version=self.edition,
            url="https://github.com/nestauk/mapping-career-causeways",
            licence="MIT",
            attribution=(
                "Automation risk: Kanders, Djumalieva, Sleeman and Orlik (2020), "
                "“Mapping Career Causeways”, Nesta, data under the MIT License. This "
                "service uses the ESCO classification of the European Commission."
            ),
            publisher=Publisher(
                "nesta", "Nesta", "non_profit", "https://www.nesta.org.uk/"
            ),
        )

    def check(self) -> list[FilePrint]:
        """Refuse cut files; say what must be imported first."""
        prints = [file_print(self._occupations)]
        prints += [file_print(table) for table in (*self._groups, *self._activities)]
        check_edition(dataset="Nesta", edition=self.edition, prints=prints, known=KNOWN)
        if not self._codes:
            raise DatasetProblem(
                "Nesta names occupations by their ESCO address, and ESCO is not here: "
                "import esco first."
            )
        return prints

    def occupations(self) -> Iterator[Occupation]:
        """Yield the groups of ISCO-08; occupations of ESCO must be here already."""
        for table in self._groups:
            rows = table.rows(self.quarantine.of(table.name))
            yield from self.quarantine.each(rows, self._group)

    def claims(self) -> Iterator[Claim]:
        """Yield the risk of each occupation and group, the impact of each activity.

        An activity is of no occupation: a load of some codes brings none.
        """
        rows = self._occupations.rows(self.quarantine.of(ALL))
        yield from self.quarantine.each(rows, self._of_occupation)
        for table in self._groups:
            yield from self.quarantine.each(table.rows(), self._of_group)
        for table in () if self.only else self._activities:
            rows = table.rows(self.quarantine.of(table.name))
            yield from self.quarantine.each(rows, activities.activity_claim)

    def _group(self, row: Row) -> Occupation | None:
        rated = self._rated(row)
        if not self.wanted(rated.ref.code):
            return None
        return Occupation(
            ref=rated.ref,
            key=f"isco-08-{rated.ref.code}",
            title=rated.title,
            definition=f"{rated.title}: group {rated.ref.code} of ISCO-08.",
            at=Place(row.file, row.line, rated.ref.code),
            taxonomy="08",
            lent=True,
        )

    def _rated(self, row: Row) -> Rated:
        code = row.words("isco_code")
        if not code.isdigit() or len(code) > 4:
            raise BadCellError(f"isco_code is {code!r}, which is no group of ISCO-08")
        return Rated(Ref("isco_08", code), row.words(GROUPS[row.file]))

    def _of_group(self, row: Row) -> Claim | None:
        return self._claim(row, self._rated(row), ("risk", "prevalence"))

    def _of_occupation(self, row: Row) -> Claim | None:
        uri = row.words("concept_uri")
        if uri not in self._codes:
            raise BadCellError(f"{uri} is no occupation of an ESCO release here")
        return self._claim(
            row, Rated(self._codes[uri], row.words("occupation")), tuple(SCORES)
        )

    def _claim(self, row: Row, rated: Rated, names: tuple[str, ...]) -> Claim | None:
        if not self.wanted(rated.ref.code):
            return None
        risk, category = held(row, "risk"), row.words("risk_category")
        told = f"{plain(risk)} of 5"
        # A number in a headline is held by a figure: so are the digits of a name.
        whose = f", {rated.title}" if re.search(r"\d", rated.title) else ""
        shared = rated.ref.scheme == "esco"
        return Claim(
            key=f"{rated.ref.scheme.replace('_', '-')}-{rated.ref.code}".replace(
                ".", "-"
            ),
            topic="ai-exposure",
            headline=f"{rated.title}: automation risk {told}, {category}",
            statement=(
                "The rating tells how suitable the tasks are for machine learning; the "
                "scale runs from 1 to 5."
            ),
            population=f"Tasks of {rated.title} ({rated.ref.code})",
            about=(About(career=rated.ref),),
            figures=(
                *(
                    Figure(
                        measure=SCORES[name][0],
                        label=SCORES[name][1] + whose,
                        value=held(
                            row, name, (1, 5) if name.startswith("risk") else (0, 1)
                        ),
                        base="" if name.startswith("risk") else "weighted tasks",
                    )
                    for name in names
                ),
                Figure(
                    measure="nesta-risk-category",
                    label="Category of automation risk, on a scale of 1 to 5",
                    category=category,
                ),
            ),
            at=Place(row.file, row.line, f"isco_code {rated.ref.code}")
            if not shared
            else Place(row.file, row.line, f"id {row.text('id')}"),
            says=f"{rated.title}: {told}, {category}",
            kind="modelled",
            design="model",
            places=("EU",),
            limitations=(
                "Ratings of US tasks, carried over to ESCO by a crosswalk",
                "Occupations matched to one O*NET occupation share its estimate"
                if shared
                else "Mean of the ESCO occupations in the group",
            ),
            note=(
                f"Matched to O*NET-SOC 2010 {row.text('onet_code')}" if shared else ""
            ),
        )

    @cached_property
    def _codes(self) -> dict[str, Ref]:
        return esco_occupations()

    @cached_property
    def _occupations(self) -> Table:
        needed = ("occupation", "concept_uri", "risk_category", *SCORES)
        return Table(self.archive, ALL, needed)

    @cached_property
    def _groups(self) -> list[Table]:
        return [
            Table(self.archive, name, ("isco_code", title, *RISKS))
            for name, title in GROUPS.items()
            if name in self.archive
        ]

    @cached_property
    def _activities(self) -> list[Table]:
        if activities.FILE not in self.archive:
            return []
        return [Table(self.archive, activities.FILE, activities.NEEDED)]
