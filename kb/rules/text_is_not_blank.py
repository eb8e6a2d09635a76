"""What is said has words."""

from kb.rules.rule import Rule

RULE = Rule(
    id="text-is-not-blank",
    invariant=1,
    title="What is said has words",
    harm="An empty line stands where an answer should.",
    remedy="Say it in words, or leave the row out.",
    held_by=(
        "note_says_something",
        "career_is_defined",
        "skill_is_defined",
        "duty_says_what",
        "requirement_says_what",
        "glance_says_what",
        "question_is_asked_and_answered",
        "measure_is_defined",
        "estimate_is_labelled",
        "outline_has_kind_and_title",
        "outlineitem_says_what",
        "linkcheck_has_a_sentence",
    ),
)
