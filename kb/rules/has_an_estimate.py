"""A published finding has a figure."""

from kb.rules.rule import Rule

RULE = Rule(
    id="has-an-estimate",
    invariant=4,
    title="A published finding has a figure",
    harm="A reader finds a claim with nothing to weigh it by.",
    remedy="Add an estimate: a value, a category, or the reason why there is none.",
    held_by=("finding_publication_gate",),
    function="kb_rule_estimate",
)
