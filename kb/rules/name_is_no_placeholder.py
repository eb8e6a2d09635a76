"""A name names something."""

from kb.rules.rule import Rule

RULE = Rule(
    id="name-is-no-placeholder",
    invariant=1,
    title="A name names something",
    harm="A page about a skill called “Unknown”.",
    remedy="Give the real name, or leave the row out.",
    held_by=(
        "career_name_is_no_placeholder",
        "careeralias_name_is_no_placeholder",
        "skill_name_is_no_placeholder",
        "skillalias_name_is_no_placeholder",
        "task_statement_is_no_placeholder",
        "organization_name_is_no_placeholder",
        "source_title_is_no_placeholder",
    ),
)
