"""A note is about one thing, and says who closed it."""

from kb.rules.rule import Rule

RULE = Rule(
    id="note-is-about-one-thing",
    invariant=9,
    title="A note is about one thing, and says who closed it",
    harm="A doubt of a colleague hangs in the air, or vanishes unanswered.",
    remedy="Write it at the row that it is about.",
    held_by=("note_is_about_one_thing", "note_is_closed_by_somebody"),
)
