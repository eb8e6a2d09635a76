"""Every published figure was confirmed at the level it claims."""

from kb.rules.rule import Rule

RULE = Rule(
    id="figure-is-confirmed",
    invariant=4,
    title="Every published figure was confirmed at the level it claims",
    harm="A number from memory or from a newspaper passes for one read in the source.",
    remedy="Record a reading of that level, or lower the confirmation of the figure.",
    held_by=("finding_publication_gate",),
    function="kb_rule_confirmation",
)
