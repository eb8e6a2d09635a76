"""An interval has two ends, holds its value, and says what it is."""

from kb.rules.rule import Rule

RULE = Rule(
    id="interval-holds-its-value",
    invariant=4,
    title="An interval has two ends, holds its value, and says what it is",
    harm="A margin of error that excludes its own estimate.",
    remedy="Give both ends in order, the kind, and the level of a confidence interval.",
    held_by=(
        "glance_range_rises",
        "level_is_named_and_rises",
        "estimate_interval_holds_its_value",
        "estimate_confidence_has_a_level",
    ),
)
