"""What somebody meant who misspelt the name of a career or skill.

Names are found by the words in them, so that it is words that are put right: each one
that no name has is replaced by the likest that some name has.
"""

import difflib

from kb.selectors.names import fold
from kb.selectors.pair.rows import rows
from kb.selectors.search import LONGEST, WORD, WORDS, Hit, search

LIKE = 0.72
"""How alike a word must be; an exchange of two letters in “nurse” still is."""
SHORTEST = 3
OFFERED = 5
VOCABULARY = """
SELECT DISTINCT word FROM (
  SELECT name FROM careers_career WHERE merged_into_id IS NULL
    AND withdrawn_reason = ''
  UNION ALL
  SELECT a.name FROM careers_careeralias a WHERE EXISTS (
    SELECT 1 FROM careers_careerskill p WHERE p.career_id = a.career_id)
  UNION ALL
  SELECT s.name FROM careers_skill s WHERE s.merged_into_id IS NULL
    AND s.withdrawn_reason = '' AND EXISTS (
      SELECT 1 FROM careers_careerskill p WHERE p.skill_id = s.id)
) AS named, regexp_split_to_table(careers_fold(named.name), '[^[:alnum:]]+') AS word
WHERE length(word) >= %(shortest)s
"""
"""The words in names of all careers, and in every name of what careers list."""


def meant(asked: str) -> str:
    """Return the words ``asked`` as names spell them, ``""`` if nothing is like them.

    Words that nobody's name is like are left out, since no name would have them.
    """
    words = WORD.findall(fold(asked[:LONGEST]))[:WORDS]
    if not any(len(word) >= SHORTEST for word in words):
        return ""
    known = {row["word"] for row in rows(VOCABULARY, {"shortest": SHORTEST})}
    right = [near for word in words if (near := likest(word, known))]
    return "" if right == words else " ".join(right)


def likest(word: str, known: set[str]) -> str:
    """Return ``word`` if it is known, else the likest of those that are.

    >>> likest("nruse", {"nurse", "driver"}), likest("qqq", {"nurse"})
    ('nurse', '')
    """
    if word in known:
        return word
    near = difflib.get_close_matches(word, sorted(known), 1, LIKE)
    return near[0] if near else ""


def careers_meant(asked: str) -> tuple[str, list[Hit]]:
    """Return how names spell what was ``asked``, and the careers that go by that."""
    words = meant(asked)
    found = [shelf for shelf in search(words) if shelf.kind == "career"]
    hits = found[0].hits[:OFFERED] if found else []
    return (words if hits else ""), hits
