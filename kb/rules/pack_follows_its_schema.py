"""A pack follows its schema."""

from kb.rules.rule import Rule

RULE = Rule(
    id="pack-follows-its-schema",
    invariant=4,
    title="A pack follows its schema",
    harm="A field with a wrong name is silently lost.",
    remedy="See docs/evidence-pack.md and seeds/pack.schema.json.",
    held_by=(),
)
