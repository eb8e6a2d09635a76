"""What reading a file gives: the records, and a row for everything that was wrong."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was wrong: where it is, and a sentence that says what to do."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(slots=True)
class Reading:
    """The records that could be read, in order, and what stood in the way of others."""

    records: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, place: str, sentence: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(place, sentence))
