"""A share says what it is a share of."""

from kb.rules.rule import Rule

RULE = Rule(
    id="share-names-its-base",
    invariant=4,
    title="A share says what it is a share of",
    harm="26 percent of what?",
    remedy="Name the base in words.",
    held_by=("finding_publication_gate",),
    function="kb_rule_share",
)
