"""A figure belongs to a subject of its own finding, a task to its career."""

from kb.rules.rule import Rule

RULE = Rule(
    id="part-belongs-to-its-whole",
    invariant=4,
    title="A figure belongs to a subject of its own finding, a task to its career",
    harm="A figure is shown beside what another study measured.",
    remedy="Choose a subject of this finding, or a task of this career.",
    held_by=(
        "task_of_its_career",
        "subject_of_finding",
        "estimate_subject_of_its_finding",
        "subject_task_of_its_career",
    ),
)
