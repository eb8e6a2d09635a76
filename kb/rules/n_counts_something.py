"""A number of cases is above zero and says what it counts."""

from kb.rules.rule import Rule

RULE = Rule(
    id="n-counts-something",
    invariant=4,
    title="A number of cases is above zero and says what it counts",
    harm="n = 36: people, firms, or assessments?",
    remedy="Give n and its unit, or neither.",
    held_by=("estimate_n_counts_something", "recomputation_has_inputs"),
)
