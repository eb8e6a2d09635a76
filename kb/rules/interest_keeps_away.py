"""A reviewer has no declared interest in the publisher."""

from kb.rules.rule import Rule

RULE = Rule(
    id="interest-keeps-away",
    invariant=6,
    title="A reviewer has no declared interest in the publisher",
    harm="Somebody approves their own employer's numbers.",
    remedy="Ask a reviewer without an interest in the publisher.",
    held_by=("review_is_fair", "statementreview_is_fair"),
)
