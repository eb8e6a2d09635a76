"""Notices that registries tell, from recorded answers: each once, dated as told."""

import datetime
import json
from typing import Any

import httpx
import pytest
from django.core.exceptions import PermissionDenied

from citations.enums import NoticeKind, Precision
from citations.fetch import Net, Notice
from citations.models import Source, SourceNotice
from citations.services import NoticeSync, notice_record, notice_sync
from citations.services.registry import date_of, notice_of
from tests import make
from tests.citations.fetch.stub import NOW, answering, recorded
from tests.sql import value

TODAY = NOW.date()
RETRACTED = "10.1016/s0140-6736(97)11096-0"
WHERE = "crossref_retracted.json"


def telling(*names: str) -> Net:
    """Return a net that gives recorded answers in turn."""
    net, _ = answering(*[httpx.Response(200, content=recorded(name)) for name in names])
    return net


def synced(source: Source, *names: str) -> NoticeSync:
    """Ask about a source and take over what a recorded answer tells."""
    return notice_sync(source=source, author=make.editor(), net=telling(*names))


def changed(**members: Any) -> bytes:
    """Return the recorded retraction with members of its update changed."""
    answer = json.loads(recorded(WHERE))
    (correction, retraction) = answer["message"]["updated-by"]
    answer["message"]["updated-by"] = [correction, retraction | members]
    return json.dumps(answer).encode()


def test_a_retraction_that_crossref_tells_counts_at_once() -> None:
    finding = make.published(source=make.source(doi=RETRACTED))
    done = synced(finding.source, WHERE)
    assert len(done.new) == 2
    finding.refresh_from_db()
    assert finding.state == "suspended"
    assert "retraction of 2010-02-06" in finding.state_reason
    told = {notice.kind: notice for notice in finding.source.notices.all()}
    retraction = told["retraction"]
    assert retraction.doi == "10.1016/s0140-6736(10)60175-4"
    assert (retraction.origin, retraction.record_id) == ("retraction-watch", "4036")
    assert "Retraction Watch, record 4036" in retraction.reason
    assert told["correction"].issued_on == datetime.date(2004, 3, 6)
    finding.source.refresh_from_db()
    assert finding.source.notices_checked_at == NOW


def test_the_same_update_is_one_notice() -> None:
    source = make.source(doi=RETRACTED)
    synced(source, WHERE)
    again = synced(source, WHERE)
    assert (again.new, again.known) == ((), 2)
    assert source.notices.count() == 2


def test_what_an_editor_recorded_is_not_recorded_again() -> None:
    source = make.source(doi=RETRACTED)
    notice_record(
        source=source,
        kind=NoticeKind.RETRACTION,
        issued_on=datetime.date(2010, 2, 2),
        doi="https://doi.org/10.1016/S0140-6736(10)60175-4",
        reason="The panel found the children were chosen.",
        recorded_by=make.editor(),
    )
    done = synced(source, WHERE)
    assert [notice.kind for notice in done.new] == ["correction"]


def test_what_an_editor_struck_out_is_not_brought_back() -> None:
    source = make.source(doi=RETRACTED)
    synced(source, WHERE)
    make.notice(
        source=source,
        kind="error",
        revokes=source.notices.get(kind="retraction"),
        reason="Another paper.",
    )
    assert synced(source, WHERE).new == ()
    assert value("SELECT citations_standing(%s)", source.pk) == "corrected"


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("crossref_new_version.json", []),
        ("crossref_corrected.json", ["correction"]),
        ("crossref_no_date.json", []),
    ],
)
def test_what_takes_nothing_back_is_no_retraction(name: str, kinds: list[str]) -> None:
    doi = json.loads(recorded(name))["message"]["DOI"].lower()
    source = make.source(doi=doi)
    done = synced(source, name)
    assert [notice.kind for notice in done.new] == kinds
    source.refresh_from_db()
    assert source.notices_checked_at == NOW


def test_a_notice_about_another_work_is_not_ours() -> None:
    """The notice of a retraction is a work too; it is not itself retracted."""
    source = make.source(doi="10.1016/s0140-6736(10)60175-4")
    assert synced(source, "crossref_retraction_notice.json").new == ()
    assert value("SELECT citations_stands(%s)", source.pk) is True


@pytest.mark.parametrize(
    ("members", "day", "precision"),
    [
        ({"updated": {"date-parts": [[2010, 2]]}}, "2010-02-28", "month"),
        ({"updated": {"date-parts": [[2010]]}}, "2010-12-31", "year"),
        ({"updated": None}, TODAY.isoformat(), "none"),
        ({"updated": {"date-parts": [[2110, 1, 1]]}}, TODAY.isoformat(), "none"),
        ({"updated": {"date-parts": [[None]]}}, TODAY.isoformat(), "none"),
        ({"updated": {"date-parts": [[2026]]}}, TODAY.isoformat(), "year"),
    ],
)
def test_a_date_is_stored_as_far_as_it_is_told(
    members: dict[str, Any], day: str, precision: str
) -> None:
    source, person = make.source(doi=RETRACTED), make.editor()
    for _ in "ab":
        net, _asked = answering(httpx.Response(200, content=changed(**members)))
        notice_sync(source=source, author=person, net=net)
    notice = source.notices.get(kind="retraction")
    assert (notice.issued_on.isoformat(), notice.precision) == (day, precision)


def test_a_reinstatement_of_a_year_lifts_no_more_than_it_must() -> None:
    kind = NoticeKind.REINSTATEMENT
    assert date_of(issued="2024", kind=kind, today=TODAY) == (
        datetime.date(2024, 1, 1),
        Precision.YEAR,
    )


@pytest.mark.parametrize("doi", [True, False])
def test_a_notice_of_pubmed_names_its_record(*, doi: bool) -> None:
    told = Notice(
        NoticeKind.RETRACTION,
        "retraction",
        "Retraction in",
        "1",
        "22",
        "2010",
        "pubmed",
    )
    notice = notice_of(source=make.source(), told=told, today=TODAY)
    assert (notice.doi, notice.record_id) == ("", "22")
    assert notice.url == "https://pubmed.ncbi.nlm.nih.gov/22/"


@pytest.mark.parametrize("status", [404, 500])
def test_unknown_is_not_none(status: int) -> None:
    source = make.source(doi="10.1000/x")
    net, _asked = answering(*[httpx.Response(status)] * 6)
    done = notice_sync(source=source, author=make.editor(), net=net)
    assert done.asked_at is None
    assert done.sentence
    source.refresh_from_db()
    assert source.notices_checked_at is None


def test_a_source_without_identifiers_is_told_so() -> None:
    done = notice_sync(source=make.source(), author=make.editor(), net=telling())
    assert "no DOI" in done.sentence
    assert done.asked_at is None


def test_only_an_editor_takes_over() -> None:
    source = make.source(doi=RETRACTED)
    with pytest.raises(PermissionDenied):
        notice_sync(source=source, author=make.reviewer(), net=telling(WHERE))
    assert not SourceNotice.objects.exists()
