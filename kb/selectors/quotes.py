"""Quotes in their context, and the figures that they hold or do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from citations.enums import MediaType
from citations.models import Citation
from kb.models import Finding
from kb.selectors.pair.rows import rows

CONTEXT = 400

PASSAGES = """
SELECT c.id, c.quote, h.id AS snapshot, h.retrieved_at, h.retrieved_from, h.media_type,
  h.digest, c.quote_start > %(around)s AS cut_before,
  char_length(h.text) > c.quote_end + %(around)s AS cut_after,
  substr(h.text, greatest(c.quote_start - %(around)s, 0) + 1,
         least(c.quote_start, %(around)s)) AS before,
  substr(h.text, c.quote_end + 1, %(around)s) AS after,
  (SELECT count(*) FROM unnest(h.pages) AS start WHERE start <= c.quote_start) AS page
FROM citations_citation c JOIN citations_snapshot h ON h.id = c.snapshot_id
WHERE c.id = ANY(%(citations)s)
"""
FIGURES = """
SELECT f.* FROM kb_quoted_figures(%(finding)s) AS f
"""
STATES = {
    "held": "stands in a quote",
    "worded": "may stand there in words: look",
    "absent": "is in no quote",
    "open": "is in no quote; not every citation has one",
}


@dataclass(frozen=True)
class Passage:
    """A quote with what stands around it. Private: the text is somebody's work."""

    before: str
    quote: str
    after: str
    page: int | None
    snapshot: int
    made_from: str
    retrieved_at: str
    retrieved_from: str
    digest: str


@dataclass(frozen=True)
class QuotedFigure:
    """A number of an estimate, and whether the quotes of its finding hold it.

    ``state`` is ``held``, ``worded`` (number words may mean it), ``absent`` (every
    citation is quoted and none holds it) or ``open`` (not every citation is quoted).
    """

    label: str
    part: str
    figure: Decimal
    state: str

    @property
    def told(self) -> str:
        """The state in words."""
        return STATES[self.state]


def passages(citations: Iterable[Citation]) -> dict[int, Passage]:
    """Return the quotes of ``citations`` in their context, by row number."""
    ids = [row.pk for row in citations if row.snapshot_id is not None]
    if not ids:
        return {}
    found = rows(PASSAGES, {"citations": ids, "around": CONTEXT})
    return {
        row["id"]: Passage(
            "…" * row["cut_before"] + row["before"],
            row["quote"],
            row["after"] + "…" * row["cut_after"],
            row["page"] or None,
            row["snapshot"],
            str(MediaType(row["media_type"]).label),
            f"{row['retrieved_at']:%Y-%m-%d %H:%M}",
            row["retrieved_from"],
            row["digest"],
        )
        for row in found
    }


def quoted_figures(finding: Finding) -> list[QuotedFigure]:
    """Return every number of ``finding``, with whether its quotes hold it.

    Nothing for a finding without a quote. The database tells the numbers of a quote
    (``kb_quoted_figures``); the rule and the publication gate ask it too.
    """
    return [
        QuotedFigure(row["label"], row["part"], row["figure"], row["state"])
        for row in rows(FIGURES, {"finding": finding.pk})
    ]
