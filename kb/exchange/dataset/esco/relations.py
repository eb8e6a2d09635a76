"""How the concepts of ESCO hang together: relations, hierarchies, collections."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.exchange.dataset.esco.files import mute
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.items import Listing, Place, Ref
from kb.formats.dataset.problem import BadCellError
from kb.formats.dataset.quarantine import Quarantine

STRENGTHS = {"essential", "optional"}


@dataclass(frozen=True)
class Relations:
    """The relations of one release between the concepts that it names.

    ``careers`` and ``skills`` give the code of each concept by its address. With
    ``asked``, the codes of careers and skills to load, relations to others are passed
    over; what leads to no concept of the release stays out with a reason.
    """

    archive: Archive
    quarantine: Quarantine
    careers: dict[str, str]
    skills: dict[str, str]
    asked: frozenset[str] | None = None

    def all(self) -> Iterator[Listing]:
        """Yield both kinds of relations and both hierarchies."""
        each, archive = self.quarantine.each, self.archive
        needs = mute(archive, "occupationSkillRelations")
        yield from each(needs.rows(self.quarantine.of(needs.name)), self._needed)
        near = mute(archive, "skillSkillRelations")
        yield from each(near.rows(self.quarantine.of(near.name)), self._near)
        jobs = mute(archive, "broaderRelationsOccPillar")
        yield from each(jobs.rows(self.quarantine.of(jobs.name)), self._wider_career)
        fields = mute(archive, "broaderRelationsSkillPillar")
        yield from each(fields.rows(self.quarantine.of(fields.name)), self._wider_skill)

    def members(self, table: Table, label: str) -> Iterator[Listing]:
        """Yield the members of a collection."""

        def member(row: Row) -> Listing | None:
            uri = row.words("conceptUri")
            at = Place(row.file, row.line, f"{label} {uri.rpartition('/')[2]}")
            if row.text("conceptType") == "Occupation":
                career = self._career(uri)
                return career and Listing("member", at, career=career, label=label)
            skill = self._skill(uri)
            return skill and Listing("member", at, skill=skill, label=label)

        yield from self.quarantine.each(
            table.rows(self.quarantine.of(table.name)), member
        )

    def reuse(self, table: Table) -> Iterator[Listing]:
        """Yield how widely each skill is used, where the file says so."""

        def level(row: Row) -> Listing | None:
            uri, label = row.words("conceptUri"), row.text("reuseLevel")
            skill = self._skill(uri)
            if not label or not skill:
                return None
            return Listing("reuse", self._at(row, uri), skill=skill, label=label)

        yield from self.quarantine.each(table.rows(), level)

    def _needed(self, row: Row) -> Listing | None:
        career = self._career(row.words("occupationUri"))
        skill = self._skill(row.words("skillUri"))
        if not career or not skill:
            return None
        return Listing(
            self._strength(row),
            self._at(row, row.text("occupationUri"), row.text("skillUri")),
            career=career,
            to_skill=skill,
        )

    def _near(self, row: Row) -> Listing | None:
        one, other = row.words("originalSkillUri"), row.words("relatedSkillUri")
        if one == other:
            raise BadCellError("the skill is related to itself")
        skill, to_skill = self._skill(one), self._skill(other)
        if not skill or not to_skill:
            return None
        at = self._at(row, one, other)
        return Listing(self._strength(row), at, skill=skill, to_skill=to_skill)

    def _wider_career(self, row: Row) -> Listing | None:
        one, other = row.words("conceptUri"), row.words("broaderUri")
        career, wider = self._career(one), self._career(other)
        if not career or not wider:
            return None
        at = self._at(row, one, other)
        return Listing("broader", at, career=career, to_career=wider)

    def _wider_skill(self, row: Row) -> Listing | None:
        one, other = row.words("conceptUri"), row.words("broaderUri")
        skill, wider = self._skill(one), self._skill(other)
        if not skill or not wider:
            return None
        at = self._at(row, one, other)
        return Listing("broader", at, skill=skill, to_skill=wider)

    def _strength(self, row: Row) -> str:
        told = row.text("relationType")
        if told not in STRENGTHS:
            raise BadCellError(
                f"relationType is {told!r}, which is neither essential nor optional"
            )
        return told

    def _career(self, uri: str) -> Ref | None:
        """Return the occupation or group at ``uri``; none where it is not asked for."""
        if uri not in self.careers:
            raise BadCellError(f"{uri} is no occupation or group of this release")
        return self._asked("isco_08" if "/isco/" in uri else "esco", self.careers[uri])

    def _skill(self, uri: str) -> Ref | None:
        """Return the skill or group at ``uri``; none where it is not asked for."""
        if uri not in self.skills:
            raise BadCellError(f"{uri} is no skill or group of this release")
        return self._asked("esco", self.skills[uri])

    def _asked(self, scheme: str, code: str) -> Ref | None:
        if self.asked is not None and code not in self.asked:
            return None
        return Ref(scheme, code)

    def _at(self, row: Row, *uris: str) -> Place:
        """Return the place of a row; its key is the last part of each address."""
        return Place(row.file, row.line, " ".join(u.rpartition("/")[2] for u in uris))
