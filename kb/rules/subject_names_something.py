"""A subject names a career, a skill, a task or a group."""

from kb.rules.rule import Rule

RULE = Rule(
    id="subject-names-something",
    invariant=4,
    title="A subject names a career, a skill, a task or a group",
    harm="A study of nothing in particular counts as evidence.",
    remedy="Name what was measured.",
    held_by=(
        "subject_names_something",
        "subject_task_has_its_career",
    ),
)
