"""Notices, readings, reviews and history are never changed or deleted."""

from kb.rules.rule import Rule

RULE = Rule(
    id="append-only",
    invariant=9,
    title="Notices, readings, reviews and history are never changed or deleted",
    harm="The record of who checked what can be rewritten.",
    remedy="Add a newer row.",
    held_by=(
        "sourcenotice_append_only",
        "reading_append_only",
        "importrow_keeps_what_was_pasted",
        "importrow_stays",
        "flag_moves",
        "review_is_fair",
        "findingeditor_stays",
        "statementreview_is_fair",
        "statementeditor_stays",
        "context_append_only",
        "linkcheck_append_only",
        "change_append_only",
    ),
)
