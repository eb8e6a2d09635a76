"""Shares add up to what is declared."""

from kb.rules.rule import Rule

RULE = Rule(
    id="shares-add-up",
    invariant=10,
    title="Shares add up to what is declared",
    harm="A week of work that sums to 97 percent, unmarked.",
    remedy="Mend the shares, or declare the sum as received.",
    held_by=(
        "outlineitem_share_is_percent",
        "profile_sum_is_positive",
        "profiletask_is_percent",
        "profile_adds_up",
        "profiletask_adds_up",
        "outline_adds_up",
        "outlineitem_adds_up",
    ),
)
