"""Statements beside their pages: what they lack, what they rest on, a preview."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from citations.models import Source
from kb.formats import Mistake, number_words, slot_text
from kb.models import Finding, Statement, StatementFinding, StatementReview
from kb.selectors.pair.rows import Row
from kb.selectors.pair.sentence import Part, holds, sentence, slot_shows

SLOTTED = ("value", "low", "high", "n", "year")
"""The fields of a figure that are offered to whoever writes; the guide has them all."""
FIGURES = """
SELECT f.id, f.key, f.version, f.state, f.headline, g.place, g.figure
FROM kb_finding f LEFT JOIN LATERAL kb_figures(f.id) AS g ON true
WHERE f.id = ANY(%s) ORDER BY array_position(%s, f.id), g.place
"""
SHORTFALLS = """
SELECT s.key, f.rule, f.place, f.found
FROM unnest(%s::bigint[]) AS id JOIN kb_statement s USING (id)
CROSS JOIN LATERAL kb_statement_shortfalls(s.id) AS f ORDER BY s.key, f.rule, f.place
"""
TYPED = """
SELECT 'digits-stand-in-slots', found FROM kb_statement_digits(%(text)s) AS found
UNION ALL
SELECT 'slot-shows-its-figure', found FROM kb_slot_glued(%(text)s) AS found
UNION ALL
SELECT 'statement-is-whole', found FROM kb_statement_lost(%(text)s) AS found
"""
FALLING = """
SELECT s.id FROM kb_statement s
WHERE s.state = 'published' AND s.id IN (
    SELECT statement_id FROM kb_statementfinding WHERE finding_id = ANY(%(ids)s))
  AND (EXISTS (
      SELECT 1 FROM kb_slots(s.text) AS t JOIN kb_finding f ON f.key = t.finding_key
      JOIN kb_statementfinding l ON l.finding_id = f.id AND l.statement_id = s.id
      WHERE f.id = ANY(%(ids)s))
    OR (s.kind <> 'judgement' AND NOT EXISTS (
      SELECT 1 FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
      WHERE l.statement_id = s.id AND f.state = 'published'
        AND f.id <> ALL(%(ids)s))))
"""


@dataclass(frozen=True)
class Offer:
    """A slot that may be typed, and what it would show."""

    slot: str
    shows: str


@dataclass(frozen=True)
class OfferedFigure:
    """A figure of a cited finding, with its slots; none if there is no value."""

    label: str
    slots: list[Offer]


@dataclass(frozen=True)
class Help:
    """A cited finding with the slots of its figures."""

    key: str
    version: int
    state: str
    headline: str
    figures: list[OfferedFigure]


@dataclass(frozen=True)
class Preview:
    """A text as readers would see it, what is wrong with it, and what may be typed.

    ``worded`` are its number words: no rule is broken, but a person should look.
    """

    parts: list[Part]
    mistakes: list[Mistake]
    broken: list[tuple[str, str]]
    offered: list[Help]
    worded: list[str]


@dataclass(frozen=True)
class StatementWhole:
    """A statement in whatever state, as a reviewer reads it before deciding.

    ``digest`` is that of a content no newer than the one here.
    """

    statement: Statement
    digest: str
    preview: Preview
    reviews: list[StatementReview]
    versions: list[Statement]


def statement_digest(statement: Statement) -> str:
    """Return the SHA-256 of all that a reviewer of ``statement`` sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kb_statement_digest(%s)", [statement.pk])
        return str(cursor.fetchone()[0])


def statement_digests(statements: Iterable[Statement]) -> dict[int, str]:
    """Return the digest of each statement by its row number, in one query."""
    ids = [statement.pk for statement in statements]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kb_statement_digest(id) FROM unnest(%s::bigint[]) AS id", [ids]
        )
        return dict(cursor.fetchall())


