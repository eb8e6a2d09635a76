"""``python -m tests.bench.retraction``: a notice under 20,000 findings."""

import os
import sys
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_attest")
django.setup()

from django.conf import settings  # noqa: E402 - after django.setup
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from citations.enums import NoticeKind  # noqa: E402
from citations.models import Source  # noqa: E402
from citations.services import notice_record  # noqa: E402
from config.database import speaking_as  # noqa: E402
from kb.models import Finding  # noqa: E402
from tests import make  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.rounds import server_seconds  # noqa: E402

MANY = 20_000
GUARDED = ("kb_finding", "kb_findingcitation", "kb_subject", "kb_estimate")
FILL = """
INSERT INTO citations_citation (key, source_id, label, locator, note, quote)
SELECT 'place-' || i, %(source)s, 'page', 'p. ' || i, '', ''
FROM generate_series(1, %(many)s) AS i;
INSERT INTO citations_reading (citation_id, position, read, confirmation, address, says,
  read_by_id, recorded_at)
SELECT id, 0, 'full_text', 'primary', 'https://example.org/article', 'It stands there.',
  %(author)s, now() FROM citations_citation WHERE key LIKE 'place-%%';
INSERT INTO kb_finding SELECT (jsonb_populate_record(f, jsonb_build_object(
  'id', nextval(pg_get_serial_sequence('kb_finding', 'id')), 'key', 'many-' || i))).*
FROM kb_finding f, generate_series(1, %(many)s) AS i WHERE f.id = %(like)s;
INSERT INTO kb_findingcitation (finding_id, citation_id, position)
SELECT f.id, c.id, 0 FROM kb_finding f JOIN citations_citation c
  ON c.key = replace(f.key, 'many-', 'place-') WHERE f.key LIKE 'many-%%';
INSERT INTO kb_subject SELECT (jsonb_populate_record(s, jsonb_build_object(
  'id', nextval(pg_get_serial_sequence('kb_subject', 'id')), 'finding_id', f.id))).*
FROM kb_subject s, kb_finding f WHERE s.finding_id = %(like)s AND f.key LIKE 'many-%%';
INSERT INTO kb_estimate SELECT (jsonb_populate_record(e, jsonb_build_object(
  'id', nextval(pg_get_serial_sequence('kb_estimate', 'id')), 'finding_id', f.id))).*
FROM kb_estimate e, kb_finding f WHERE e.finding_id = %(like)s AND f.key LIKE 'many-%%';
SELECT kb_write_uses(ARRAY(SELECT id FROM kb_finding WHERE key LIKE 'many-%%'));
"""


def fill() -> Source:
    """Return a source with published findings, written in bulk past their guards."""
    like = make.published()
    with speaking_as(settings.DATABASE_OWNER), connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        row = {"source": like.source_id, "many": MANY, "like": like.pk}
        cursor.execute(FILL, row | {"author": like.author_id})
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    # A session that has moved one finding keeps the plans it made for one.
    make.published()
    return like.source


def timed(what: str, work: Callable[[], object]) -> None:
    """Do a piece of work in one transaction, and say what it took and left."""
    before, start = server_seconds(), time.perf_counter()
    with transaction.atomic():
        work()
    seconds = time.perf_counter() - start
    spent = server_seconds() - before
    states = Finding.objects.values_list("state").order_by("state")
    counted = {state: states.filter(state=state).count() for (state,) in set(states)}
    sys.stdout.write(
        f"{what:24}{seconds:7.2f} s, of a processor {spent:.2f} s  {counted}\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Retract the source, and reinstate it."""
    with bench_database():
        source, person = fill(), User.objects.get(username="bench-editor")

        def note(kind: NoticeKind, year: int) -> Callable[[], object]:
            return lambda: notice_record(
                source=source,
                kind=kind,
                issued_on=date(year, 1, 1),
                reason="The data could not be found.",
                recorded_by=person,
            )

        for year in (2020, 2022, 2024):
            timed("retraction", note(NoticeKind.RETRACTION, year))
            timed("reinstatement", note(NoticeKind.REINSTATEMENT, year + 1))


if __name__ == "__main__":
    main()
