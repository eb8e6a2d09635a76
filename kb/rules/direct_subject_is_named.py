"""A finding on a skill in a career names both in what was studied."""

from kb.rules.rule import Rule

RULE = Rule(
    id="direct-subject-is-named",
    invariant=5,
    title="A finding on a skill in a career names both in what was studied",
    harm="A study of writers is sold as evidence on databases.",
    remedy="Say in subjects what was measured, or add the alias the study uses.",
    held_by=("finding_publication_gate",),
    function="kb_rule_named",
)
