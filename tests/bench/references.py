"""``python -m tests.bench.references [CITATIONS]``: exports against COPY, references.

The ceiling of an export is COPY of the same rows in the same order: the columns of
which a record is made, flat. Both run in one process of PostgreSQL. Rates are records
a second by the clock; costs are microseconds of processor time a record, ours and
PostgreSQL's, which say more where others use the machine. Memory is the peak of what
Python allocates while an export of half the citations, and of all of them, is read.
"""

import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_references_attest")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")
os.environ.setdefault("API_REQUESTS_A_MINUTE", "0")
django.setup()

from django.db import connection  # noqa: E402 - after django.setup
from django.test import Client  # noqa: E402

from citations.formats import STYLES, format_reference  # noqa: E402
from citations.models import Citation  # noqa: E402
from kb.api.asked import selection_of  # noqa: E402
from kb.api.exports import BATCHES  # noqa: E402
from kb.api.paging import ONWARD, Cursor  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.many import EVERY, collection  # noqa: E402
from tests.bench.rounds import used  # noqa: E402
from tests.bench.targets import Target, told  # noqa: E402
from tests.citations.formats.varied import varied  # noqa: E402

CITATIONS = 10_000
ROUNDS = 3
FLAT_WITHIN = 1.2
"""Times the memory that twice as many rows may take."""
CSL_SHARE, LINE_SHARE = 0.35, 0.50
"""Of COPY at least, as CSL-JSON and as NDJSON."""
REFERENCES = 2_000
"""A second at least, in every style."""
RECORD = (
    "s.key, s.csl_type, s.title, s.author, s.issued, s.container_title, s.volume,"
    " s.issue, s.page, s.number, s.edition, s.version, s.publisher, s.doi, s.isbn,"
    " s.pmid, s.url, s.language, s.extra"
)
RESTING = (
    "kb_findingcitation l JOIN kb_finding f ON f.id = l.finding_id"
    " AND f.state = 'published'"
)
CITED = f"EXISTS (SELECT 1 FROM {RESTING} WHERE l.citation_id = c.id)"  # noqa: S608
SOURCES = (
    f"SELECT c.source_id FROM {RESTING}"  # noqa: S608 - our own
    " JOIN citations_citation c ON c.id = l.citation_id"
)
ROWS = {
    "sources": "citations_source s WHERE s.merged_into_id IS NULL"
    " AND s.withdrawn_reason = '' ORDER BY s.key",
    "citations": "citations_citation c JOIN citations_source s ON s.id = c.source_id"
    f" WHERE {CITED} ORDER BY c.key",
    "findings": f"citations_source s WHERE s.id IN ({SOURCES}) ORDER BY s.key",
}
"""What readers may see of each list: what its references are made of."""
PLACE = (
    "c.key, c.label, c.locator, c.quote, c.note, s.key, s.title, s.source_class,"
    " s.primary"
)
"""The columns of a citation without its lists."""
WHOLE = (
    f"{PLACE}, r.read, r.confirmation, r.address, r.says, r.recorded_at,"
    " f.key, f.headline, t.key, a.key, f.kind, f.design, e.attribution"
)
"""Those of all that stands in a row, its readings and findings as well."""
JOINED = (
    f"citations_citation c JOIN citations_source s ON s.id = c.source_id JOIN {RESTING}"
    " ON l.citation_id = c.id JOIN kb_topic t ON t.id = f.topic_id"
    " LEFT JOIN kb_facet a ON a.id = t.facet_id"
    " LEFT JOIN kb_release e ON e.id = f.release_id AND e.state = 'approved'"
    " LEFT JOIN citations_reading r ON r.citation_id = c.id ORDER BY c.key"
).replace(f"JOIN {RESTING} ON", f"JOIN ({RESTING}) ON")
NAMED = (
    f"{ROWS['citations'].partition(' WHERE ')[0]} LEFT JOIN ("  # noqa: S608 - our own
    f"SELECT DISTINCT l.citation_id, e.attribution FROM {RESTING}"
    " JOIN kb_release e ON e.id = f.release_id AND e.state = 'approved'"
    f") e ON e.citation_id = c.id WHERE {CITED} ORDER BY c.key"
)
"""Citations with whom to name, which goes with each row whatever is asked of it."""


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def copied(columns: str, rows: str) -> Callable[[], int]:
    """Return what reads rows by COPY, flat, and counts the bytes."""

    def run() -> int:
        with connection.cursor() as cursor:
            raw: Any = cursor.cursor
            asked = f"SELECT {columns} FROM {rows}"  # noqa: S608 - our own
            with raw.copy(f"COPY ({asked}) TO STDOUT") as copy:
                return sum(len(block) for block in copy)

    return run


