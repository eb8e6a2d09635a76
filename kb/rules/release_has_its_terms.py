"""A release names its licence and attribution."""

from kb.rules.rule import Rule

RULE = Rule(
    id="release-has-its-terms",
    invariant=11,
    title="A release names its licence and attribution",
    harm="Numbers are passed on without credit or right.",
    remedy="Give both in words.",
    held_by=("release_has_its_terms",),
)
