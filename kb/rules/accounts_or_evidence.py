"""Whoever keeps accounts has no right over evidence."""

from kb.rules.rule import Rule

RULE = Rule(
    id="accounts-or-evidence",
    invariant=6,
    title="Whoever keeps accounts has no right over evidence",
    harm="One account can both write evidence and say who may review it.",
    remedy="Use two accounts, one for each kind of work.",
    held_by=("role_of_one_kind",),
)
