"""ESCO as the loader sees it."""

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain

from kb.exchange.dataset.esco.concepts import (
    esco_occupation,
    esco_skill,
    isco_group,
    skill_group,
)
from kb.exchange.dataset.esco.files import (
    ESCO,
    MUTE,
    SPOKEN,
    code_of,
    collections,
    language_of,
    mute,
    other_labels,
    spoken,
)
from kb.exchange.dataset.esco.relations import Relations
from kb.exchange.dataset.esco.terms import KNOWN, esco_origin
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.items import (
    Alias,
    Code,
    Element,
    Listing,
    Occupation,
    Origin,
    Place,
    Ref,
    Side,
)

NATIVE = "en"
"""The language that gives careers and skills their names; others give aliases."""
CAREERS = ("ISCOGroups", "occupations")
SKILLS = ("skillGroups", "skills")


class Esco(Dataset):
    """Occupations, skills, their relations, groups, collections and labels.

    In another language than English it brings the labels of what is here already.
    ``only`` names occupations (``2513.5``) or groups of ISCO-08 (``2513``).
    """

    name = "esco"

    def __init__(
        self, archive: Archive, edition: str, only: Collection[str] = ()
    ) -> None:
        super().__init__(archive, edition, only)
        self.language = language_of(archive, "occupations")
        if self.language != NATIVE:
            self.name = f"esco-{self.language}"

    @property
    def origin(self) -> Origin:
        """Return ESCO in this edition, with the notice that its users must show."""
        return esco_origin(self.edition)

    def check(self) -> list[FilePrint]:
        """Refuse files of another release, of two languages, or with other columns."""
        own = f"_{self.language}."
        self.archive.require(f"{stem}{own}csv" for stem in SPOKEN)
        self.archive.require(f"{stem}.csv" for stem in MUTE)
        tables = [spoken(self.archive, stem, self.language) for stem in SPOKEN]
        tables += [mute(self.archive, stem) for stem in MUTE]
        tables += [table for _label, table in collections(self.archive, self.language)]
        prints = [file_print(table, dated="modifiedDate") for table in tables]
        known = {
            edition: {name.replace("_en.", own): rows for name, rows in files.items()}
            for edition, files in KNOWN.items()
        }
        check_edition(dataset="ESCO", edition=self.edition, prints=prints, known=known)
        return prints

    def wanted(self, code: str) -> bool:
        """Whether an occupation is to be loaded, or a group above or below one."""
        return not self.only or any(
            code == one
            or (code.isdigit() and one.startswith(code))
            or (one.isdigit() and code.startswith(one))
            for one in self.only
        )

    def occupations(self) -> Iterator[Occupation]:
        """Yield groups of ISCO-08, then occupations."""
        if self.language == NATIVE:
            each = self.quarantine.each
            yield from each(self._rows("ISCOGroups"), isco_group)
            yield from each(self._rows("occupations"), esco_occupation)

    def elements(self) -> Iterator[Element]:
        """Yield groups of skills, then skills."""
        if self.language == NATIVE:
            each = self.quarantine.each
            yield from each(self._rows("skillGroups"), skill_group)
            yield from each(self._rows("skills"), esco_skill)

    def aliases(self) -> Iterator[Alias]:
        """Yield other labels; in another language than English, all labels."""
        for stem in CAREERS:
            for row in self._rows(stem):
                scheme = "isco_08" if stem == "ISCOGroups" else "esco"
                yield from self._labels(row, "career", Ref(scheme, row.text("code")))
        for stem in SKILLS:
            for row in self._rows(stem):
                code = self._skills[row.text("conceptUri")]
                yield from self._labels(row, "skill", Ref("esco", code))

    def codes(self) -> Iterator[Code]:
        """Yield the group of ISCO-08 that each occupation stands in: a broader code."""
        if self.language == NATIVE:
            yield from self.quarantine.each(self._rows("occupations"), self._group)

    def listings(self) -> Iterator[Listing]:
        """Yield relations, both hierarchies, collections and levels of reuse."""
        if self.language != NATIVE:
            return
        asked = frozenset(self._asked) if self.only else None
        found = Relations(
            self.archive, self.quarantine, self._careers, self._skills, asked
        )
        yield from found.all()
        for label, table in collections(self.archive, self.language):
            yield from found.members(table, label)
        yield from found.reuse(spoken(self.archive, "skills", self.language))

    def _rows(self, stem: str) -> Iterator[Row]:
        """Yield the rows of a file that are asked for."""
        table = spoken(self.archive, stem, self.language)
        for row in table.rows(self.quarantine.of(table.name)):
            held = self._skills if stem in SKILLS else self._careers
            if not self.only or held.get(row.text("conceptUri")) in self._asked:
                yield row

    def _labels(self, row: Row, side: Side, of: Ref) -> Iterator[Alias]:
        own = [] if self.language == NATIVE else [row.text("preferredLabel")]
        at = Place(row.file, row.line, of.code)
        for label in own + other_labels(row):
            yield Alias(side, of, label, at, self.language)

    def _group(self, row: Row) -> Code:
        code, group = row.words("code"), row.words("iscoGroup")
        return Code(
            side="career",
            of=Ref("esco", code),
            ref=Ref("isco_08", group),
            release="08",
            match="broad",
            title=self._titles.get(group, ""),
            at=Place(row.file, row.line, code),
            evidence=f"ESCO {self.edition} puts the occupation into this unit group.",
            uri=f"{ESCO}isco/C{group}",
        )

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The title of each group of ISCO-08."""
        groups = spoken(self.archive, "ISCOGroups", self.language)
        return {row.text("code"): row.text("preferredLabel") for row in groups.rows()}

    @cached_property
    def _careers(self) -> dict[str, str]:
        """The code of each occupation and group, by its address."""
        tables = (spoken(self.archive, stem, self.language) for stem in CAREERS)
        rows = chain.from_iterable(table.rows() for table in tables)
        return {row.text("conceptUri"): row.text("code") for row in rows}

    @cached_property
    def _skills(self) -> dict[str, str]:
        """The code of each skill and group of skills, by its address."""
        tables = (spoken(self.archive, stem, self.language) for stem in SKILLS)
        rows = chain.from_iterable(table.rows() for table in tables)
        return {uri: code_of(uri) for row in rows if (uri := row.text("conceptUri"))}

    @cached_property
    def _asked(self) -> set[str]:
        """The codes ``only`` asks for: occupations, groups above, and their skills."""
        careers = {code for code in self._careers.values() if self.wanted(code)}
        needs = mute(self.archive, "occupationSkillRelations").rows()
        return careers | {
            self._skills.get(row.text("skillUri"), "")
            for row in needs
            if self._careers.get(row.text("occupationUri")) in careers
        }
