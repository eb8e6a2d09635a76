"""A number has a unit."""

from kb.rules.rule import Rule

RULE = Rule(
    id="number-has-a-unit",
    invariant=4,
    title="A number has a unit",
    harm="Five of what?",
    remedy="Give the unit in words.",
    held_by=(
        "glance_number_has_a_unit",
        "measure_number_has_a_unit",
    ),
)
