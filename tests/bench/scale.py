"""``python -m tests.bench.scale [CITATIONS]``: all that must hold of many citations.

10,000 by default, as CI has them; a million on demand. What a request costs at the size
asked for is compared with what it costs at 10,000.
"""

import json
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from tests.bench.api import (
    FORBIDDEN,
    LIST,
    against_others,
    plan_of,
    say,
    statements,
)
from tests.bench.contestants import hang_up, product
from tests.bench.database import bench_database
from tests.bench.many import EVERY, collection
from tests.bench.references import exports, references
from tests.bench.rounds import Call, race
from tests.bench.targets import Target, told

# All of them set Django up, which models need.
from django.db import connection, connections  # isort: skip
from django.test import Client  # isort: skip
from django.test.utils import CaptureQueriesContext  # isort: skip

from citations.models import Citation, Source  # isort: skip
from kb.api.asked import selection_of  # isort: skip
from kb.api.paging import ONWARD, Cursor  # isort: skip
from kb.models import Finding  # isort: skip

FEW = 10_000
GROWTH = 1.2
"""Times the processor time that a request may take among more rows."""
SAMPLE = 40
CHECKED = 1_000
CHECK_STATEMENTS = 3
CHECK = "/api/v1/citations/check/"
OF_ALL = selection_of("citations_list", (), [])
"""What a cursor of all citations belongs to."""
SLOW = 0.5
"""Seconds that no page of a list should take."""
LISTS = (
    *(
        "citations/?ordering=-key",
        "citations/?ordering=source",
        "citations/?count=estimated",
    ),
    *("citations/?label=page", "citations/?source__in={source}"),
    *("citations/?source__standing=corrected", "citations/?note__isnull=true"),
    *("citations/?source__standing=good", "citations/?source__title__contains=qq"),
    *("citations/?read=abstract", "citations/?q=oi", "citations/?q=ea"),
    *(
        "sources/",
        "sources/?ordering=-title",
        "sources/?q=oi",
        "sources/?ordering=issued",
    ),
    *("sources/?issued__gte=2020", "sources/?standing=corrected", "sources/?doi={doi}"),
    *(
        "sources/?vendor=true",
        "sources/?count=estimated",
        "sources/?class=peer_reviewed",
    ),
    *("findings/", "findings/?ordering=-published_at", "findings/?kind=observed"),
    *("findings/?source={source}", "findings/?count=estimated", "findings/?design=rct"),
    *("findings/?q=oi", "findings/?q=claim"),
    *(
        "organizations/",
        "careers/",
        "skills/",
        "measures/?limit=200",
        "releases/",
        "changes/",
    ),
    *("search/?q=oi", "search/?q=ea%20ll"),
)


def in_turn(addresses: list[str]) -> Call:
    """Return a call that asks for one address after another."""
    calls = cycle([product(address) for address in addresses])
    return lambda: next(calls)()


