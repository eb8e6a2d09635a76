"""What datasets list about a career without a figure, from their newest editions."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from careers.models import Career
from kb.enums import ListingKind
from kb.selectors.pair.rows import Row, rows

Document = dict[str, Any]
PER_SHELF = 6
ALL = 1_000
FIRST = (
    *(ListingKind.MATCH, ListingKind.BROADER, ListingKind.ESSENTIAL),
    *(ListingKind.OPTIONAL, ListingKind.RELATED),
)
"""What stands first; all else follows."""

CLASSIFIED = """
WITH placed AS (
  SELECT l.*, r.title, r.source_id, count(*) OVER shelf AS found,
    row_number() OVER (shelf ORDER BY l.rank, jsonb_array_length(l.marks) DESC, l.row,
      l.id) AS place
  FROM kb_listing l JOIN kb_release r ON r.id = l.release_id
  LEFT JOIN kb_release t ON t.id = l.retired_by_id
  WHERE l.career_id = ANY(%(careers)s)
    AND l.kind NOT IN ('task', 'activity', 'exposure', 'technology')
    AND r.state = 'approved' AND t.state IS DISTINCT FROM 'approved'
    AND r.id <> ALL (ARRAY(SELECT release_id FROM kb_newer_editions()))
  WINDOW shelf AS (PARTITION BY l.kind, l.release_id, l.career_id)
)
SELECT l.kind, l.label, l.marks::json AS marks, l.rank, l.file, l.row, l.release_id,
  l.title, s.key AS source, l.source_id, tt.key AS task, tt.statement AS revises,
  c.key AS career, c.name AS career_name,
  coalesce(tc.key, '') AS to_career, coalesce(tk.key, '') AS to_skill,
  coalesce(tc.name, tk.name, l.label) AS name, l.career_id, l.found, l.place
FROM placed l JOIN citations_source s ON s.id = l.source_id
JOIN careers_career c ON c.id = l.career_id
LEFT JOIN careers_career tc ON tc.id = l.to_career_id
LEFT JOIN careers_skill tk ON tk.id = l.to_skill_id
LEFT JOIN careers_task tt ON tt.id = l.task_id
WHERE l.place <= %(limit)s
ORDER BY l.career_id <> %(career)s, career_name, l.title, l.kind, l.place
"""
"""Rows of the newest editions about some careers, at most so many of each kind.

In the order of their file; what they lead to is looked up for those alone.
"""


@dataclass(frozen=True)
class Classified:
    """What one edition lists of one kind: the first few rows, and how many more."""

    kind: str
    title: str
    source: str
    career: str
    career_name: str
    rows: list[Row]
    more: int


def classified_rows(
    career: Career, near: list[Career], limit: int = PER_SHELF
) -> list[Row]:
    """Return what is listed about ``career`` and those that match it closely."""
    return rows(
        CLASSIFIED,
        {
            "career": career.pk,
            "careers": [one.pk for one in near],
            "limit": limit,
        },
    )


def classified(listed: Iterable[Row]) -> list[Classified]:
    """Return the rows by career, edition and kind."""

    def shelf(row: Row) -> tuple[str, ...]:
        return row["career"], row["source"], row["kind"]

    found = []
    for _shelf, members in groupby(listed, key=shelf):
        held = list(members)
        first = held[0]
        found.append(
            Classified(
                ListingKind(first["kind"]).label,
                first["title"],
                first["source"],
                first["career"],
                first["career_name"],
                held,
                first["found"] - len(held),
            )
        )
    order = {ListingKind(kind).label: place for place, kind in enumerate(FIRST)}
    return sorted(found, key=lambda one: order.get(one.kind, len(order)))
