"""Quotes that the newest text of their page does not hold."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

SHOWN = 60
LOST = """
SELECT c.key, c.quote, n.retrieved_at, n.retrieved_from
FROM citations_citation c JOIN citations_snapshot s ON s.id = c.snapshot_id
CROSS JOIN LATERAL (
  SELECT * FROM citations_snapshot n
  WHERE n.source_id = c.source_id AND n.withdrawn_reason = ''
    AND split_part(n.retrieved_from, '#', 1) = split_part(s.retrieved_from, '#', 1)
  ORDER BY n.retrieved_at DESC, n.id DESC LIMIT 1) n
WHERE c.id = ANY(%s) AND n.id <> s.id AND strpos(n.text, c.quote) = 0
ORDER BY c.key
"""


@dataclass(frozen=True)
class LostQuote:
    """A quote, and the newer snapshot of its page in which it is not found."""

    citation: str
    quote: str
    retrieved_at: datetime.datetime
    retrieved_from: str

    def __str__(self) -> str:
        shown = (
            self.quote if len(self.quote) <= SHOWN else f"{self.quote[: SHOWN - 1]}…"
        )
        return (
            f"citation {self.citation}: “{shown}” is not in the snapshot of "
            f"{self.retrieved_at:%Y-%m-%d} from {self.retrieved_from} any more. Look "
            "at both, then cite what stands there now, or withdraw the newer snapshot."
        )


def quotes_lost(citations: Iterable[int]) -> list[LostQuote]:
    """Return the quotes of ``citations`` that the newest text of their page lacks.

    Snapshots are compared that were retrieved from one address: a summary of a source
    says nothing of a quote from its full text. Both texts are folded alike, so a quote
    is there to the character or not at all.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOST, [list(citations)])
        return [LostQuote(*row) for row in cursor.fetchall()]
