"""What a rule is, and what it says when something breaks it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Rule:
    """A rule of evidence, held by the database and explained here.

    ``held_by`` names the constraints and triggers that refuse what breaks it;
    ``function`` is the SQL function that lists shortfalls of one finding or statement
    (``of``), for the rules that it must meet to be published. ``invariant`` is its
    number in the design.
    """

    id: str
    invariant: int
    title: str
    harm: str
    remedy: str
    held_by: tuple[str, ...]
    function: str = ""
    of: Literal["finding", "statement"] = "finding"


@dataclass(frozen=True)
class Violation:
    """One thing that breaks one rule: where, and what stands there."""

    rule: Rule
    entry: str
    place: str = ""
    found: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.entry, self.place) if part)
        what = f": {self.found!r}" if self.found else ""
        return f"{where}{what}. {self.rule.title}. {self.rule.remedy} [{self.rule.id}]"


class RuleViolations(ValidationError):  # noqa: N818 - the name says what it holds
    """Every rule that something breaks; each message ends with the rule's id."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(
            [ValidationError(str(v), code=v.rule.id) for v in self.violations]
        )
