"""An edge says why it is there and what it rests on."""

from kb.rules.rule import Rule

RULE = Rule(
    id="edge-has-a-basis",
    invariant=4,
    title="An edge says why it is there and what it rests on",
    harm="Neighbours by chance of wording look like knowledge.",
    remedy="Give the reason, and evidence, definition or “curator's judgement”.",
    held_by=(
        "skilladjacency_basis_is_known",
        "skilladjacency_has_a_reason",
        "careeradjacency_basis_is_known",
        "careeradjacency_has_a_reason",
        "careerskill_basis_is_known",
        "edgebasis_of_one_edge",
        "edgebasis_is_a_finding_or_a_source",
    ),
)
