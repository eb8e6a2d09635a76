"""A statement is a whole sentence."""

from kb.rules.rule import Rule

RULE = Rule(
    id="statement-is-whole",
    invariant=5,
    title="A statement is a whole sentence",
    harm="“Reliability above .” tells a reader nothing and looks like something.",
    remedy="Write the sentence out, with no placeholder and no loose mark, up to its "
    "full stop.",
    held_by=("statement_publication_gate",),
    function="kb_statement_rule_whole",
    of="statement",
)
