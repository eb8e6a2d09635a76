"""What a finding still lacks for publication, by rule."""

from dataclasses import dataclass

from kb.models import Finding
from kb.rules.asked import shortfalls
from kb.rules.rule import Rule, Violation


@dataclass(frozen=True)
class Lack:
    """A rule of publication that a finding does not meet yet, and where."""

    rule: Rule
    found: list[Violation]


def lacks(finding: Finding) -> list[Lack]:
    """Return what ``finding`` still lacks for publication, in one statement."""
    by_rule: dict[str, Lack] = {}
    for violation in shortfalls([finding]):
        lack = by_rule.setdefault(violation.rule.id, Lack(violation.rule, []))
        lack.found.append(violation)
    return list(by_rule.values())
