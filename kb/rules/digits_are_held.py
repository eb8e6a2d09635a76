"""Headline and statement name no number that the estimates do not hold."""

from kb.rules.rule import Rule

RULE = Rule(
    id="digits-are-held",
    invariant=4,
    title="Headline and statement name no number that the estimates do not hold",
    harm="A sentence promises a number that nothing stands behind.",
    remedy="Add the estimate, or take the number out of the sentence.",
    held_by=("finding_publication_gate",),
    function="kb_rule_digits",
)
