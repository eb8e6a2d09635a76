"""What was measured elsewhere carries no claim about a page."""

from kb.rules.rule import Rule

RULE = Rule(
    id="general-carries-no-claim",
    invariant=5,
    title="What was measured elsewhere carries no claim about a page",
    harm="A finding about all jobs is sold as evidence on one skill.",
    remedy="Cite a finding nearer to the page; a general one may stand as context.",
    held_by=("statement_publication_gate",),
    function="kb_statement_rule_general",
    of="statement",
)
