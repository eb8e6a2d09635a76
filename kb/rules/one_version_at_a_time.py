"""One version is published and one is in work, at most."""

from kb.rules.rule import Rule

RULE = Rule(
    id="one-version-at-a-time",
    invariant=7,
    title="One version is published and one is in work, at most",
    harm="Two versions of one claim contradict each other in public.",
    remedy="Finish the version in work first.",
    held_by=(
        "finding_once",
        "finding_one_published",
        "finding_one_open",
        "statement_once",
        "statement_one_published",
        "statement_one_open",
        "release_once",
        "release_one_in_review",
        "duty_one_successor",
        "glance_one_successor",
        "level_one_successor",
        "outline_one_successor",
        "profile_one_successor",
        "question_one_successor",
        "requirement_one_successor",
    ),
)
