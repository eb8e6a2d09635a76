"""A row of work is held by one worker, for a set time."""

from kb.rules.rule import Rule

RULE = Rule(
    id="work-is-taken-once",
    invariant=2,
    title="A row of work is held by one worker, for a set time",
    harm="A site is asked the same by all workers at once, or a row is never done.",
    remedy="Nothing to do: workers wait for each other, and rows of dead ones lapse.",
    held_by=(
        "linkwatch_is_taken_by_one_until",
        "linkwatch_one_at_a_host",
        "noticewatch_is_taken_by_one_until",
        "findingwatch_is_taken_by_one_until",
    ),
)
