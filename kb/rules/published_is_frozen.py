"""What was published never changes under its readers."""

from kb.rules.rule import Rule

RULE = Rule(
    id="published-is-frozen",
    invariant=7,
    title="What was published never changes under its readers",
    harm="The sentence you cited is not the one that stands there now.",
    remedy="Write a new version.",
    held_by=(
        "finding_moves",
        "estimate_is_frozen",
        "subject_is_frozen",
        "findingcitation_is_frozen",
        "bearing_is_frozen",
        "findinglink_is_frozen",
        "citation_is_frozen",
        "measure_is_frozen",
        "statement_moves",
        "statementfinding_is_frozen",
        "duty_is_frozen",
        "glance_is_frozen",
        "level_is_frozen",
        "outline_is_frozen",
        "outlineitem_is_frozen",
        "outlineitemskill_is_frozen",
        "profile_is_frozen",
        "profiletask_is_frozen",
        "question_is_frozen",
        "questionfinding_is_frozen",
        "requirement_is_frozen",
        "requirementskill_is_frozen",
    ),
)
