"""A published finding says what was measured."""

from kb.rules.rule import Rule

RULE = Rule(
    id="measures-a-subject",
    invariant=4,
    title="A published finding says what was measured",
    harm="Nobody could tell whether a study of writers speaks about databases.",
    remedy="Add a subject: the career, skill, task or group that the study measured.",
    held_by=("finding_publication_gate",),
    function="kb_rule_subject",
)
