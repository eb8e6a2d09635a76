"""A claim, and context, cites a published finding."""

from kb.rules.rule import Rule

RULE = Rule(
    id="claim-rests-on-findings",
    invariant=5,
    title="A claim, and context, cites a published finding",
    harm="An opinion is read as evidence.",
    remedy="Cite a published finding, or call it a judgement.",
    held_by=("statement_publication_gate",),
    function="kb_statement_rule_findings",
    of="statement",
)