def sampled(model: type[Any]) -> list[Any]:
    """Return rows from all over a table, the same in every run."""
    step = max(1, model.objects.count() // SAMPLE)
    first = model.objects.order_by("pk")[0].pk
    return list(model.objects.filter(pk__in=range(first, first + step * SAMPLE, step)))


def costs() -> dict[str, float]:
    """Return what a page and a row cost, in milliseconds of processor time."""
    rows = [
        row
        for row in sampled(Citation)
        if Client().get(f"/api/v1/citations/{row.key}/").status_code == 200
    ]
    places = [Cursor(ONWARD, "key", (row.key, row.pk)).text(OF_ALL) for row in rows]
    rates = race(
        {
            "list of 50": in_turn([f"{LIST}&cursor={place}" for place in places]),
            "detail": in_turn([f"/api/v1/citations/{row.key}/" for row in rows]),
        }
    )
    for rate in rates:
        say(
            f"  {rate.name:12} {rate.cost:6.2f} ms of processor time,"
            f" best {rate.best:,.0f}/s, anywhere in the list"
        )
    return {rate.name: rate.cost for rate in rates}


def one_statement() -> Target:
    """Count the statements of one row."""
    key = next(
        row.key
        for row in sampled(Citation)
        if Client().get(f"/api/v1/citations/{row.key}/").status_code == 200
    )
    asked = statements(f"/api/v1/citations/{key}/")
    return Target("statements of one citation", len(asked), 1, at_most=True)


def check() -> Target:
    """Ask of a thousand things whether they stand; count statements and time."""
    sources, places = sampled(Source), sampled(Citation)
    findings = sampled(Finding)
    known = [
        *(f"https://doi.org/{row.doi}" for row in sources),
        *(f"{row.title}. {row.issued[:4]}. {row.container_title}" for row in sources),
        *(row.key for row in (*sources, *places)),
        *(f"{row.key}@{row.version}" for row in findings),
    ]
    asked = {"items": [known[n % len(known)] for n in range(CHECKED)]}
    client = Client()
    took: list[float] = []
    for _ in range(5):
        with (
            CaptureQueriesContext(connection) as one,
            CaptureQueriesContext(connections["reader"]) as other,
        ):
            start = time.perf_counter()
            answer = client.post(CHECK, json.dumps(asked), "application/json")
            took.append(time.perf_counter() - start)
    if answer.status_code != 200:
        raise RuntimeError(f"{CHECK} answered {answer.status_code}: {answer.content!r}")
    say(f"\na check of {CHECKED:,} items: {min(took) * 1000:,.0f} ms")
    asked_for = [query["sql"] for query in (*one, *other)]
    count = sum("kb_allowance" not in sql for sql in asked_for)
    name = f"statements of a check of {CHECKED:,}"
    return Target(name, count, CHECK_STATEMENTS, at_most=True)


def pages() -> Iterator[Target]:
    """Ask for pages of every kind, and say which scan a big table, and how long."""
    source = sampled(Source)[SAMPLE // 2]
    say("\npages of 50: ms (best of 3), statements, scans of a big table")
    worst, scanned = 0.0, 0
    for each in LISTS:
        path = "/api/v1/" + each.format(source=source.key, doi=source.doi)
        call, took = product(path), []
        for _ in range(3):
            start = time.perf_counter()
            call()
            took.append(time.perf_counter() - start)
        asked = [sql for sql in statements(path) if not sql.startswith("EXPLAIN")]
        scans = [hit for sql in asked for hit in FORBIDDEN.findall(plan_of(sql))]
        found = f"{min(took) * 1000:8.1f}  {len(asked)}  {', '.join(scans) or '-':24}"
        say(f"  {found} {path}")
        worst, scanned = max(worst, min(took)), scanned + bool(scans)
    yield Target("the slowest page, s", worst, SLOW, at_most=True)


def filled(citations: int) -> None:
    """Fill the database, and say how long it took."""
    start = time.perf_counter()
    collection(citations, EVERY)
    say(f"\n{citations:,} citations, filled in {time.perf_counter() - start:.0f} s")


def measured(citations: int, before: dict[str, float]) -> Iterator[Target]:
    """Measure everything among so many; ``before`` are the costs among few."""
    now = costs()
    for name, cost in before.items():
        what = f"{name}: {citations:,} citations ÷ {FEW:,}"
        yield Target(what, now[name] / cost, GROWTH, at_most=True)
    yield one_statement()
    say("")
    yield from against_others()
    yield check()
    yield from pages()
    yield from exports(citations)


def main() -> None:
    """Measure at 10,000 and, if more are asked for, at that size."""
    citations = int(sys.argv[1]) if len(sys.argv) > 1 else FEW
    found = list(references())
    before: dict[str, float] = {}
    if citations > FEW:
        with bench_database():
            filled(FEW)
            before = costs()
    with bench_database():
        filled(citations)
        try:
            found += measured(citations, before)
        finally:
            hang_up()
    sys.exit(not told(found, say))


if __name__ == "__main__":
    main()
