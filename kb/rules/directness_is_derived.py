"""Directness is derived from subjects and never typed."""

from kb.rules.rule import Rule

RULE = Rule(
    id="directness-is-derived",
    invariant=5,
    title="Directness is derived from subjects and never typed",
    harm="A page sells a study of writers as evidence on databases.",
    remedy="Take the level out and say in subjects what the study measured.",
    held_by=(),
)
