"""Writing the figures of a dataset: findings in review with all their parts."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone

from citations.enums import Confirmation, LocatorLabel, Read
from citations.models import Citation, Reading
from kb.enums import State
from kb.formats.dataset.items import Claim
from kb.models import Estimate, Finding, FindingCitation, Measure, Subject
from kb.models.vocabulary import Topic
from kb.services.dataset.bulk import copy_in, json_text, take_ids
from kb.services.dataset.state import Import

SubjectRow = tuple[int | None, int | None, int | None, str]
"""Career, skill, task and group of a subject."""


class Ready(NamedTuple):
    """A claim that is new or changed, and what it is written as.

    ``row`` is the finding in work that it is written over, 0 for a new row. ``place``
    is the key of its citation, which is used again if it is there; ``like`` is a
    finding of the same content whose citation is used instead, 0 for none.
    """

    claim: Claim
    subjects: list[SubjectRow]
    version: int
    digest: str
    row: int
    place: str
    like: int


FINDING = (
    *("id", "key", "version", "state", "source_id", "topic_id", "kind", "design"),
    *("direction", "headline", "statement", "population", "places", "period_start"),
    *("period_end", "comparison", "limitations", "note", "release_id"),
    *("entry_digest", "author_id", "created_at", "state_reason"),
)
SUBJECT = ("finding_id", "position", "career_id", "skill_id", "task_id", "group")
ESTIMATE = (
    *("finding_id", "position", "measure_id", "label", "value", "category"),
    *("missing", "low", "high", "interval", "ci_level", "se", "rse", "n", "n_approx"),
    *("n_unit", "base", "quantile", "currency", "price_year", "area"),
    *("period_start", "period_end", "qualifier", "comparison", "confirmation"),
)
CITATION = ("id", "key", "source_id", "label", "locator", "note", "quote")
READING = (
    *("citation_id", "position", "read", "confirmation", "address", "says"),
    *("read_by_id", "recorded_at"),
)


REWRITTEN = (
    *("state", "source_id", "topic_id", "kind", "design", "direction", "headline"),
    *("statement", "population", "places", "period_start", "period_end"),
    *("comparison", "limitations", "note", "release_id", "entry_digest"),
)

Rows = list[tuple[int, Ready]]
"""Findings by their row number."""


def write_findings(load: Import, ready: list[Ready]) -> None:
    """Write findings in review with all their parts, one table after the other."""
    load.open_release()
    new = [one for one in ready if not one.row]
    over = [(one.row, one) for one in ready if one.row]
    places = _own_places(ready)
    rows = list(zip(take_ids(Finding, len(new)), new, strict=True))
    topics = dict(Topic.objects.values_list("key", "pk"))
    copy_in(Finding, FINDING, (_finding(load, *row, topics) for row in rows))
    _rewrite(load, over, topics)
    rows += over
    load.tally.step("subjects")
    copy_in(Subject, SUBJECT, _subject_rows(rows))
    load.tally.step("estimates")
    measures = dict(Measure.objects.values_list("key", "pk"))
    copy_in(Estimate, ESTIMATE, _estimate_rows(rows, measures))
    load.tally.step("citations")
    _put_places(load, ready, places)
    copy_in(
        FindingCitation,
        ["finding_id", "citation_id", "position"],
        ((number, places[one.place], 0) for number, one in rows),
    )


def _finding(
    load: Import, number: int, one: Ready, topics: dict[str, int]
) -> tuple[object, ...]:
    c = one.claim
    return (
        *(number, f"{load.pack}-{c.key}", one.version, State.IN_REVIEW.value),
        *(load.source.pk, topics[c.topic], c.kind, c.design, c.direction),
        *(c.headline, c.statement, c.population, json_text(c.places)),
        *(c.period_start, c.period_end, c.comparison, json_text(c.limitations)),
        *(c.note, load.open_release().pk, one.digest, load.author.pk),
        *(timezone.now(), ""),
    )


def _rewrite(load: Import, over: Rows, topics: dict[str, int]) -> None:
    """Write findings in work anew, without the parts that they had."""
    numbers = [number for number, _one in over]
    if not numbers:
        return
    for part in (Estimate, Subject, FindingCitation):
        part.objects.filter(finding_id__in=numbers).delete()
    stored = Finding.objects.in_bulk(numbers)
    for number, one in over:
        cells = dict(zip(FINDING, _finding(load, number, one, topics), strict=True))
        for name in REWRITTEN:
            setattr(stored[number], name, cells[name])
        stored[number].places = list(one.claim.places)
        stored[number].limitations = list(one.claim.limitations)
    names = [name.removesuffix("_id") for name in REWRITTEN]
    Finding.objects.bulk_update(stored.values(), names, batch_size=1_000)


def _subject_rows(rows: Rows) -> Iterator[tuple[object, ...]]:
    for number, one in rows:
        for position, subject in enumerate(one.subjects):
            yield number, position, *subject


def _estimate_rows(
    rows: Rows, measures: dict[str, int]
) -> Iterator[tuple[object, ...]]:
    for number, one in rows:
        for position, f in enumerate(one.claim.figures):
            yield (
                *(number, position, measures[f.measure], f.label, f.value, f.category),
                *(f.missing, f.low, f.high, f.interval, f.ci_level, f.se, f.rse, f.n),
                *(False, f.n_unit, f.base, f.quantile, f.currency, f.price_year),
                *(f.area, f.period_start, f.period_end, f.qualifier, f.comparison),
                Confirmation.DATASET.value,
            )


def _own_places(ready: list[Ready]) -> dict[str, int]:
    """Return the row numbers of citations that are here already, by their new keys."""
    again = [one.place for one in ready if one.row or one.version > 1]
    places = dict(Citation.objects.filter(key__in=again).values_list("key", "pk"))
    like = {one.like: one.place for one in ready if one.like}
    cited = FindingCitation.objects.filter(finding_id__in=like)
    for finding, citation in cited.values_list("finding_id", "citation_id"):
        places[like[finding]] = citation
    return places


def _put_places(load: Import, ready: list[Ready], places: dict[str, int]) -> None:
    """Write the citations that ``places`` lacks, a reading each; note them there."""
    new = [one for one in ready if one.place not in places]
    ids = take_ids(Citation, len(new))
    places.update(zip((one.place for one in new), ids, strict=True))
    copy_in(
        Citation,
        CITATION,
        (
            (
                *(places[one.place], one.place, load.source.pk),
                *(LocatorLabel.FILE_ROW.value, locator(one.claim), "", ""),
            )
            for one in new
        ),
    )
    title, now = load.dataset.origin.title, timezone.now()
    copy_in(
        Reading,
        READING,
        (
            (
                *(places[one.place], 0, Read.DATASET_ROW.value),
                *(Confirmation.DATASET.value, f"{title}, {one.claim.at.file}"),
                *(one.claim.says, load.author.pk, now),
            )
            for one in new
        ),
    )


def locator(claim: Claim) -> str:
    """Return where a claim stands in its release: file and row."""
    return f"{claim.at.file}, row {claim.at.row}"
