"""An approval names the content that was read."""

from kb.rules.rule import Rule

RULE = Rule(
    id="review-names-what-was-read",
    invariant=6,
    title="An approval names the content that was read",
    harm="Text that nobody reviewed is published.",
    remedy="Read it again and review what stands there now.",
    held_by=(
        "review_is_fair",
        "release_moves",
        "finding_publication_gate",
        "statementreview_is_fair",
        "statement_publication_gate",
    ),
)
