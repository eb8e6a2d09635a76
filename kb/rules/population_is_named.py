"""A published finding names who was studied."""

from kb.rules.rule import Rule

RULE = Rule(
    id="population-is-named",
    invariant=4,
    title="A published finding names who was studied",
    harm="A reader cannot tell whom the figure is about.",
    remedy="Say in words who or what was studied.",
    held_by=("finding_publication_gate",),
    function="kb_rule_population",
)
