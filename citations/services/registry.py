"""Taking over what registries tell of a source: its notices, once each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User

from citations.enums import NoticeKind, NoticeOrigin, Precision
from citations.fetch import Fetched, Net, Notice, Refused, look_up
from citations.identifiers import Identifier, Kind, normal_doi
from citations.identifiers.dates import Date, NotADateError, parse_date
from citations.models import Source, SourceNotice
from citations.services.people import check_editor
from citations.services.refusal import refusals, row_check

REGISTRY = {
    NoticeOrigin.PUBLISHER: "Crossref has it from the publisher",
    NoticeOrigin.RETRACTION_WATCH: "Crossref has it from Retraction Watch",
    NoticeOrigin.PUBMED: "PubMed tells of it",
    NoticeOrigin.ARXIV: "arXiv tells of it",
}


@dataclass(frozen=True)
class NoticeLook:
    """What registries told: notices that are not stored, and when they were asked.

    ``asked_at`` is None if nobody answered who tells of notices: then nothing is known,
    which is not the same as no notice. ``sentence`` says it to a person.
    """

    notices: tuple[SourceNotice, ...]
    asked_at: datetime.datetime | None
    sentence: str


@dataclass(frozen=True)
class NoticeSync:
    """What was taken over: new notices, and how many were here already."""

    new: tuple[SourceNotice, ...]
    known: int
    asked_at: datetime.datetime | None
    sentence: str


def notice_sync(*, source: Source, author: User, net: Net | None = None) -> NoticeSync:
    """Ask the registries about ``source`` and record what is new, in the same breath.

    A retraction that a registry tells suspends at once: see docs/adr/0017. Nothing is
    raised for what others answer; ``sentence`` tells it.
    """
    look = notices_look(source=source, net=net)
    return notices_take(source=source, look=look, author=author)


def notices_look(*, source: Source, net: Net | None = None) -> NoticeLook:
    """Ask the registries that know ``source`` by its identifiers; store nothing.

    The first that tells of notices is believed: Crossref, then PubMed, then arXiv.
    """
    sentences = []
    for identifier in _identifiers(source):
        found = look_up(identifier, net=net)
        if isinstance(found, Refused):
            sentences.append(found.sentence)
        elif found.updates is None:
            sentences.append(f"{identifier.normal}: its registry tells of no notices.")
        else:
            return _told(source, identifier, found)
    if not sentences:
        sentences = ["It has no DOI, PMID or arXiv id by which a registry knows it."]
    return NoticeLook((), None, " ".join(sentences))


def notices_take(*, source: Source, look: NoticeLook, author: User) -> NoticeSync:
    """Record what is new of ``look``, and that somebody asked.

    The same update is one notice, however often and by whomever it is told; one that an
    editor struck out is not brought back.
    """
    check_editor(author)
    with refusals():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        new = notices_new(source=locked, notices=look.notices)
        for notice in new:
            notice.recorded_by = author
            row_check(row=notice)
            notice.save()
        if look.asked_at is not None:
            Source.objects.filter(pk=locked.pk).update(notices_checked_at=look.asked_at)
    known = len(look.notices) - len(new)
    return NoticeSync(tuple(new), known, look.asked_at, look.sentence)


def notices_new(
    *, source: Source, notices: Iterable[SourceNotice]
) -> list[SourceNotice]:
    """Return those of ``notices`` that are not stored yet, each once, oldest first."""
    have = list(source.notices.all())
    new = []
    for notice in sorted(notices, key=lambda row: row.issued_on):
        if not any(_same(source, notice, other) for other in have):
            notice.source = source
            have.append(notice)
            new.append(notice)
    return new


def _same(source: Source, one: SourceNotice, other: SourceNotice) -> bool:
    """Tell whether two rows are one notice, perhaps told by two."""
    if one.kind != other.kind:
        return False
    if one.record_id and (one.origin, one.record_id) == (other.origin, other.record_id):
        return True
    same_day = one.issued_on == other.issued_on
    if one.doi and one.doi == other.doi:
        # A work that carries its notices itself lends its DOI to all of them.
        return one.doi != source.doi or same_day or one.precision == Precision.NONE
    if one.doi and other.doi:
        return False
    return same_day or (one.precision == Precision.NONE and not one.record_id)


def _identifiers(source: Source) -> list[Identifier]:
    found = []
    if source.doi:
        found.append(Identifier(Kind.DOI, source.doi))
    if source.pmid:
        found.append(Identifier(Kind.PMID, source.pmid))
    if source.arxiv:
        version = source.arxiv_version
        found.append(Identifier(Kind.ARXIV, source.arxiv, version=version))
    return found


def _told(source: Source, asked: Identifier, found: Fetched) -> NoticeLook:
    """Return what a registry that tells of notices said about this very work."""
    names = {asked.normal, normal_doi(source.doi), str(found.record.get("DOI", ""))}
    told = [
        notice_of(source=source, told=notice, today=found.fetched_at.date())
        for notice in found.updates or ()
        if notice.kind is not None and notice.about in names
    ]
    count = len(told)
    said = f"{count} notice{'' if count == 1 else 's'}" if count else "no notice"
    return NoticeLook(
        tuple(told), found.fetched_at, f"The registry tells of {said} about it."
    )


def notice_of(*, source: Source, told: Notice, today: datetime.date) -> SourceNotice:
    """Return what a registry told as a notice, not stored. ``told.kind`` is known."""
    kind = NoticeKind(told.kind or NoticeKind.CORRECTION)
    issued_on, precision = date_of(issued=told.issued, kind=kind, today=today)
    known = told.source in NoticeOrigin.values
    origin = NoticeOrigin(told.source) if known else NoticeOrigin.PUBLISHER
    by_pubmed = origin == NoticeOrigin.PUBMED
    record = told.by if by_pubmed else told.record_id
    numbered = f", record {record}" if record else ""
    what = (told.label or told.type).strip().rstrip(".")
    return SourceNotice(
        source=source,
        kind=kind,
        issued_on=issued_on,
        precision=precision,
        doi="" if by_pubmed or len(told.by) > 200 else told.by,
        url=f"https://pubmed.ncbi.nlm.nih.gov/{told.by}/" if by_pubmed else "",
        reason=f"{what[:1].upper()}{what[1:500]}. {REGISTRY[origin]}{numbered}.",
        origin=origin,
        record_id=record if len(record) <= 40 else "",
    )


def date_of(
    *, issued: str, kind: NoticeKind, today: datetime.date
) -> tuple[datetime.date, Precision]:
    """Return the day to store for the date of a notice, and how much of it is told.

    Of a month or a year it is the last day, and of a reinstatement the first, so that
    doubt outlasts what is not told; without a date, or with one to come, it is today.
    """
    try:
        date = parse_date(issued)
        first, last = (datetime.date(*bound) for bound in date.bounds())
    except (NotADateError, ValueError):
        return today, Precision.NONE
    if first > today:
        return today, Precision.NONE
    day = first if kind == NoticeKind.REINSTATEMENT else min(last, today)
    return day, _precision(date)


def _precision(date: Date) -> Precision:
    if date.day:
        return Precision.DAY
    return Precision.MONTH if date.month and date.month <= 12 else Precision.YEAR
