"""A pack is plain YAML that can be read."""

from kb.rules.rule import Rule

RULE = Rule(
    id="pack-is-readable",
    invariant=4,
    title="A pack is plain YAML that can be read",
    harm="A file that nobody can read loads as nothing, and nobody notices.",
    remedy="Write plain YAML: no anchors, no tags, no key twice, at most 5 MB a file.",
    held_by=(),
)
