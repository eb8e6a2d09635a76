"""No sentence has lost its number."""

from kb.rules.rule import Rule

RULE = Rule(
    id="sentence-lost-nothing",
    invariant=5,
    title="No sentence has lost its number",
    harm="“Reliability above .” tells a reader nothing and looks like something.",
    remedy="Write the sentence whole, or take it out.",
    held_by=("finding_publication_gate",),
    function="kb_rule_lost",
)
