"""A published finding rests on a verified place in a source that stands."""

from kb.rules.rule import Rule

RULE = Rule(
    id="rests-on-a-standing-source",
    invariant=4,
    title="A published finding rests on a verified place in a source that stands",
    harm="A reader trusts what its publisher took back, or what nobody ever looked up.",
    remedy="Cite a source that is not retracted, and record a reading of the place.",
    held_by=("finding_publication_gate",),
    function="kb_rule_source",
)
