"""Every read that spans tables, by name."""

from kb.selectors.audit import broken_checks, broken_rules, switched_off
from kb.selectors.pair import figure_text, pair_document, pair_page
from kb.selectors.publication import (
    barred_findings,
    digests,
    finding_digest,
    finding_shortfalls,
    lost_numbers,
    release_digest,
    unnamed,
)

__all__ = [
    "barred_findings",
    "broken_checks",
    "broken_rules",
    "digests",
    "figure_text",
    "finding_digest",
    "finding_shortfalls",
    "lost_numbers",
    "pair_document",
    "pair_page",
    "release_digest",
    "switched_off",
    "unnamed",
]
