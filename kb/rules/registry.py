"""The rules gathered by id, and by the constraint or trigger that holds them."""

from importlib import import_module
from pkgutil import iter_modules

import kb.rules
from kb.rules.rule import Rule

NO_RULE = {"asked", "registry", "rule"}

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        import_module(f"kb.rules.{module.name}").RULE
        for module in iter_modules(kb.rules.__path__)
        if module.name not in NO_RULE
    )
}
"""Every rule by its id."""

PUBLICATION_RULES = tuple(
    rule for rule in RULES.values() if rule.function and rule.of == "finding"
)
"""The rules that a finding must meet before readers see it."""

STATEMENT_RULES = tuple(rule for rule in RULES.values() if rule.of == "statement")
"""The rules that a statement must meet before readers see it."""

RULE_OF = {name: rule for rule in RULES.values() for name in rule.held_by}
"""A rule that a constraint or trigger of the database holds."""
