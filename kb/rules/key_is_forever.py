"""A key is never changed, deleted or used again."""

from kb.rules.rule import Rule

RULE = Rule(
    id="key-is-forever",
    invariant=14,
    title="A key is never changed, deleted or used again",
    harm="A link somebody published leads nowhere, or to something else.",
    remedy="Merge or withdraw the row instead.",
    held_by=(
        "career_merged_or_withdrawn",
        "career_not_merged_into_itself",
        "skill_merged_or_withdrawn",
        "skill_not_merged_into_itself",
        "source_merged_or_withdrawn",
        "source_not_merged_into_itself",
        "organization_not_merged_into_itself",
        "career_merge_ends",
        "skill_merge_ends",
        "source_merge_ends",
        "organization_merge_ends",
        "career_key_is_forever",
        "skill_key_is_forever",
        "task_key_is_forever",
        "source_key_is_forever",
        "organization_key_is_forever",
        "citation_key_is_forever",
        "measure_key_is_forever",
    ),
)
