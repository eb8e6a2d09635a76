"""``python -m tests.bench.references [FINDINGS]``: exports against COPY, references.

Rates in records a second, rounds interleaved; memory is the peak of what Python
allocates while an export of half the citations, and of all of them, is read.
"""

import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_references_attest")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")
os.environ.setdefault("API_REQUESTS_A_MINUTE", "0")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - after django.setup
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from citations.formats import STYLES, format_reference  # noqa: E402
from citations.models import Citation, Source  # noqa: E402
from kb.api.paging import ONWARD, Cursor  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.many import EVERY, fill, without_triggers  # noqa: E402
from tests.citations.formats.varied import varied  # noqa: E402

FINDINGS = 60_000
ROUNDS = 3
FLAT_WITHIN = 1.2
"""Times the memory that twice as many rows may take."""
FLAT = {
    "sources": "SELECT key, csl_type, title, author, issued, container_title, volume,"
    " issue, page, number, edition, version, publisher, doi, isbn, pmid, url, language"
    " FROM citations_source ORDER BY key",
    "citations": "SELECT c.key, c.label, c.locator, c.quote, c.note, s.key, s.title,"
    " s.source_class, s.primary, r.read, r.confirmation, r.address, r.says"
    " FROM citations_citation c JOIN citations_source s ON s.id = c.source_id"
    " LEFT JOIN citations_reading r ON r.citation_id = c.id ORDER BY c.key",
}


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def copied(name: str) -> Callable[[], int]:
    """Return what reads the same rows by COPY, flat, and counts the bytes."""

    def run() -> int:
        with connection.cursor() as cursor:
            statement = f"COPY ({FLAT[name]}) TO STDOUT"
            raw: Any = cursor.cursor
            with raw.copy(statement) as copy:
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


def race(title: str, rows: int, contestants: dict[str, Callable[[], int]]) -> None:
    """Print the rates of all contestants; the first is the ceiling."""
    say(f"\n{title}: {rows:,} records")
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            start = time.perf_counter()
            run()
            rates[name].append(rows / (time.perf_counter() - start))
    ceiling = max(next(iter(rates.values())))
    for name, found in rates.items():
        rounds = " ".join(f"{rate:,.0f}" for rate in found)
        say(f"  {name:22} ratio {max(found) / ceiling:.2f}  rounds {rounds}")


def memory(path: str) -> None:
    """Print the peak of an export of the last half of its rows, and of all of them.

    Both have more rows than one batch, and were read once before: what is kept for
    all requests is not counted. The size in bytes shows that more was read.
    """
    keys = Citation.objects.order_by("key", "pk")
    half = keys[Citation.objects.count() // 2]
    cursor = Cursor(ONWARD, "key", (half.key, half.pk)).text()
    peaks: list[int] = []
    for title, asked in (("half", f"{path}?cursor={cursor}"), ("all", path)):
        run = exported(asked)
        run()
        tracemalloc.start()
        size = run()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        say(f"  {title:5}{size:>12,} bytes, peak {peaks[-1] / 1e6:.1f} MB  {path}")
    grown = peaks[1] / peaks[0]
    say(
        f"  {'flat' if grown <= FLAT_WITHIN else 'NOT FLAT'}: {grown:.2f} times as much"
    )


def references() -> None:
    """Print how many references a second each style makes."""
    records = varied(1_000)
    say("\nreferences a second, 1,000 records of every type")
    for style in STYLES:
        start = time.perf_counter()
        for record in records:
            format_reference(record, style)
        say(f"  {style:10} {len(records) / (time.perf_counter() - start):,.0f}")


def main() -> None:
    """Fill a database made for it, and measure."""
    references()
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS
    with bench_database():
        people = {user.username: user.pk for user in User.objects.all()}
        author, reviewer = people["bench-editor"], people["bench-reviewer"]
        with without_triggers():
            fill(findings, author=author, reviewer=reviewer, states=EVERY)
        sources, places = Source.objects.count(), Citation.objects.count()
        race(
            "sources",
            sources,
            {
                "COPY, flat": copied("sources"),
                "CSL-JSON": exported("/api/v1/sources.csl.json"),
                "NDJSON, key and title": exported(
                    "/api/v1/sources.ndjson?fields=key,title,type,issued,doi,link"
                ),
                "NDJSON, whole": exported("/api/v1/sources.ndjson"),
            },
        )
        race(
            "citations",
            places,
            {
                "COPY, flat": copied("citations"),
                "CSL-JSON": exported("/api/v1/citations.csl.json"),
                "NDJSON, without lists": exported(
                    "/api/v1/citations.ndjson?fields=key,source,label,locator,quote,note"
                ),
                "NDJSON, whole": exported("/api/v1/citations.ndjson"),
            },
        )
        say("\nmemory")
        memory("/api/v1/citations.csl.json")
        memory("/api/v1/citations.ndjson")


if __name__ == "__main__":
    main()
