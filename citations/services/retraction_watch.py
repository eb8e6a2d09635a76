"""Taking over the table of Retraction Watch: what it says of sources that are here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from citations.enums import NoticeKind, NoticeOrigin
from citations.formats.retraction_watch import Faulty, Record
from citations.models import Source, SourceNotice
from citations.services.people import check_editor
from citations.services.refusal import refusals
from citations.services.registry import NoticeLook, notices_take

KINDS = {
    "retraction": NoticeKind.RETRACTION,
    "correction": NoticeKind.CORRECTION,
    "expression of concern": NoticeKind.CONCERN,
    "reinstatement": NoticeKind.REINSTATEMENT,
}
AT_ONCE = 1_000


@dataclass(frozen=True)
class ImportedLine:
    """What became of one line of the file: new, known or faulty, and where or why."""

    line: int
    record_id: str
    outcome: str
    source: str
    said: str


@dataclass
class NoticeImport:
    """What an import read and did. ``lines`` leaves out those about other sources."""

    read: int = 0
    matched: int = 0
    new: int = 0
    known: int = 0
    unmatched: int = 0
    faulty: int = 0
    mended: int = 0
    lines: list[ImportedLine] = field(default_factory=list)


def notices_import(*, records: Iterable[Record | Faulty], author: User) -> NoticeImport:
    """Record every notice about a source that is here, all in one transaction.

    A source is known by its DOI or its PMID; where the two name two sources, both are
    versions of the paper, and both get the notice. A record that was taken over before
    is known, whatever else changed in it.
    """
    check_editor(author)
    done = NoticeImport()
    wanted: dict[int, tuple[Source, list[tuple[Record, SourceNotice]]]] = {}
    with refusals():
        for batch in _batches(records):
            _match(batch, wanted, done)
        # In the order of their numbers: two imports, or an import and a publication,
        # then wait for each other and not crosswise.
        for number in sorted(wanted):
            source, told = wanted[number]
            _take(source, told, author, done)
    done.lines.sort(key=lambda line: line.line)
    return done


def _batches(records: Iterable[Record | Faulty]) -> Iterator[list[Record | Faulty]]:
    """Yield the lines by the thousand: a file may hold any number of them."""
    lines = iter(records)
    while batch := list(islice(lines, AT_ONCE)):
        yield batch


def _match(
    batch: list[Record | Faulty],
    wanted: dict[int, tuple[Source, list[tuple[Record, SourceNotice]]]],
    done: NoticeImport,
) -> None:
    """Find the sources that a batch of lines is about."""
    records = [line for line in batch if isinstance(line, Record)]
    dois = {record.paper_doi for record in records} - {""}
    pmids = {record.paper_pmid for record in records} - {""}
    here = list(Source.objects.filter(Q(doi__in=dois) | Q(pmid__in=pmids)))
    by_doi = {source.doi: source for source in here if source.doi}
    by_pmid = {source.pmid: source for source in here if source.pmid}
    for line in map(_timely, batch):
        done.read += 1
        if isinstance(line, Faulty):
            done.faulty += 1
            done.lines.append(
                ImportedLine(line.line, line.record_id, "faulty", "", line.why)
            )
            continue
        done.mended += line.mended
        named = (by_doi.get(line.paper_doi), by_pmid.get(line.paper_pmid))
        found = {source.pk: source for source in named if source}
        done.matched += bool(found)
        done.unmatched += not found
        for source in found.values():
            pair = (line, _notice(source, line))
            wanted.setdefault(source.pk, (source, []))[1].append(pair)


def _timely(line: Record | Faulty) -> Record | Faulty:
    """Return a line, or why not if its date is to come."""
    tomorrow = timezone.now().date() + timedelta(days=1)
    if isinstance(line, Faulty) or line.issued_on <= tomorrow:
        return line
    return Faulty(line.line, line.record_id, f"{line.issued_on} is of the future.")


def _take(
    source: Source,
    told: list[tuple[Record, SourceNotice]],
    author: User,
    done: NoticeImport,
) -> None:
    """Record what is new of what is told about one source."""
    look = NoticeLook(tuple(notice for _, notice in told), timezone.now(), "")
    taken = {
        id(notice)
        for notice in notices_take(source=source, look=look, author=author).new
    }
    for record, notice in told:
        is_new = id(notice) in taken
        done.new += is_new
        done.known += not is_new
        done.lines.append(
            ImportedLine(
                record.line,
                record.record_id,
                "new" if is_new else "known",
                source.key,
                f"{notice.kind} of {notice.issued_on}",
            )
        )


def _notice(source: Source, record: Record) -> SourceNotice:
    reasons = f": {record.reasons}" if record.reasons else ""
    return SourceNotice(
        source=source,
        kind=KINDS[record.nature],
        issued_on=record.issued_on,
        doi=record.doi,
        reason=f"{record.nature.capitalize()}{reasons}. Retraction Watch tells of it, "
        f"record {record.record_id}.",
        origin=NoticeOrigin.RETRACTION_WATCH,
        record_id=record.record_id,
    )
