"""Citations in bulk, by SQL, as a large collection has them: a few things everywhere.

The words of notes follow Zipf's law, and so does how many citations a source has and
how many a finding rests on: most few, a few hundreds. The seed is fixed.
"""

from django.db import connection

from citations.models import Citation, Reading, Source, SourceNotice
from kb.models import FindingCitation
from tests.bench.many import AGO, bulk

SEED = 0.20261122
PER_SOURCE = 8
WORDS = """(SELECT string_agg('word' || floor(power(5000, random()))::int, ' ')
  FROM generate_series(1, 5 + n % 9))"""
"""Of a vocabulary of 5,000."""


def cite(citations: int, *, reader: int) -> None:
    """Store ``citations`` citations of published findings, which must be there.

    Without triggers (``without_triggers``): what years of work leave behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])
    sources = max(2, citations // PER_SOURCE)
    bulk(
        Source,
        f"generate_series(1, {sources}) n",
        {
            "key": "'zipf-' || n",
            "title": f"'Of ' || {WORDS}",
            "source_class": "'peer_reviewed'",
            "csl_type": "'article-journal'",
            "primary": "n % 3 > 0",
            "issued": "(2000 + n % 25)::text",
            "notices_checked_at": "CASE WHEN n % 2 = 0 THEN now() END",
        },
    )
    bulk(
        SourceNotice,
        "citations_source s WHERE s.key LIKE 'zipf-%0'",
        {
            "source_id": "s.id",
            "kind": "'correction'",
            "reason": "'A figure was wrong.'",
            "issued_on": "date '2024-05-01'",
            "precision": "'day'",
            "origin": "'publisher'",
            "recorded_by_id": str(reader),
        },
    )
    first = "(SELECT min(id) AS first FROM citations_source WHERE key LIKE 'zipf-%') s"
    bulk(
        Citation,
        f"generate_series(1, {citations}) n, {first}",
        {
            "key": "'place-' || n",
            "source_id": f"s.first + floor(power({sources}, random()))::int - 1",
            "label": "'page'",
            "locator": "'p. ' || n",
            "note": f"CASE WHEN n % 4 = 0 THEN {WORDS} ELSE '' END",
        },
    )
    bulk(
        Reading,
        "citations_citation c JOIN generate_series(0, 1) n ON n = 0 OR c.id % 5 = 0"
        " WHERE c.key LIKE 'place-%'",
        {
            "citation_id": "c.id",
            "position": "n",
            "read": "'full_text'",
            "confirmation": "'primary'",
            "address": "'https://example.org/' || c.id",
            "says": "'The figure stands in the table.'",
            "read_by_id": str(reader),
            "recorded_at": AGO.format("c.id"),
        },
    )
    beginning = "(SELECT min(id) AS id, count(*) AS n FROM kb_finding) f"
    bulk(
        FindingCitation,
        f"citations_citation c, {beginning} WHERE c.key LIKE 'place-%'",
        {
            "finding_id": "f.id + floor(power(f.n, random()))::int - 1",
            "citation_id": "c.id",
        },
    )
