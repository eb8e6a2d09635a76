"""A figure stands in the quotes it rests on, with its sign, decimals and unit."""

from kb.rules.rule import Rule

RULE = Rule(
    id="number-occurs-in-quote",
    invariant=3,
    title="A figure stands in the quotes it rests on, with its sign, decimals and unit",
    harm="A flipped sign, a lost decimal or another study's number passes for read.",
    remedy="Quote the sentence that holds it, mend the figure, or cite its own place.",
    held_by=("finding_publication_gate",),
    function="kb_rule_quoted",
)
