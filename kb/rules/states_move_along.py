"""States move only along."""

from kb.rules.rule import Rule

RULE = Rule(
    id="states-move-along",
    invariant=7,
    title="States move only along",
    harm="A finding reaches readers unreviewed, or returns after it was withdrawn.",
    remedy="Follow the table of states in docs/data-model.md.",
    held_by=(
        "finding_version_counts_from_one",
        "finding_moves",
        "release_moves",
        "statement_version_counts_from_one",
        "statement_moves",
    ),
)
