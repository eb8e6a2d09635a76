"""Author and reviewer are two people, and nobody is exempt."""

from kb.rules.rule import Rule

RULE = Rule(
    id="four-eyes",
    invariant=6,
    title="Author and reviewer are two people, and nobody is exempt",
    harm="One person's mistake goes straight to readers.",
    remedy="Ask another person to review it.",
    held_by=(
        "release_has_two_people",
        "release_approved_by_somebody",
        "review_is_fair",
        "finding_publication_begins",
        "finding_publication_gate",
        "finding_restored_by_another",
        "statementreview_is_fair",
        "statement_publication_gate",
        "release_reaches_descriptions",
    ),
)
