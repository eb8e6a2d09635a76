"""What people send is plain text, as long as it says."""

from kb.rules.rule import Rule

RULE = Rule(
    id="text-is-plain",
    invariant=13,
    title="What people send is plain text, as long as it says",
    harm="A text reads otherwise than it is stored, or fills the disk.",
    remedy="Type it again, shorter or without invisible characters.",
    held_by=(
        "flag_is_short",
        "flag_text_is_plain",
        "flag_names_a_web_address",
        "note_is_plain_and_short",
    ),
)
