"""``python -m tests.bench.api [CITATIONS]``: the list of citations at any size.

10,000 by default, as CI has them; a million on demand. What is compared answers the
same rows: the product by its WSGI door, raw WSGI over one statement written by hand,
and the same list by a ModelSerializer of DRF.
"""

import json
import os
import re
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_api_attest")
os.environ.setdefault("API_REQUESTS_A_MINUTE", "100000000")
os.environ.setdefault("SECRET_KEY", "bench " * 10)  # as in production
os.environ.setdefault("ALLOWED_HOSTS", "localhost,testserver")
os.environ.setdefault("HTTPS", "0")
django.setup()

from django.db import connections  # noqa: E402 - after django.setup
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.bench.contestants import hang_up, product  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.many import EVERY, collection  # noqa: E402
from tests.bench.peers import by_hand, by_model_serializer  # noqa: E402
from tests.bench.rounds import Call, Rate, race  # noqa: E402
from tests.bench.targets import Target, told  # noqa: E402

CITATIONS = 10_000
LIST = "/api/v1/citations/?limit=50"
TARGETS = (0.55, 5.0)
"""Of the ceiling at least; times the ModelSerializer at least."""
BIG = "citations_citation|citations_reading|citations_source|kb_findingcitation"
FORBIDDEN = re.compile(rf"Seq Scan on ({BIG})\b")


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def rows_of(answer: bytes) -> list[dict[str, object]]:
    """Return the rows of an answer."""
    found: list[dict[str, object]] = json.loads(answer)["results"]
    return found


def statements(path: str) -> list[str]:
    """Return the statements that read what an address answers."""
    ask = product(path)
    ask()
    with CaptureQueriesContext(connections["reader"]) as caught:
        ask()
    return [query["sql"] for query in caught]


def plan_of(sql: str) -> str:
    """Return how PostgreSQL answers a statement."""
    with connections["reader"].cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def deep(pages: int) -> str:
    """Return the address of a page far down the list."""
    address = LIST
    for _ in range(pages):
        onward = str(json.loads(product(address)())["next"])
        address = onward[onward.index("/api/") :]
    return address


def compared() -> list[Rate]:
    """Race the three, once it is sure that they answer the same."""
    ours, ceiling, peer = product(LIST), by_hand(), by_model_serializer()
    first = rows_of(ours())
    if not first == rows_of(ceiling()) == rows_of(peer()):
        raise RuntimeError("They do not answer the same rows.")
    contestants: dict[str, Call] = {
        "ceiling: raw WSGI, one statement by hand": ceiling,
        "product": ours,
        "DRF ModelSerializer, prefetched": peer,
    }
    rates = race(contestants)
    for rate in rates:
        rounds = " ".join(f"{figure:.0f}" for figure in rate.rounds)
        say(
            f"  {rate.name:42} {rate.cost:6.2f} ms of processor time"
            f"  of ceiling {rates[0].cost / rate.cost:.2f}"
            f"  best {rate.best:.0f}/s  rounds {rounds}"
        )
    return rates


def against_others() -> list[Target]:
    """Race the list against its ceiling and a ModelSerializer."""
    rates = compared()
    shares = (rates[0].cost / rates[1].cost, rates[2].cost / rates[1].cost)
    names = ("list of 50 ÷ ceiling", "list of 50 ÷ ModelSerializer")
    return [Target(*each) for each in zip(names, shares, TARGETS, strict=True)]


def main() -> None:
    """Fill a database made for it, and say what the list costs."""
    citations = int(sys.argv[1]) if len(sys.argv) > 1 else CITATIONS
    with bench_database():
        start = time.perf_counter()
        collection(citations, EVERY)
        say(f"{citations:,} citations in {time.perf_counter() - start:.1f} s")
        far = deep(20)
        for path in (LIST, far):
            asked = statements(path)
            scans = [hit for sql in asked for hit in FORBIDDEN.findall(plan_of(sql))]
            found = f"{len(asked)} statement, {len(scans)} scans of a big table"
            say(f"{found}  {path[:60]}")
        held = told(against_others(), say)
        hang_up()
    sys.exit(not held)


if __name__ == "__main__":
    main()
