"""A request that is sent twice is done once, and answered alike."""

from kb.rules.rule import Rule

RULE = Rule(
    id="answer-is-given-once",
    invariant=7,
    title="A request that is sent twice is done once, and answered alike",
    harm="A script that lost an answer writes everything again.",
    remedy="Send the same body with the same Idempotency-Key, or another key.",
    held_by=("keptanswer_once", "keptanswer_is_of_a_request"),
)
