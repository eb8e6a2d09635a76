"""10,000 BibTeX records staged, matched and applied, and what each stage takes."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from citations.formats.bibtex import to_bibtex
from citations.models import ImportBatch
from citations.services.capture import import_apply, import_stage
from citations.services.capture.reading import pasted

SAMPLE = Path(__file__).parent.parent / "citations" / "formats" / "sample.json"
RECORDS = 10_000
TARGET = 1_000
Say = Callable[[str], None]


def capture(say: Say) -> None:
    """Bring in real records with numbers behind their names, twice."""
    author = User.objects.get(username="bench-editor")
    text = bibtex(RECORDS)
    say(f"\n{RECORDS:,} BibTeX records, {len(text) / 1e6:.1f} MB")
    took: dict[str, float] = {}
    with timed(took, "parsing alone"):
        pasted(text)
    with timed(took, "staging (parsed, matched, stored)"):
        batch = import_stage(given=text, author=author, label="bench.bib")
    with timed(took, "applying"):
        applied = import_apply(batch=batch, author=author)
    both = took["staging (parsed, matched, stored)"] + took["applying"]
    for what, seconds in took.items():
        say(f"  {what:36} {seconds:6.2f} s  {RECORDS / seconds:7,.0f} records/s")
    say(
        f"  {'both':36} {both:6.2f} s  {RECORDS / both:7,.0f} records/s,"
        f" of {TARGET:,} at least"
    )
    say(f"  {applied.created:,} created, {applied.failed} refused")
    with timed(took, "again"):
        again = import_stage(given=text, author=author, label="again.bib")
    say(
        f"  {'staging the same again':36} {took['again']:6.2f} s "
        f" {RECORDS / took['again']:7,.0f} records/s, all {known(again):,} known"
    )


def known(batch: ImportBatch) -> int:
    """Return how many rows of a batch are sources that are here."""
    return batch.rows.filter(status="known").count()


def bibtex(count: int) -> str:
    """Return ``count`` entries made of real records, none of them the same work."""
    return to_bibtex(different(count))


def different(count: int) -> Iterator[dict[str, Any]]:
    """Yield real records over and over, each with a number behind what names it."""
    sample = json.loads(SAMPLE.read_text())
    for number in range(count):
        record = dict(sample[number % len(sample)]["record"])
        record["id"] = f"entry-{number}"
        record["title"] = f"{record.get('title', 'Proceedings')} {number}"
        if record.get("DOI"):
            record["DOI"] = f"{record['DOI']}.{number}"
        for name in ("ISBN", "PMID", "URL"):
            record.pop(name, None)
        yield record


@contextmanager
def timed(took: dict[str, float], what: str) -> Iterator[None]:
    """Keep what the block took."""
    start = time.perf_counter()
    yield
    took[what] = time.perf_counter() - start
