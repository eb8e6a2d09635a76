"""Which sources have an identifier, or a title, year and first author."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection

Column = Literal["doi", "isbn", "arxiv", "pmid", "url"]

SOURCE = """s.id, s.key, s.csl_type, s.doi, s.isbn, s.edition, s.arxiv, s.arxiv_version,
  s.pmid, s.url, s.issued, s.version, s.withdrawn_reason, s.merged_into_id"""
# The condition of the partial index stands here in words, for the planner to see it.
BY_COLUMN = """
SELECT {source} FROM citations_source s
WHERE NOT s.{column} = '' AND s.{column} = ANY (%s) ORDER BY s.id
"""
FOLDED = """
SELECT a.n, citations_fold(a.title), citations_fold(a.name)
FROM unnest(%s::int[], %s::text[], %s::text[]) AS a (n, title, name)
"""
BY_TITLE = """
SELECT a.n, {source}
FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[]) AS a (n, title, year, name)
JOIN citations_source s ON citations_fold(s.title) = a.title
WHERE a.title <> '' AND a.year <> '' AND a.name <> '' AND left(s.issued, 4) = a.year
  AND citations_fold(coalesce(s.author -> 0 ->> 'family',
                              s.author -> 0 ->> 'literal', '')) = a.name
ORDER BY a.n, s.id
"""
# By the order of bytes, whatever the collation: what follows a hyphen is a full stop.
KEYS = """
SELECT s.key FROM citations_source s WHERE s.key = ANY (%s) UNION ALL
SELECT s.key FROM unnest(%s::text[]) AS b (base)
JOIN citations_source s ON s.key ~>=~ (b.base || '-') AND s.key ~<~ (b.base || '.')
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What of a source tells it from others."""

    id: int
    key: str
    csl_type: str
    doi: str
    isbn: str
    edition: str
    arxiv: str
    arxiv_version: int | None
    pmid: str
    url: str
    issued: str
    version: str
    withdrawn_reason: str
    merged_into_id: int | None


@dataclass(frozen=True, slots=True)
class Folded:
    """A title and a name as they are compared, and the sources that have both."""

    title: str
    name: str
    sources: tuple[Known, ...]


def known_by(column: Column, values: Collection[str]) -> dict[str, list[Known]]:
    """Return the sources that have one of ``values`` in ``column``, by the value."""
    found: dict[str, list[Known]] = {}
    wanted = sorted({value for value in values if value})
    if wanted:
        statement = BY_COLUMN.format(source=SOURCE, column=column)
        for row in _rows(statement, [wanted]):
            known = Known(*row)
            found.setdefault(getattr(known, column), []).append(known)
    return found


def folded(titles: Sequence[tuple[str, str, str]]) -> list[Folded]:
    """Return each title and first author folded, with the sources of title and year.

    ``titles`` are titles, years and names of first authors.
    """
    if not titles:
        return []
    numbers = list(range(len(titles)))
    names = [name for _, _, name in titles]
    plain = _rows(FOLDED, [numbers, [title for title, _, _ in titles], names])
    words = {n: (title, name) for n, title, name in plain}
    years = [year for _, year, _ in titles]
    asked = [
        numbers,
        [words[n][0] for n in numbers],
        years,
        [words[n][1] for n in numbers],
    ]
    sources: dict[int, list[Known]] = {}
    for n, *row in _rows(BY_TITLE.format(source=SOURCE), asked):
        sources.setdefault(n, []).append(Known(*row))
    return [Folded(*words[n], tuple(sources.get(n, ()))) for n in numbers]


def keys_like(bases: Sequence[str]) -> list[str]:
    """Return every key that is one of ``bases``, or begins with one and a hyphen."""
    return [key for (key,) in _rows(KEYS, [list(bases)] * 2)] if bases else []


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
