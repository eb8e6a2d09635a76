"""A code names its release; a search without result says where it looked."""

from kb.rules.rule import Rule

RULE = Rule(
    id="code-or-none",
    invariant=4,
    title="A code names its release; a search without result says where it looked",
    harm="Nobody can tell which edition of a taxonomy a code belongs to.",
    remedy="Give code and release, or match “none” with the evidence.",
    held_by=(
        "careercode_found_or_none",
        "careercode_release_is_named",
        "skillcode_found_or_none",
        "skillcode_release_is_named",
    ),
)
