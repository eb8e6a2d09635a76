"""A quote equals the text of its snapshot, character by character."""

from kb.rules.rule import Rule

RULE = Rule(
    id="quote-stands-in-its-snapshot",
    invariant=3,
    title="A quote equals the text of its snapshot, character by character",
    harm="A sentence that nobody wrote stands between quotation marks.",
    remedy="Copy the quote from the snapshot of the source it is in.",
    held_by=(
        "citation_quote_is_whole",
        "citation_quote_is_no_shred",
        "citation_quote_stands",
        "citation_snapshot_of_its_source",
        "snapshot_of_source",
    ),
)
