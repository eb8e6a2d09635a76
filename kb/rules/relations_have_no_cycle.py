"""No source leads back to itself."""

from kb.rules.rule import Rule

RULE = Rule(
    id="relations-have-no-cycle",
    invariant=9,
    title="No source leads back to itself",
    harm="A chain of sources without a primary one.",
    remedy="Turn the relation round, or take it out.",
    held_by=(
        "sourcerelation_joins_two_sources",
        "sourcerelation_has_no_cycle",
    ),
)
