"""No digit of a statement stands outside a slot."""

from kb.rules.rule import Rule

RULE = Rule(
    id="digits-stand-in-slots",
    invariant=5,
    title="No digit of a statement stands outside a slot",
    harm="A number is typed that no finding holds, and nobody notices when it changes.",
    remedy="Cite the finding and take its figure by a slot.",
    held_by=("statement_publication_gate",),
    function="kb_statement_rule_digits",
    of="statement",
)
