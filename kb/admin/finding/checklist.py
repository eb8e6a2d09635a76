"""What a finding or a statement still lacks for publication, by rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.models import Finding
from kb.rules.asked import shortfalls
from kb.rules.rule import Rule, Violation


@dataclass(frozen=True)
class Lack:
    """A rule of publication that is not met yet, and where."""

    rule: Rule
    found: list[Violation]


def lacks(finding: Finding) -> list[Lack]:
    """Return what ``finding`` still lacks for publication, in one statement."""
    return by_rule(shortfalls([finding]))


def by_rule(violations: Iterable[Violation]) -> list[Lack]:
    """Return the violations of each rule together."""
    found: dict[str, Lack] = {}
    for violation in violations:
        lack = found.setdefault(violation.rule.id, Lack(violation.rule, []))
        lack.found.append(violation)
    return list(found.values())
