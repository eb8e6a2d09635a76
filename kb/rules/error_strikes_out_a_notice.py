"""A notice recorded by mistake is struck out by another that names it."""

from kb.rules.rule import Rule

RULE = Rule(
    id="error-strikes-out-a-notice",
    invariant=8,
    title="A notice recorded by mistake is struck out by another that names it",
    harm="A slip of the pen cannot be taken back, or takes back something else.",
    remedy="Name the notice, about the same source, that the error strikes out.",
    held_by=("sourcenotice_error_names_its_notice",),
)
