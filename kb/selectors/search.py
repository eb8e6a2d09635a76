"""Search: careers and skills by any of their names, findings and sources by words.

Candidates are capped before they are ranked, so that a word which is everywhere costs
no more than one that is rare; ``more`` says where there was more than is shown. The
words go into the text of the statement: a plan made for no word in particular would
walk a whole table (docs/adr/0024).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, router

from kb.models import Finding
from kb.selectors.names import fold
from kb.selectors.terms import attributions_of

LONGEST = 200
WORDS = 8
SHOWN = 20
CANDIDATES = 1000
WORD = re.compile(r"\w+")
PLAIN = re.compile(r"\s+")

NAMED = """
WITH said AS MATERIALIZED (
  (SELECT id, name, true AS own, true AS near FROM careers_{kind}
   WHERE to_tsvector('simple', careers_fold(name)) @@ to_tsquery('simple', %(words)s)
   LIMIT %(candidates)s)
  UNION ALL
  (SELECT {kind}_id, name, false, true FROM careers_{kind}alias
   WHERE to_tsvector('simple', careers_fold(name)) @@ to_tsquery('simple', %(words)s)
   LIMIT %(candidates)s)
  UNION ALL
  SELECT {kind}_id, code, false, match = 'exact' FROM careers_{kind}code
  WHERE code = %(asked)s
), best AS (
  SELECT DISTINCT ON (id) id, name, own, near,
    careers_fold(name) = careers_fold(%(asked)s) AS same
  FROM said
  ORDER BY id, careers_fold(name) = careers_fold(%(asked)s) DESC, own DESC, near DESC,
    length(name)
)
SELECT '{kind}', row.key, row.name, CASE WHEN best.own THEN '' ELSE best.name END,
  best.same, EXISTS (SELECT 1 FROM careers_careerskill p WHERE p.{kind}_id = row.id)
    AS curated, count(*) OVER () AS found, 0::real AS rank, {code} AS code
FROM best JOIN careers_{kind} row ON row.id = best.id
WHERE row.merged_into_id IS NULL AND row.withdrawn_reason = ''
ORDER BY best.same DESC, best.near DESC, curated DESC, best.own DESC,
  length(best.name), row.name
LIMIT %(shown)s
"""
CODE = """coalesce((
  SELECT concat(careers_scheme_name(c.scheme), ' ', c.code)
  FROM careers_careercode c WHERE c.career_id = row.id AND c.match = 'exact'
  ORDER BY c.id LIMIT 1), '')"""
"""What tells occupations of one name in several classifications apart."""
FINDINGS = """
WITH held AS MATERIALIZED (
  SELECT id, key, headline, statement FROM kb_finding
  WHERE to_tsvector('english', headline || ' ' || statement)
    @@ websearch_to_tsquery('english', %(asked)s) AND state = 'published'
  LIMIT %(candidates)s
)
SELECT 'finding', key, headline, '', false, false, count(*) OVER (),
  ts_rank(to_tsvector('english', headline || ' ' || statement),
          websearch_to_tsquery('english', %(asked)s)) AS rank, ''
FROM held ORDER BY rank DESC, key LIMIT %(shown)s
"""
SOURCES = """
SELECT 'source', key, title, '', false, false, count(*) OVER (),
  ts_rank(to_tsvector('english', title),
          websearch_to_tsquery('english', %(asked)s)) AS rank, ''
FROM citations_source
WHERE to_tsvector('english', title) @@ websearch_to_tsquery('english', %(asked)s)
  AND merged_into_id IS NULL AND withdrawn_reason = ''
ORDER BY rank DESC, key LIMIT %(shown)s
"""
SEARCH = " UNION ALL ".join(
    f"({part})"
    for part in (
        NAMED.format(kind="career", code=CODE),
        NAMED.format(kind="skill", code="''"),
        FINDINGS,
        SOURCES,
    )
)
KINDS = {
    "career": "Careers",
    "skill": "Skills",
    "finding": "Findings",
    "source": "Sources",
}


def sought_by_index(asked: str) -> bool:
    """Tell whether an index can look for what a web search asks; all rows need no."""
    with connections[router.db_for_read(Finding)].cursor() as cursor:
        cursor.execute("SELECT querytree(websearch_to_tsquery('english', %s))", [asked])
        (sought,) = cursor.fetchone()
    return bool(sought != "T")


@dataclass(frozen=True)
class Hit:
    """Something that was found; ``via`` is the other name that led to it.

    ``code`` is that of a classification in which it stands: names may be equal.
    """

    key: str
    name: str
    via: str
    same: bool
    code: str = ""


@dataclass(frozen=True)
class Shelf:
    """What was found of one kind: the best first, and whether there is more."""

    kind: str
    title: str
    hits: list[Hit]
    more: bool


def search(asked: str) -> list[Shelf]:
    """Return what is found for the words ``asked``, by kind, in one statement.

    A kind with something of exactly this name comes first. Nothing for a text without
    a word. The last word may be the beginning of one.
    """
    plain = PLAIN.sub(" ", asked.replace("\x00", " ")).strip()[:LONGEST]
    words = WORD.findall(fold(plain))[:WORDS]
    if not words:
        return []
    connection = connections[router.db_for_read(Finding)]
    operations: Any = connection.ops
    text = operations.compose_sql(
        SEARCH,
        {
            "asked": plain,
            "words": " & ".join(f"'{word}'" for word in words) + ":*",
            "shown": SHOWN,
            "candidates": CANDIDATES,
        },
    )
    with connection.cursor() as cursor:
        cursor.execute(text)
        found = cursor.fetchall()
    shelves = []
    for kind, title in KINDS.items():
        rows = [row for row in found if row[0] == kind]
        hits = [
            Hit(key, name, via, same, code)
            for _, key, name, via, same, *_rest, code in rows
        ]
        if hits:
            shelves.append(Shelf(kind, title, hits, rows[0][6] > SHOWN))
    return sorted(shelves, key=lambda shelf: not shelf.hits[0].same)


def terms_of_hits(shelves: list[Shelf], meant: Iterable[Hit] = ()) -> list[str]:
    """Return what to say with all that a search found, or offers as ``meant``."""
    keys = {shelf.kind: [hit.key for hit in shelf.hits] for shelf in shelves}
    return attributions_of(
        careers=[*keys.get("career", ()), *(hit.key for hit in meant)],
        skills=keys.get("skill", ()),
        findings=keys.get("finding", ()),
        sources=keys.get("source", ()),
    )
