"""What changed between two editions of a dataset, and what that touches here."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import connection

from kb.models import Listing, Release

NAMED = 200
"""Rows of a list that are told one by one."""


@dataclass(frozen=True)
class CodeChange:
    """A code that is in one edition only, or has another title in the other.

    ``became`` are the codes of the newer edition that a crosswalk leads to.
    """

    code: str
    title: str
    other: str = ""
    became: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    """A task that another occupation has in the newer edition."""

    task: str
    words: str
    before: str
    after: str


@dataclass(frozen=True)
class FigureChange:
    """A figure that both editions give, and give differently."""

    key: str
    label: str
    before: str
    after: str


@dataclass
class EditionDiff:
    """Two editions of a dataset, the older first; counts are whole, lists are not.

    ``note`` says what could not be compared.
    """

    dataset: str
    old: str
    new: str
    note: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    gone: list[CodeChange] = field(default_factory=list)
    come: list[CodeChange] = field(default_factory=list)
    retitled: list[CodeChange] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    figures: list[FigureChange] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


class NoEditionError(LookupError):
    """An edition was asked for that was never imported; says which there are."""


def edition_diff(dataset: str, old: str, new: str) -> EditionDiff:
    """Return what changed from ``old`` to ``new``; raises ``NoEditionError``."""
    packs = {edition: _pack(dataset, edition) for edition in (old, new)}
    diff = EditionDiff(dataset, old, new)
    given: dict[str, Any] = {"old": old, "new": new, "dataset": dataset}
    given |= {"old_pack": packs[old], "new_pack": packs[new]}
    _codes(diff, given)
    _tasks(diff, given)
    _figures(diff, given)
    _touched(diff, given)
    return diff


def editions_of(dataset: str = "") -> list[tuple[str, str]]:
    """Return dataset and edition of every release of a dataset that was not refused."""
    found = Release.objects.exclude(dataset="").exclude(state="rejected")
    if dataset:
        found = found.filter(dataset=dataset)
    return sorted(set(found.values_list("dataset", "edition")))


def pairs_of(editions: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return each edition of a dataset with the one after it, from ``editions_of``."""
    return [
        (dataset, old, new)
        for (dataset, old), (other, new) in pairwise(editions)
        if dataset == other
    ]


def _pack(dataset: str, edition: str) -> str:
    release = Release.objects.filter(dataset=dataset, edition=edition).first()
    if release is None:
        here = ", ".join(name for _dataset, name in editions_of(dataset)) or "none"
        raise NoEditionError(
            f"No release {edition} of {dataset} was imported; here are: {here}."
        )
    return release.pack