def statement_shortfalls(statements: Iterable[Statement]) -> list[tuple[str, ...]]:
    """Return what ``statements`` lack for publication: key, rule, place, what is there.

    One query; the database names the rules, kb.rules explains them.
    """
    with connection.cursor() as cursor:
        cursor.execute(SHORTFALLS, [[statement.pk for statement in statements]])
        return list(cursor.fetchall())


def statement_whole(statement: Statement) -> StatementWhole:
    """Return all of ``statement``, in a constant number of queries."""
    digest = statement_digest(statement)
    cited = list(statement.findings.values_list("finding_id", flat=True))
    return StatementWhole(
        statement,
        digest,
        statement_preview(text=statement.text, cited=cited),
        list(statement.reviews.select_related("reviewer")),
        list(Statement.objects.filter(key=statement.key).order_by("-version")),
    )


def statement_preview(*, text: str, cited: list[int]) -> Preview:
    """Return ``text`` with the figures of the ``cited`` findings, by row number.

    Nothing need be stored. ``broken`` holds the rule and what breaks it in the text
    alone; what a claim must cite is asked of a stored statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, [cited, cited])
        columns = [column.name for column in cursor.description or ()]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute(TYPED, {"text": text})
        broken = list(cursor.fetchall())
    figures: dict[str, list[Row]] = {row["key"]: [] for row in found}
    for row in found:
        if row["figure"]:
            figures[row["key"]].append(row["figure"])
    parts = sentence(text, figures)
    mistakes = [part.mistake for part in parts if part.mistake]
    heads = {row["key"]: row for row in found}
    return Preview(
        parts,
        mistakes,
        broken,
        [_help(heads[key], figures[key]) for key in figures],
        number_words(text),
    )


def statements_read(
    statements: Iterable[Statement],
) -> list[tuple[Statement, list[Part]]]:
    """Return each statement with its text as readers would see it, in two queries."""
    rows = list(statements)
    cited: dict[int, list[int]] = {row.pk: [] for row in rows}
    links = StatementFinding.objects.filter(statement__in=rows)
    for statement, finding in links.values_list("statement_id", "finding_id"):
        cited[statement].append(finding)
    figures: dict[int, tuple[str, list[Row]]] = {}
    with connection.cursor() as cursor:
        ids = [number for numbers in cited.values() for number in numbers]
        cursor.execute(FIGURES, [ids, ids])
        for number, key, *_head, _place, figure in cursor.fetchall():
            figures.setdefault(number, (key, []))[1].extend([figure] if figure else [])
    return [
        (row, sentence(row.text, dict(figures[number] for number in cited[row.pk])))
        for row in rows
    ]


def statements_citing(source: Source) -> QuerySet[Statement]:
    """Return the public statements that cite a finding of, or on, this source."""
    on_it = Q(source=source) | Q(citations__citation__source=source)
    findings = Finding.objects.filter(on_it).values("pk")
    return Statement.objects.public().filter(findings__finding__in=findings).distinct()


def statements_falling_with(findings: Iterable[Finding]) -> QuerySet[Statement]:
    """Return the published statements that would fall if all of ``findings`` did.

    Those that take a number from one of them, or cite no other published finding. The
    same as ``kb_statement_stands`` asks once they have fallen.
    """
    with connection.cursor() as cursor:
        cursor.execute(FALLING, {"ids": [finding.pk for finding in findings]})
        ids = [number for (number,) in cursor.fetchall()]
    return Statement.objects.filter(pk__in=ids).select_related("career", "skill")


def _help(head: Row, figures: list[Row]) -> Help:
    return Help(
        head["key"],
        head["version"],
        head["state"],
        head["headline"],
        [
            OfferedFigure(
                figure["label"],
                [
                    Offer(
                        slot_text(head["key"], place, field), slot_shows(figure, field)
                    )
                    for field in SLOTTED
                    if holds(figure, field)
                ],
            )
            for place, figure in enumerate(figures, start=1)
        ],
    )
