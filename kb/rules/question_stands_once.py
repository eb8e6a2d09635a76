"""A question stands once on a page."""

from kb.rules.rule import Rule

RULE = Rule(
    id="question-stands-once",
    invariant=1,
    title="A question stands once on a page",
    harm="The same question twice, with the raw tag of a topic in it.",
    remedy="Merge the two.",
    held_by=("question_once", "question_once_in_review"),
)
