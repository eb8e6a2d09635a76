"""A slot shows a figure of a cited finding, whole and unchanged."""

from kb.rules.rule import Rule

RULE = Rule(
    id="slot-shows-its-figure",
    invariant=5,
    title="A slot shows a figure of a cited finding, whole and unchanged",
    harm="A hole in the sentence, or a number that is not the source's.",
    remedy="Write {finding-key:figure:field} of a finding the statement cites, with "
    "space around it.",
    held_by=("statement_publication_gate",),
    function="kb_statement_rule_slots",
    of="statement",
)
