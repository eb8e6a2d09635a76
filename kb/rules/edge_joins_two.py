"""An edge joins two different things."""

from kb.rules.rule import Rule

RULE = Rule(
    id="edge-joins-two",
    invariant=9,
    title="An edge joins two different things",
    harm="A skill that is its own neighbour.",
    remedy="Choose another skill or career.",
    held_by=(
        "skilladjacency_joins_two_skills",
        "careeradjacency_joins_two_careers",
        "listing_joins_two",
    ),
)
