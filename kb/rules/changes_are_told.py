"""What changed for readers is told to clients."""

from kb.rules.rule import Rule

RULE = Rule(
    id="changes-are-told",
    invariant=14,
    title="What changed for readers is told to clients",
    harm="A copy elsewhere goes on showing what was taken back here.",
    remedy="Triggers on the history write the feed; nothing is written there by hand.",
    held_by=("change_once", "change_leads_on_if_merged", "change_is_told"),
)
