"""A date is YYYY, YYYY-MM or YYYY-MM-DD."""

from kb.rules.rule import Rule

RULE = Rule(
    id="date-is-a-date",
    invariant=4,
    title="A date is YYYY, YYYY-MM or YYYY-MM-DD",
    harm="Nobody can tell what year a number is from.",
    remedy="Write the date in one of the three forms.",
    held_by=(
        "source_issued_is_a_date",
        "finding_period_is_dates",
        "estimate_period_is_dates",
    ),
)
