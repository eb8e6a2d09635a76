"""A figure is a number, a category, or a stated reason for having neither."""

from kb.rules.rule import Rule

RULE = Rule(
    id="missing-is-not-zero",
    invariant=12,
    title="A figure is a number, a category, or a stated reason for having neither",
    harm="“0 %” stands where nobody measured.",
    remedy="Give exactly one of the three.",
    held_by=("estimate_value_category_or_missing",),
)