def _rows(query: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


CODES = """
WITH paired AS (
  SELECT c.code, max(c.title) FILTER (WHERE c.release = %(old)s) AS was,
    max(c.title) FILTER (WHERE c.release = %(new)s) AS now,
    min(c.career_id) FILTER (WHERE c.release = %(old)s) AS career
  FROM careers_careercode c
  WHERE c.match = 'exact' AND c.release IN (%(old)s, %(new)s)
    AND c.scheme IN ('onet_soc_2010', 'onet_soc_2019', 'esco')
  GROUP BY c.code
)
SELECT b.code, b.was, b.now, ARRAY(
  SELECT DISTINCT k.code FROM kb_listing l JOIN kb_release r ON r.id = l.release_id
  JOIN careers_careercode k ON k.career_id = l.to_career_id AND k.match = 'exact'
   AND k.scheme = 'onet_soc_2019'
  WHERE l.career_id = b.career AND l.kind = 'match'
    AND r.dataset LIKE 'crosswalk-%%' AND b.now IS NULL ORDER BY 1) AS became
FROM paired b ORDER BY b.code
"""


def _codes(diff: EditionDiff, given: dict[str, Any]) -> None:
    """Fill in the codes: gone, come, retitled, split and merged."""
    common = 0
    into: dict[str, set[str]] = {}
    for code, was, now, became in _rows(CODES, given):
        if was is None:
            diff.come.append(CodeChange(code, now))
        elif now is None:
            diff.gone.append(CodeChange(code, was, became=tuple(became)))
            for one in became:
                into.setdefault(one, set()).add(code)
        else:
            common += 1
            if was != now:
                diff.retitled.append(CodeChange(code, was, now))
    diff.counts |= {
        "codes in common": common,
        "codes gone": len(diff.gone),
        "codes new": len(diff.come),
        "codes retitled": len(diff.retitled),
    }
    if not Listing.objects.filter(
        kind="match", release__dataset__startswith="crosswalk-"
    ).exists():
        diff.note = (
            "No crosswalk is imported: which codes were split or merged cannot be told "
            "from those that are gone and new."
        )
        return
    diff.counts |= {
        "codes split": sum(len(change.became) > 1 for change in diff.gone),
        "codes merged": sum(len(codes) > 1 for codes in into.values()),
    }


TASKS = """
WITH standing AS (
  SELECT l.task_id, l.label, r.edition,
    (SELECT min(c.code) FROM careers_careercode c
     WHERE c.career_id = l.career_id AND c.match = 'exact' AND c.release = r.edition
    ) AS code
  FROM kb_listing l JOIN kb_release r ON r.id = l.release_id
  WHERE l.kind = 'task' AND l.retired_by_id IS NULL AND r.state <> 'rejected'
    AND r.dataset = %(dataset)s AND r.edition IN (%(old)s, %(new)s)
)
SELECT t.key, was.label, now.label, was.code, now.code
FROM (SELECT * FROM standing WHERE edition = %(old)s) AS was
FULL JOIN (SELECT * FROM standing WHERE edition = %(new)s) AS now USING (task_id)
JOIN careers_task t ON t.id = task_id ORDER BY t.key
"""


def _tasks(diff: EditionDiff, given: dict[str, Any]) -> None:
    """Fill in the tasks: moved to another code, reworded, gone, come."""
    counts = dict.fromkeys(
        ("tasks in common", "tasks moved", "tasks reworded", "tasks gone", "tasks new"),
        0,
    )
    for key, was, now, before, after in _rows(TASKS, given):
        if was is None or now is None:
            counts["tasks new" if was is None else "tasks gone"] += 1
            continue
        counts["tasks in common"] += 1
        counts["tasks reworded"] += was != now
        if before != after:
            counts["tasks moved"] += 1
            if len(diff.moved) < NAMED:
                diff.moved.append(Moved(key, now, before, after))
    diff.counts |= counts


FIGURES = """
WITH was AS (
  SELECT f.key, substr(f.key, length(%(old_pack)s) + 1) AS rest, e.position, e.label,
    coalesce(trim_scale(e.value)::text, nullif(e.category, ''), e.missing) AS shown,
    e.measure_id
  FROM kb_finding f JOIN kb_estimate e ON e.finding_id = f.id
  JOIN kb_release r ON r.id = f.release_id
  WHERE r.pack = %(old_pack)s AND f.state IN ('published', 'in_review', 'suspended')
), now AS (
  SELECT f.key, substr(f.key, length(%(new_pack)s) + 1) AS rest, e.position,
    coalesce(trim_scale(e.value)::text, nullif(e.category, ''), e.missing) AS shown,
    e.measure_id
  FROM kb_finding f JOIN kb_estimate e ON e.finding_id = f.id
  JOIN kb_release r ON r.id = f.release_id
  WHERE r.pack = %(new_pack)s AND f.state IN ('published', 'in_review', 'suspended')
)
SELECT now.key, was.label, was.shown, now.shown, was.shown = now.shown
FROM was JOIN now USING (rest, position, measure_id) ORDER BY now.key, position
"""


def _figures(diff: EditionDiff, given: dict[str, Any]) -> None:
    """Fill in the figures that both give: the same, or changed."""
    same = changed = 0
    for key, label, before, after, alike in _rows(FIGURES, given):
        if alike:
            same += 1
            continue
        changed += 1
        if len(diff.figures) < NAMED:
            diff.figures.append(FigureChange(key, label, before, after))
    diff.counts |= {"figures unchanged": same, "figures changed": changed}


GONE = """
  SELECT c.career_id FROM careers_careercode c
  WHERE c.match = 'exact' AND c.release = %(old)s
    AND c.scheme IN ('onet_soc_2010', 'onet_soc_2019', 'esco')
    AND NOT EXISTS (SELECT 1 FROM careers_careercode n WHERE n.career_id = c.career_id
      AND n.match = 'exact' AND n.release = %(new)s)
"""
FINDINGS = f"""
SELECT DISTINCT f.key FROM kb_subject s JOIN kb_finding f ON f.id = s.finding_id
LEFT JOIN kb_release r ON r.id = f.release_id
WHERE s.career_id IN ({GONE}) AND coalesce(r.dataset, '') = ''
  AND f.state NOT IN ('superseded', 'withdrawn', 'rejected') ORDER BY 1
"""  # noqa: S608 - our own text
STATEMENTS = f"""
SELECT DISTINCT s.key FROM kb_statement s
WHERE s.state NOT IN ('superseded', 'withdrawn', 'rejected') AND (
  s.career_id IN ({GONE}) OR EXISTS (
    SELECT 1 FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
    JOIN kb_release r ON r.id = f.release_id
    WHERE l.statement_id = s.id AND r.pack = %(old_pack)s)) ORDER BY 1
"""  # noqa: S608 - our own text
PAGES = f"""
SELECT DISTINCT c.key FROM careers_careerskill p JOIN careers_career c
  ON c.id = p.career_id
WHERE c.id IN ({GONE}) OR EXISTS (
  SELECT 1 FROM careers_careercode k WHERE k.career_id = c.id
    AND k.code IN (SELECT o.code FROM careers_careercode o
                   WHERE o.match = 'exact' AND o.career_id IN ({GONE}))) ORDER BY 1
"""  # noqa: S608 - our own text


def _touched(diff: EditionDiff, given: dict[str, Any]) -> None:
    """Fill in what of ours is about a code that is gone, or cites the old edition."""
    for name, query in (
        ("findings", FINDINGS),
        ("statements", STATEMENTS),
        ("pages", PAGES),
    ):
        keys = [key for (key,) in _rows(query, given)]
        setattr(diff, name, keys[:NAMED])
        diff.counts[f"{name} touched"] = len(keys)
