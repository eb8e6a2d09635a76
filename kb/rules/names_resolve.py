"""Every name in a pack, and every key of a finding, leads to a row."""

from kb.rules.rule import Rule

RULE = Rule(
    id="names-resolve",
    invariant=4,
    title="Every name in a pack, and every key of a finding, leads to a row",
    harm="A figure hangs on a source that is not there.",
    remedy="Name a row that is here, or add it.",
    held_by=(
        "findinglink_names_a_finding",
        "edgebasis_names_a_finding",
        "level_names_a_finding",
        "questionfinding_names_a_finding",
        "finding_is_not_named",
    ),
)
