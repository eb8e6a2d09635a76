"""Every name in a pack leads to a row."""

from kb.rules.rule import Rule

RULE = Rule(
    id="names-resolve",
    invariant=4,
    title="Every name in a pack leads to a row",
    harm="A figure hangs on a source that is not there.",
    remedy="Name a row of this pack, or add it.",
    held_by=(),
)
