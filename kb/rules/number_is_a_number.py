"""A number is finite."""

from kb.rules.rule import Rule

RULE = Rule(
    id="number-is-a-number",
    invariant=12,
    title="A number is finite",
    harm="“NaN” is printed as pay.",
    remedy="Give a number, or say that it is missing and why.",
    held_by=(
        "estimate_numbers_are_numbers",
        "measure_scale_is_numbers",
        "glance_numbers_are_numbers",
        "level_years_are_numbers",
        "recomputation_numbers_are_numbers",
    ),
)
