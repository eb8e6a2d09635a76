"""``python -m tests.bench.dataset [FOLDER]``: the datasets whole, and pages on top.

O*NET 29.3 and ESCO 1.1.1 are imported, raced against plain COPY of the same rows, and
O*NET is approved; then everything else comes, and two pages are raced against
themselves on the starter pack alone. Ends with 0 only where every target is met.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_attest")
os.environ.setdefault("SECRET_KEY", "bench " * 10)  # as in production
os.environ.setdefault("ALLOWED_HOSTS", "localhost,testserver")
os.environ.setdefault("HTTPS", "0")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - after django.setup
from django.db import connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from kb.models import Release  # noqa: E402
from tests.bench.apart import Cost, apart  # noqa: E402
from tests.bench.ceiling import copy_back, dump, marks  # noqa: E402
from tests.bench.contestants import product  # noqa: E402
from tests.bench.database import bench_database, copied, speak_to  # noqa: E402
from tests.bench.rounds import race  # noqa: E402

ROOT = Path(__file__).parents[2]
FILES = ROOT.parent / "shared" / "data"
WHOLE = (
    ("onet", "29.3", "onet_29.3_text.zip"),
    ("esco", "1.1.1", "esco_1.1.1_en_csv.zip"),
)
OTHERS = (
    ("onet", "24.2", "onet_24.2_text.zip"),
    ("isco08", "08", "esco_1.1.1_en_csv.zip"),
    ("oews", "2021", "oews_national_2021.zip"),
    ("oews", "2024", "oews_national_2024.zip"),
    ("projections", "2022-32", "bls_projections_2022_32.zip"),
    ("crosswalk", "onet-soc-2010-2019", "crosswalks.zip"),
    ("crosswalk", "soc-2018", "crosswalks.zip"),
    ("crosswalk", "nesta-2020", "crosswalks.zip"),
    ("crosswalk", "nem-2022", "bls_projections_2022_32.zip"),
    ("exposure", "2024", "gpts_are_gpts.zip"),
    ("exposure", "2020", "nesta_automation_risk.zip"),
    ("exposure", "2025-02-10", "anthropic_economic_index_2025-02.zip"),
)
PAGES = (
    "/careers/backend-developer/skills/programming/",
    "/careers/backend-developer/",
)
ALONE, ALL = "starter pack alone", "everything imported"
SECONDS, MEGABYTES, OF_COPY, APPROVAL, DEARER = 120, 500, 0.7, 90, 1.4


def say(words: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Targets:
    """What was asked of this run, and whether all of it was met."""

    met = True

    def hold(self, told: str, *, met: bool) -> None:
        """Say a target and whether it was met."""
        self.met = self.met and met
        say(f"{'met   ' if met else 'MISSED'}  {told}")


def bring(folder: Path, database: str, source: str, release: str, name: str) -> Cost:
    """Import an edition by the command."""
    words = ("import_release", source, str(folder / name), "--release", release)
    cost = apart(database, *words, "--author", "bench-editor")
    rows = next(x for x in cost.said.splitlines() if x.startswith("all ")).split()[1]
    say(f"import  {source + ' ' + release:30} {int(rows):>8,} rows {cost}")
    return cost


def approve(database: str) -> dict[str, Cost]:
    """Approve all that waits for review; return the costs by pack."""
    packs = list(
        Release.objects.in_review().order_by("pk").values_list("pack", flat=True)
    )
    costs = {}
    for pack in packs:
        costs[pack] = apart(
            database, "release_approve", pack, "--reviewer", "bench-reviewer"
        )
        say(f"approve {pack:44} {costs[pack]}")
    return costs


def starter(database: str) -> None:
    """Load and approve the starter pack."""
    apart(database, "load_pack", str(ROOT / "seeds"), "--author", "bench-editor")
    apart(database, "release_approve", "starter", "--reviewer", "bench-reviewer")


def against_copy(folder: Path, database: str, targets: Targets) -> None:
    """Import O*NET and ESCO whole, and COPY the rows that this wrote elsewhere."""
    before = marks()
    with copied("copy") as other, tempfile.TemporaryDirectory() as rows:
        costs = [bring(folder, database, *one) for one in WHOLE]
        count = dump(Path(rows), before)
        speak_to(other)
        plain = copy_back(Path(rows), User.objects.get(username="bench-editor"))
    say(f"COPY    {'the same rows':30} {count:>8,} rows {plain}")
    clock = sum(cost.alone for cost in costs)
    peak = max(cost.peak for cost in costs)
    ratio = plain.alone / clock
    spent = plain.processor / sum(cost.processor for cost in costs)
    say("        seconds without those in which others had the processors:")
    targets.hold(f"{clock:.1f} s for both, of {SECONDS} s", met=clock <= SECONDS)
    targets.hold(f"{peak} MB at most, of {MEGABYTES} MB", met=peak <= MEGABYTES)
    targets.hold(f"{ratio:.2f} of plain COPY, of {OF_COPY}", met=ratio >= OF_COPY)
    say(f"        {spent:.2f} of plain COPY in time of processors")


def statements(path: str) -> int:
    """Return how many statements a page takes."""
    ask = product(path)
    ask()
    count = 0
    for alias in ("default", "reader"):
        with CaptureQueriesContext(connections[alias]) as queries:
            ask()
        count += len(queries)
    return count


def pages(databases: dict[str, str], targets: Targets) -> None:
    """Race each page on everything against itself on the starter pack alone."""

    def turn(name: str) -> None:
        speak_to(databases[name])

    for path in PAGES:
        counts = {}
        for name in databases:
            turn(name)
            counts[name] = statements(path)
        rates = race({name: product(path) for name in databases}, turn)
        cost = {rate.name: rate.cost for rate in rates}
        ratio = cost[ALL] / cost[ALONE]
        say(
            f"{path}\n        {cost[ALONE]:.1f} ms of processors alone, {cost[ALL]:.1f}"
        )
        targets.hold(
            f"{counts[ALL]} statements, {counts[ALONE]} alone",
            met=counts[ALL] == counts[ALONE],
        )
        rounds = " ".join(
            "/".join(f"{cost:.1f}" for cost in pair)
            for pair in zip(*(rate.costs for rate in rates), strict=True)
        )
        told = f"{ratio:.2f} times the cost, of {DEARER}: rounds {rounds}"
        targets.hold(told, met=ratio <= DEARER)


def main(folder: Path) -> int:
    """Measure all of it; return the exit code."""
    targets = Targets()
    database = connections["default"].settings_dict["NAME"]
    starter(database)
    with copied("starter") as alone:
        against_copy(folder, database, targets)
        again = [bring(folder, database, *one) for one in WHOLE]
        nothing = all("Nothing to review." in cost.said for cost in again)
        targets.hold("imported again: nothing to review", met=nothing)
        taken = approve(database)["onet-29-3"].alone
        targets.hold(f"{taken:.1f} s to approve, of {APPROVAL} s", met=taken < APPROVAL)
        for one in OTHERS:
            bring(folder, database, *one)
            approve(database)
        connections["default"].close()
        apart(database, "audit", "--verbosity", "0")
        pages({ALONE: alone, ALL: database}, targets)
        speak_to(database)
    return 0 if targets.met else 1


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else FILES
    missing = {name for _s, _r, name in WHOLE + OTHERS if not (given / name).exists()}
    if missing:
        sys.exit(f"Name the folder of the zips: {given} lacks {', '.join(missing)}.")
    with bench_database():
        code = main(given)
    sys.exit(code)
