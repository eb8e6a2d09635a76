"""Asking the rules: of findings on their way to readers, and of all that is stored."""

from collections.abc import Iterable

from kb.models import Finding, Statement
from kb.rules.registry import RULE_OF, RULES
from kb.rules.rule import Violation
from kb.selectors import broken_checks, broken_rules, finding_shortfalls, switched_off
from kb.selectors.statement import statement_shortfalls


def shortfalls(findings: Iterable[Finding]) -> list[Violation]:
    """Return every rule of publication that ``findings`` break, in one statement."""
    return [
        Violation(RULES[rule], f"finding {key}", place, found)
        for key, rule, place, found in finding_shortfalls(findings)
    ]


def statement_lacks(statements: Iterable[Statement]) -> list[Violation]:
    """Return every rule of publication that ``statements`` break, in one query."""
    return [
        Violation(RULES[rule], f"statement {key}", place, found)
        for key, rule, place, found in statement_shortfalls(statements)
    ]


def stored_violations() -> list[Violation]:
    """Return what stored rows break besides the rules of publication.

    The database holds these rules itself; whoever finds one broken here has found that
    somebody switched a trigger off or wrote as the owner of the tables.
    """
    return [
        *(
            Violation(RULES[rule], entry, place, found)
            for rule, entry, place, found in broken_rules()
        ),
        *(
            Violation(RULE_OF.get(name, RULES["append-only"]), table, name, "is off")
            for name, table in switched_off()
        ),
        *(
            Violation(RULE_OF[name], table, name, f"{count} row(s)")
            for name, table, count in broken_checks(RULE_OF)
        ),
    ]
