"""The files of ESCO: names with a language or without, and the columns each has."""

import re
from collections.abc import Iterator

from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.problem import BadCellError, DatasetProblem

ESCO = "http://data.europa.eu/esco/"
CONCEPT = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "description")
SPOKEN = {
    "occupations": (*CONCEPT, "iscoGroup", "code"),
    "skills": (*CONCEPT, "skillType", "reuseLevel"),
    "ISCOGroups": (*CONCEPT, "code"),
    "skillGroups": (*CONCEPT, "code"),
}
"""Files whose name ends in a language, as ``occupations_en.csv``."""
BROADER = ("conceptType", "conceptUri", "broaderType", "broaderUri")
MUTE = {
    "occupationSkillRelations": (
        *("occupationUri", "relationType", "skillType", "skillUri"),
    ),
    "skillSkillRelations": ("originalSkillUri", "relationType", "relatedSkillUri"),
    "broaderRelationsOccPillar": BROADER,
    "broaderRelationsSkillPillar": BROADER,
}
"""Files that hold no words of any language."""
COLLECTIONS = {
    "digitalSkillsCollection": "digital",
    "greenSkillsCollection": "green",
    "transversalSkillsCollection": "transversal",
    "languageSkillsCollection": "language",
    "researchSkillsCollection": "research",
    "digCompSkillsCollection": "DigComp",
    "researchOccupationsCollection": "research",
}
"""What ESCO calls the collections; a release may lack one."""


def language_of(archive: Archive, stem: str) -> str:
    """Return the language of the files, as ``occupations_fr.csv`` tells it.

    Raises ``DatasetProblem`` if there is no such file, or one in two languages.
    """
    told = re.compile(rf"{stem}_([a-z]{{2,3}})\.csv")
    found = [match[1] for name in archive.names() if (match := told.fullmatch(name))]
    if not found:
        raise DatasetProblem(
            f"{archive.label} lacks {stem}_en.csv (or another language): bring the CSV "
            "files as ESCO ships them."
        )
    if len(found) > 1:
        raise DatasetProblem(
            f"{archive.label} holds {stem} in {', '.join(found)}: bring one language "
            "at a time."
        )
    return found[0]


def spoken(archive: Archive, stem: str, language: str) -> Table:
    """Return a table whose name ends in the language."""
    return Table(archive, f"{stem}_{language}.csv", SPOKEN[stem])


def mute(archive: Archive, stem: str) -> Table:
    """Return a table without words."""
    return Table(archive, f"{stem}.csv", MUTE[stem])


def collections(archive: Archive, language: str) -> Iterator[tuple[str, Table]]:
    """Yield the collections that are there, with what ESCO calls each."""
    for stem, label in COLLECTIONS.items():
        name = f"{stem}_{language}.csv"
        if name in archive:
            yield label, Table(archive, name, ("conceptType", "conceptUri"))


def code_of(uri: str) -> str:
    """Return the code of a concept by its address.

    ``…/skill/<uuid>`` and ``…/occupation/<uuid>`` have the UUID, ``…/isco/C2513`` has
    ``2513``, ``…/isced-f/0613`` has ``isced-f/0613``. Raises ``BadCellError``.
    """
    kind, _, last = uri.removeprefix(ESCO).partition("/")
    if not uri.startswith(ESCO) or not last:
        raise BadCellError(f"{uri!r} is no address of an ESCO concept")
    if kind == "isco":
        return last.removeprefix("C")
    return f"{kind}/{last}" if kind == "isced-f" else last


def other_labels(row: Row) -> list[str]:
    """Return the other labels of a concept, each once, without its preferred one."""
    own = row.text("preferredLabel").casefold()
    found = {
        label.casefold(): label
        for part in row.text("altLabels").splitlines()
        if (label := " ".join(part.split()))
    }
    found.pop(own, None)
    return list(found.values())
