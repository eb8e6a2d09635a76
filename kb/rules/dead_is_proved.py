"""A link is dead when three checks, three days apart, found it gone."""

from kb.rules.rule import Rule

RULE = Rule(
    id="dead-is-proved",
    invariant=8,
    title="A link is dead when three checks, three days apart, found it gone",
    harm="A reader is told that a source is gone while its server had a bad day.",
    remedy="Let the workers check it again, or put another address into the source.",
    held_by=("linkwatch_dead_was_gone_three_times",),
)
