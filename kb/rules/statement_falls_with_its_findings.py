"""A statement falls with the findings it rests on."""

from kb.rules.rule import Rule

RULE = Rule(
    id="statement-falls-with-its-findings",
    invariant=8,
    title="A statement falls with the findings it rests on",
    harm="A sentence goes on telling a number that was taken back or replaced.",
    remedy="Nothing to do if the finding comes back; else write a new version.",
    held_by=("finding_reaches_statements",),
)
