"""The rules of evidence: one small file each, gathered here by id."""

from importlib import import_module
from pkgutil import iter_modules

from kb.rules.rule import Rule, RuleViolations, Violation

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        import_module(f"{__name__}.{module.name}").RULE
        for module in iter_modules(__path__)
        if module.name != "rule"
    )
}
"""Every rule by its id."""

PUBLICATION_RULES = tuple(rule for rule in RULES.values() if rule.function)
"""The rules that a finding must meet before readers see it."""

RULE_OF = {name: rule for rule in RULES.values() for name in rule.held_by}
"""The rule that a constraint or trigger of the database holds."""

__all__ = [
    "PUBLICATION_RULES",
    "RULES",
    "RULE_OF",
    "Rule",
    "RuleViolations",
    "Violation",
]
