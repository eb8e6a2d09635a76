"""A notice suspends what rests on its source alone."""

from kb.rules.rule import Rule

RULE = Rule(
    id="notice-suspends",
    invariant=8,
    title="A notice suspends what rests on its source alone",
    harm="A retracted study goes on being quoted.",
    remedy="Nothing to do: a reinstatement gives the findings back.",
    held_by=("sourcenotice_reaches_findings",),
)
