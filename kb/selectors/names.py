"""Which career another name or a code leads to, and how."""

import re
import unicodedata
from dataclasses import dataclass

from kb.selectors.career import CareerPage
from kb.selectors.pair.rows import rows

ACCENTS = re.compile("[\u0300-\u036f]+")
NAMED = """
WITH said AS (
  SELECT id AS career, 'its name' AS how, name FROM careers_career
  WHERE careers_slug(name) = %(slug)s
  UNION
  SELECT career_id, 'another name of it', name FROM careers_careeralias
  WHERE careers_slug(name) = %(slug)s
  UNION
  SELECT career_id, 'its code in ' || careers_scheme_name(scheme), code
  FROM careers_careercode
  WHERE careers_slug(code) = %(slug)s AND match = 'exact'
), found AS (
  SELECT c.key, c.name AS career,
    string_agg(DISTINCT said.name || ': ' || said.how, '; ') AS path,
    EXISTS (SELECT 1 FROM careers_careerskill p WHERE p.career_id = c.id)
    OR EXISTS (SELECT 1 FROM kb_duty d
               WHERE d.career_id = c.id AND d.state = 'shown') AS curated
  FROM said JOIN careers_career c ON c.id = said.career
  WHERE c.merged_into_id IS NULL AND c.withdrawn_reason = ''
  GROUP BY c.id
)
SELECT key, career, path, curated FROM found ORDER BY NOT curated, career, key LIMIT 50
"""
"""The careers with a name or code that reads like this in an address."""


@dataclass(frozen=True)
class Named:
    """A career, and how a name leads to it."""

    key: str
    name: str
    path: str


def fold(name: str) -> str:
    """Return a name in small letters without accents; so does ``careers_fold``."""
    return ACCENTS.sub("", unicodedata.normalize("NFKD", name)).lower()


def slug(name: str) -> str:
    """Return a name as it stands in an address; the database has the same function."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def named_so(name: str) -> list[Named]:
    """Return the careers that go by ``name``.

    Where one of several is a career that people have described, and the others are
    occupations as datasets name them, that one alone.
    """
    found = rows(NAMED, {"slug": slug(name)})
    curated = [row for row in found if row["curated"]]
    chosen = curated if len(curated) == 1 else found
    return [Named(row["key"], row["career"], row["path"]) for row in chosen]


def led_here(page: CareerPage, name: str) -> str:
    """Return the sentence that says which name led to this page, empty if none did."""
    wanted = slug(name)
    if not wanted:
        return ""
    career = page.career
    for alias in career.aliases.all():
        if slug(alias.name) == wanted:
            return (
                f"“{alias.name}” is another name of {career.name}: you were led here."
            )
    for code in career.codes.all():
        if slug(code.code) == wanted:
            return (
                f"{code.code} ({code.title}) is the code of {career.name} in "
                f"{code.get_scheme_display()}, release {code.release}: "
                "you were led here."
            )
    return ""
