"""What reading a file gives: the records, and a row for everything that was wrong."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was wrong: where it is, and a sentence that says what to do."""

    place: str
    sentence: str
    given: str = ""
    """What stood there, if no record came of it."""

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(slots=True)
class Reading:
    """The records that could be read, in order, and what stood in the way of others."""

    records: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    origins: list[tuple[str, str]] = field(default_factory=list)
    """For each record where it stood, and how."""
    loose: list[tuple[str, str]] = field(default_factory=list)
    """What stood between the records: where, and what."""

    def add(self, record: dict[str, Any], place: str, given: str) -> None:
        """Add a record with its origin."""
        self.records.append(record)
        self.origins.append((place, given))

    def note(self, place: str, sentence: str, given: str = "") -> None:
        """Add a problem; ``given`` if no record came of what stood there."""
        self.problems.append(Problem(place, sentence, given))


# With a date, a publisher or a note alone, nothing is cited.
TELLING = frozenset(
    {
        *("title", "title-short", "original-title", "reviewed-title", "event-title"),
        *("container-title", "collection-title", "number", "references", "authority"),
        *("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "archive", "call-number"),
    }
)


def tells_nothing(record: dict[str, Any]) -> bool:
    """Tell whether a record has no title, no name and no identifier to cite it by."""
    named = any(
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
        for value in record.values()
    )
    return not named and not any(record.get(name) for name in TELLING)


def unplaced(record: dict[str, Any], form: str, values: dict[str, Any]) -> None:
    """Keep under ``custom`` what a format says and CSL has no variable for."""
    if values:
        custom = record.get("custom")
        held = custom if isinstance(custom, dict) else {}
        record["custom"] = held | {form: values}
