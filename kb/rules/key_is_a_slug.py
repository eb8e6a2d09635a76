"""A key is made of small letters, digits and single hyphens."""

from kb.rules.rule import Rule

RULE = Rule(
    id="key-is-a-slug",
    invariant=14,
    title="A key is made of small letters, digits and single hyphens",
    harm="An address that breaks when it is copied.",
    remedy="Write the key as in backend-developer.",
    held_by=(
        "career_key_is_a_slug",
        "skill_key_is_a_slug",
        "task_key_is_a_slug",
        "organization_key_is_a_slug",
        "source_key_is_a_slug",
        "measure_key_is_a_slug",
        "finding_key_is_a_slug",
        "statement_key_is_a_slug",
    ),
)
