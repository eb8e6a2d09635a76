"""``make bench``: what loading costs, and how near pages are to the raw ceiling."""

import json
import os
import sys
import time
from io import StringIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_attest")
os.environ.setdefault("API_REQUESTS_A_MINUTE", "100000000")
django.setup()

from django.core.management import call_command  # noqa: E402 - after django.setup
from django.db import connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from kb.models import Finding  # noqa: E402
from tests.bench.capture import capture  # noqa: E402
from tests.bench.contestants import (  # noqa: E402
    citations_ceiling,
    hang_up,
    pair_ceiling,
    product,
)
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.rounds import Call, race  # noqa: E402

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAIR = "/careers/backend-developer/skills/programming/"
SMALL = Path(__file__).parent.parent / "packs" / "small"
FEW = "/careers/knitter/skills/knitting/"
STATEMENTS_OF = (PAIR, "/careers/backend-developer/skills/bentoml/", f"/api/v1{PAIR}")
TARGET_SECONDS = 15


def say(text: str) -> None:
    """Print a line at once, so that whoever watches sees where the run is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def load() -> None:
    """Load and approve the starter pack, and say what each took."""
    out = StringIO()
    start = time.perf_counter()
    call_command("load_pack", SEEDS, author="bench-editor", stdout=out)
    loaded = time.perf_counter()
    call_command("release_approve", "starter", reviewer="bench-reviewer", stdout=out)
    approved = time.perf_counter()
    total = next(line for line in out.getvalue().splitlines() if line.startswith("all"))
    rows = int(total.split()[1])
    published = Finding.objects.published().count()
    say(f"load:    {rows} rows in {loaded - start:.2f} s")
    say(f"         {rows / (loaded - start):,.0f} rows/s")
    say(f"approve: {published} findings in {approved - loaded:.2f} s")
    say(f"both:    {approved - start:.2f} s, of {TARGET_SECONDS} s at most")


def few() -> None:
    """Say what a page takes where hardly anything is known, before the pack comes."""
    out = StringIO()
    call_command("load_pack", SMALL, author="bench-editor", stdout=out)
    call_command("release_approve", "small", reviewer="bench-reviewer", stdout=out)
    for path in (FEW, f"/api/v1{FEW}"):
        statements(path)
    say("")


def statements(path: str) -> None:
    """Say how many statements a page takes, and how many findings it shows."""
    ask = product(path)
    ask()
    count = 0
    for alias in ("default", "reader"):
        with CaptureQueriesContext(connections[alias]) as queries:
            ask()
        count += len(queries)
    pair = path.removeprefix("/api/v1")
    findings = len(json.loads(product(f"/api/v1{pair}")())["findings"])
    say(f"{count:>3} statements for {findings:>2} findings  {path}")


def compare(title: str, contestants: dict[str, Call]) -> None:
    """Race the product against its ceiling and print every round."""
    say(f"\n{title}")
    rates = race(contestants)
    ceiling = rates[0]
    for rate in rates:
        rounds = " ".join(f"{figure:.0f}" for figure in rate.rounds)
        say(
            f"  {rate.name:28} best {rate.best:7.1f}/s  median {rate.middle:7.1f}/s"
            f"  ratio {rate.best / ceiling.best:.2f}  rounds {rounds}"
        )


def main() -> None:
    """Run everything once, on a database made for it."""
    with bench_database():
        few()
        load()
        say("")
        for path in STATEMENTS_OF:
            statements(path)
        compare(
            "the page of a pair, against its statements alone",
            {
                "ceiling: raw SQL and json": pair_ceiling(
                    "backend-developer", "programming"
                ),
                "page (HTML)": product(PAIR),
                "document (JSON)": product(f"/api/v1{PAIR}"),
            },
        )
        compare(
            "50 citations with their source, against one statement",
            {
                "ceiling: raw SQL and json": citations_ceiling(),
                "list (JSON)": product("/api/v1/citations/?limit=50"),
            },
        )
        capture(say)
        hang_up()


if __name__ == "__main__":
    main()
