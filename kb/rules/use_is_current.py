"""What is kept written for readers is what they may see."""

from kb.rules.rule import Rule

RULE = Rule(
    id="use-is-current",
    invariant=13,
    title="What is kept written for readers is what they may see",
    harm="A list goes on showing a finding that was taken back.",
    remedy="Triggers write it with each change; nothing is written there by hand.",
    held_by=(
        "uses_are_written_insert",
        "uses_are_written_update",
        "uses_are_written_delete",
        "uses_are_emptied",
        "use_is_no_input",
    ),
)
