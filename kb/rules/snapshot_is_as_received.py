"""A snapshot is the text that was received, and stays so."""

from kb.rules.rule import Rule

RULE = Rule(
    id="snapshot-is-as-received",
    invariant=3,
    title="A snapshot is the text that was received, and stays so",
    harm="A quote is proved by a text that somebody has touched up.",
    remedy="Attach what was received, whole and with its origin, or a newer snapshot.",
    held_by=(
        "snapshot_digest_is_a_digest",
        "snapshot_says_whence",
        "snapshot_has_text",
        "snapshot_is_kept",
    ),
)
