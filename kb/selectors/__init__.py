"""Every read that spans tables, by name."""

from kb.selectors.audit import stored_violations
from kb.selectors.pair import figure_text, pair_document
from kb.selectors.publication import (
    barred_findings,
    digests,
    finding_digest,
    lost_numbers,
    release_digest,
    shortfalls,
)

__all__ = [
    "barred_findings",
    "digests",
    "figure_text",
    "finding_digest",
    "lost_numbers",
    "pair_document",
    "release_digest",
    "shortfalls",
    "stored_violations",
]
