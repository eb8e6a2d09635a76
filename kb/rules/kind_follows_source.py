"""Synthetic and opinion sources yield only synthetic and opinion findings."""

from kb.rules.rule import Rule

RULE = Rule(
    id="kind-follows-source",
    invariant=11,
    title="Synthetic and opinion sources yield only synthetic and opinion findings",
    harm="Made-up data passes for data.",
    remedy="Set the kind of the finding to what its source is.",
    held_by=("finding_publication_gate",),
    function="kb_rule_kind",
)
