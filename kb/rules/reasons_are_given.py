"""A notice, refusal, suspension, link or interest says why."""

from kb.rules.rule import Rule

RULE = Rule(
    id="reasons-are-given",
    invariant=8,
    title="A notice, refusal, suspension, link or interest says why",
    harm="A reader sees that something changed and not why.",
    remedy="Say why in words.",
    held_by=(
        "flag_says_what_is_wrong",
        "flag_better_source_is_named",
        "flag_decision_says_who_and_why",
        "snapshot_withdrawn_says_why",
        "sourcenotice_has_a_reason",
        "finding_suspended_or_withdrawn_says_why",
        "bearing_names_one_and_says_why",
        "findinglink_says_why",
        "review_refusal_has_a_reason",
        "statement_suspended_or_withdrawn_says_why",
        "statementreview_refusal_has_a_reason",
        "declaredinterest_says_what",
        "release_refusal_has_a_reason",
        "linkwatch_fine_says_who_and_why",
        "noticewatch_says_what_came_of_it",
        "findingwatch_says_what_falls_short",
    ),
)
