"""A token ends, and is never more than it was made to be."""

from kb.rules.rule import Rule

RULE = Rule(
    id="token-is-bounded",
    invariant=6,
    title="A token ends, and is never more than it was made to be",
    harm="A program that somebody forgot goes on writing in their name.",
    remedy="Revoke the token, and make another for what is needed.",
    held_by=(
        "apitoken_has_a_name",
        "apitoken_is_a_hash",
        "apitoken_ends",
        "apitoken_only_ends",
    ),
)
