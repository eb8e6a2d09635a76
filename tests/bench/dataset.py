"""``python -m tests.bench.dataset``: O*NET 29.3 whole, imported and approved."""

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TEST_DATABASE", "bench_attest")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - after django.setup

from kb.exchange.dataset import dataset_for  # noqa: E402
from kb.formats.dataset import open_archive  # noqa: E402
from kb.models import Release  # noqa: E402
from kb.services import dataset_load, release_approve  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.retraction import server_seconds  # noqa: E402

FILES = Path(__file__).parents[2] / ".." / "shared" / "data" / "onet_29.3_text.zip"


def say(words: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def timed(what: str, act: Callable[[], object]) -> object:
    """Do something and say what it took: by the clock, and of two processors."""
    clock, own, server = time.perf_counter(), time.process_time(), server_seconds()
    done = act()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(
        f"{what:10} {time.perf_counter() - clock:7.1f} s, of it "
        f"{time.process_time() - own:6.1f} s here and "
        f"{server_seconds() - server:6.1f} s in PostgreSQL; at most {peak} MB here"
    )
    return done


def main(path: Path) -> None:
    """Import, import again, approve."""
    author = User.objects.get(username="bench-editor")
    reviewer = User.objects.get(username="bench-reviewer")

    def load() -> None:
        with open_archive([path]) as archive:
            dataset = dataset_for("onet", archive, "29.3")
            tally = dataset_load(dataset=dataset, author=author).tally
            added, changed = tally.added.total(), tally.changed.total()
            say(f"{added:,} rows added, {changed:,} changed")

    timed("import", load)
    timed("again", load)
    release = Release.objects.get(pack="onet-29-3")
    timed("approve", lambda: release_approve(release=release, reviewer=reviewer))


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else FILES
    if not given.exists():
        sys.exit(f"Name the zip of O*NET 29.3: there is no {given.name} here.")
    with bench_database():
        main(given)