def exported(path: str) -> Callable[[], int]:
    """Return what reads an export as a client does, and counts the bytes."""
    client = Client()

    def run() -> int:
        answer: Any = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return sum(len(part) for part in answer.streaming_content)

    return run


def race(
    title: str, rows: int, contestants: dict[str, Callable[[], int]]
) -> dict[str, float]:
    """Print rates and costs of all contestants; return their share of the first.

    The share is that of the processor time, the median of all rounds.
    """
    say(f"\n{title}: {rows:,} records")
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    costs: dict[str, list[float]] = {name: [] for name in contestants}
    for run in contestants.values():
        run()
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            start, spent = time.perf_counter(), used()
            run()
            rates[name].append(rows / (time.perf_counter() - start))
            costs[name].append((used() - spent) / rows * 1e6)
    first = next(iter(contestants))
    shares: dict[str, float] = {}
    for name, found in rates.items():
        shares[name] = median(costs[first]) / max(median(costs[name]), 0.001)
        rounds = " ".join(f"{rate:,.0f}" for rate in found)
        say(
            f"  {name:22} {median(costs[name]):6.1f} us a record, share"
            f" {shares[name]:.2f}; by the clock {max(found) / max(rates[first]):.2f},"
            f" rounds {rounds}"
        )
    return shares


def lists() -> Iterator[Target]:
    """Race every list against COPY."""
    for name, rows in ROWS.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM (SELECT s.id FROM {rows}) r")  # noqa: S608
            (count,) = cursor.fetchone()
        place = "c.key, c.locator, " if name == "citations" else ""
        what = f"{name} as CSL-JSON ÷ COPY flat"
        contestants = {
            "COPY, flat": copied(place + RECORD, rows),
            "CSL-JSON": exported(f"/api/v1/{name}.csl.json"),
        }
        yield Target(what, race(what, count, contestants)["CSL-JSON"], CSL_SHARE)
        if name == "citations":
            yield from rows_of_citations(count)


def rows_of_citations(count: int) -> Iterator[Target]:
    """Race the rows of citations with COPY of what stands in them, flat."""
    fields = "key,source,label,locator,quote,note"
    for name, ceiling, path in (
        (
            "without lists",
            copied(f"{PLACE}, e.attribution", NAMED),
            f"?fields={fields}",
        ),
        ("whole", copied(WHOLE, JOINED), ""),
    ):
        what = f"citations as NDJSON, {name} ÷ COPY flat"
        ours = exported(f"/api/v1/citations.ndjson{path}")
        shares = race(what, count, {"COPY, flat": ceiling, "NDJSON": ours})
        yield Target(what, shares["NDJSON"], LINE_SHARE)


def memory(path: str) -> Target:
    """Print the peak of an export of the last half of its rows, and of all of them.

    Both have more rows than one batch, and were read once before: what is kept for
    all requests is not counted. The size in bytes shows that more was read.
    """
    keys = Citation.objects.order_by("key", "pk")
    half = keys[Citation.objects.count() // 2]
    of_all = selection_of("citations_list", (), [])
    cursor = Cursor(ONWARD, "key", (half.key, half.pk)).text(of_all)
    peaks: list[int] = []
    for title, asked in (("half", f"{path}?cursor={cursor}"), ("all", path)):
        run = exported(asked)
        run()
        tracemalloc.start()
        size = run()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        say(f"  {title:5}{size:>13,} bytes, peak {peaks[-1] / 1e6:.1f} MB  {path}")
    what = f"memory of {path}, all ÷ half of the rows"
    return Target(what, peaks[1] / peaks[0], FLAT_WITHIN, at_most=True)


def references() -> Iterator[Target]:
    """Print how many references a second each style makes."""
    records = varied(1_000)
    say("\nreferences a second, 1,000 records of every type")
    for style in STYLES:
        start = time.process_time()
        for record in records:
            format_reference(record, style)
        rate = len(records) / (time.process_time() - start)
        say(f"  {style:10} {rate:,.0f}")
        yield Target(f"references a second in {style}", rate, REFERENCES)


def exports(citations: int) -> Iterator[Target]:
    """Measure the exports of a database that is filled."""
    yield from lists()
    if citations < 4 * max(BATCHES):
        say("\nmemory: a batch or two are no measure of it; ask for 20,000 citations")
        return
    say("\nmemory")
    yield memory("/api/v1/citations.csl.json")
    yield memory("/api/v1/citations.ndjson")


def main() -> None:
    """Fill a database made for it, and measure."""
    found = list(references())
    citations = int(sys.argv[1]) if len(sys.argv) > 1 else CITATIONS
    with bench_database():
        collection(citations, EVERY)
        found += exports(citations)
    sys.exit(not told(found, say))


if __name__ == "__main__":
    main()
