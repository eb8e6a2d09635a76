"""A notice is not of the future."""

from kb.rules.rule import Rule

RULE = Rule(
    id="notice-is-not-of-the-future",
    invariant=8,
    title="A notice is not of the future",
    harm="A mistyped reinstatement lifts every retraction up to its date.",
    remedy="Give the date that the notice itself gives, tomorrow's at the latest.",
    held_by=("sourcenotice_is_sound",),
)
