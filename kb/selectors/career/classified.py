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
WITH shown AS (
  SELECT l.kind, l.label, l.marks::json AS marks, l.rank, l.file, l.row, l.release_id,
    r.title, s.key AS source, r.source_id, tt.key AS task, tt.statement AS revises,
    c.key AS career, c.name AS career_name,
    coalesce(tc.key, '') AS to_career, coalesce(tk.key, '') AS to_skill,
    coalesce(tc.name, tk.name, l.label) AS name, l.career_id,
    jsonb_array_length(l.marks) AS marked
  FROM kb_listing l JOIN kb_release r ON r.id = l.release_id
  JOIN citations_source s ON s.id = r.source_id
  JOIN careers_career c ON c.id = l.career_id
  LEFT JOIN careers_career tc ON tc.id = l.to_career_id
  LEFT JOIN careers_skill tk ON tk.id = l.to_skill_id
  LEFT JOIN careers_task tt ON tt.id = l.task_id
  LEFT JOIN kb_release t ON t.id = l.retired_by_id
  WHERE l.career_id = ANY(%(careers)s)
    AND l.kind NOT IN ('task', 'activity', 'exposure', 'technology')
    AND r.state = 'approved' AND t.state IS DISTINCT FROM 'approved'
    AND r.id <> ALL (ARRAY(SELECT release_id FROM kb_newer_editions()))
), placed AS (
  SELECT *, count(*) OVER shelf AS found, row_number() OVER (
    PARTITION BY kind, release_id, career_id
    ORDER BY rank, marked DESC, name, row) AS place
  FROM shown WINDOW shelf AS (PARTITION BY kind, release_id, career_id)
)
SELECT * FROM placed WHERE place <= %(limit)s
ORDER BY career_id <> %(career)s, career_name, title, kind, place
"""
"""Rows of the newest editions about some careers, at most so many of each kind."""


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
