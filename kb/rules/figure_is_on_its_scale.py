"""A figure lies on the scale of its measure."""

from kb.rules.rule import Rule

RULE = Rule(
    id="figure-is-on-its-scale",
    invariant=4,
    title="A figure lies on the scale of its measure",
    harm="A rating of 8 out of 5 is believed.",
    remedy="Give the scale on the measure, and a value within it.",
    held_by=(
        "measure_rating_has_its_scale",
        "measure_scale_rises",
        "estimate_quantile_is_between",
        "finding_publication_gate",
        "linkcheck_likeness_is_a_share",
    ),
    function="kb_rule_scale",
)
