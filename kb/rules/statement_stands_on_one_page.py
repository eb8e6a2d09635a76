"""A statement stands on one page."""

from kb.rules.rule import Rule

RULE = Rule(
    id="statement-stands-on-one-page",
    invariant=5,
    title="A statement stands on one page",
    harm="A sentence that nobody can place is read as if it were about everything.",
    remedy="Name the career, the skill, or both for the page of the pair.",
    held_by=("statement_stands_on_one_page",),
)
