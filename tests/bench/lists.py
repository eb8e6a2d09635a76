"""``python -m tests.bench.lists [FINDINGS]``: the admin's lists at 300,000 findings."""

import os
import re
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_lists_attest")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - after django.setup
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from kb.selectors.queues import QUEUES  # noqa: E402
from tests.bench.bulk import without_triggers  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.many import EVERY, MODELS, fill  # noqa: E402

FINDINGS = 300_000
BUDGET = 12
ROUNDS = 3
LISTS = (
    "",
    *(f"kb/{name}/" for name in ("finding", "review", "findingeditor", "release")),
    *(f"citations/{name}/" for name in ("source", "citation", "organization")),
    *("careers/career/", "careers/skill/"),
    "kb/finding/?state__exact=published",
    "kb/finding/?state__exact=published&p=50",
    "kb/finding/?q=bulk-7",
    *(f"queues/{queue.key}/" for queue in QUEUES),
)
UNBOUNDED = re.compile(r"^SELECT COUNT\((?!.*LIMIT)", re.IGNORECASE | re.DOTALL)


def client_of_both_roles() -> Client:
    """Return a client in which somebody who sees everything is signed in."""
    person = User.objects.create(username="bench-both", is_staff=True)
    person.groups.set(
        User.objects.get(username=name).groups.get()
        for name in ("bench-editor", "bench-reviewer")
    )
    client = Client()
    client.force_login(person)
    return client


def main() -> None:
    """Fill a database made for it, and say what each list costs."""
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS
    with bench_database():
        start = time.perf_counter()
        people = {user.username: user.pk for user in User.objects.all()}
        with without_triggers(MODELS):
            fill(
                findings,
                author=people["bench-editor"],
                reviewer=people["bench-reviewer"],
                states=EVERY,
            )
        sys.stdout.write(
            f"{findings:,} findings in {time.perf_counter() - start:.1f} s\n"
            "statements  unbounded counts  ms (best of 3)  list\n"
        )
        client = client_of_both_roles()
        worst = max(measure(client, f"/admin/{path}") for path in LISTS)
    sys.stdout.write(f"at most {worst} statements, of {BUDGET}\n")
    sys.exit(worst > BUDGET)


def measure(client: Client, path: str) -> int:
    """Print what a list costs, and return how many statements it takes."""
    best = float("inf")
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as caught:
            start = time.perf_counter()
            answer = client.get(path)
            best = min(best, time.perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    whole = [q["sql"] for q in caught if UNBOUNDED.search(q["sql"])]
    slow = max(caught, key=lambda query: float(query["time"]))
    sys.stdout.write(
        f"{len(caught):>10}  {len(whole):>16}  {best * 1000:>14.0f}  {path}"
        f"  (slowest statement {float(slow['time']) * 1000:.0f} ms)\n"
    )
    if "-v" in sys.argv:
        sys.stdout.write(f"    {slow['sql'][:600]}\n")
    sys.stdout.flush()
    return len(caught)


if __name__ == "__main__":
    main()
