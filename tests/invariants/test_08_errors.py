"""8. A notice recorded by mistake is struck out, and standing passes over both."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from citations.enums import NoticeKind
from citations.models import Source, SourceNotice
from citations.services import notice_record
from kb.models import Finding
from tests import make
from tests.sql import insert, refused, settle, update, value

EARLY, LATE = date(2023, 5, 1), date(2024, 5, 1)


def note(source: Source, kind: str, day: date, **fields: Any) -> SourceNotice:
    """Record a notice past the services."""
    row = make.notice.unsaved(source=source, kind=kind, issued_on=day, **fields)
    row.pk = insert(row)
    return row


def strike(notice: SourceNotice) -> SourceNotice:
    """Strike a notice out, past the services."""
    return note(notice.source, "error", LATE, revokes=notice)


def standing(source: Source) -> str:
    """Return the standing of a source."""
    return str(value("SELECT citations_standing(%s)", source.pk))


def state_of(finding: Finding) -> tuple[str, str]:
    """Return a finding's state, and why."""
    found = Finding.objects.get(pk=finding.pk)
    return found.state, found.state_reason


def test_standing_passes_over_both() -> None:
    source = make.source(notices_checked_at=datetime.now(UTC))
    note(source, "correction", EARLY)
    retraction = note(source, "retraction", EARLY)
    assert standing(source) == "retracted"
    error = strike(retraction)
    assert standing(source) == "corrected"
    again = strike(error)
    assert standing(source) == "retracted"
    strike(again)
    assert standing(source) == "corrected"
    assert source.notices.count() == 5


def test_what_fell_by_mistake_comes_back() -> None:
    finding = make.published()
    retraction = note(finding.source, "retraction", EARLY)
    assert state_of(finding)[0] == "suspended"
    error = strike(retraction)
    settle()
    assert state_of(finding) == ("published", "")
    strike(error)
    state, reason = state_of(finding)
    assert state == "suspended"
    assert "retraction of 2023-05-01" in reason
    assert Finding.objects.get(pk=finding.pk).suspended_by == retraction


def test_a_reinstatement_by_mistake_takes_back_what_it_gave() -> None:
    finding = make.published()
    retraction = note(finding.source, "retraction", EARLY)
    reinstated = note(finding.source, "reinstatement", LATE)
    settle()
    strike(reinstated)
    assert state_of(finding)[0] == "suspended"
    assert Finding.objects.get(pk=finding.pk).suspended_by == retraction


def test_a_notice_is_struck_out_once_and_only_by_an_error() -> None:
    notice = make.notice()
    first, second = (
        make.notice.unsaved(source=notice.source, kind="error", revokes=notice)
        for _ in "ab"
    )
    with refused("sourcenotice_error_names_its_notice"):
        insert(first, kind="correction", issued_on=EARLY)
    insert(first)
    with refused("citations_sourcenotice_revokes_id_key"):
        insert(second)


def test_two_slips_of_one_day_are_both_struck_out() -> None:
    source = make.source()
    for kind in ("retraction", "concern"):
        strike(note(source, kind, EARLY))
    assert standing(source) == "unchecked"


def test_the_service_refuses_a_date_to_come_in_a_sentence() -> None:
    source, person = make.source(), make.editor()
    soon = datetime.now(UTC).date() + timedelta(days=1)
    fields: dict[str, Any] = {"source": source, "reason": "It is good after all."}
    with pytest.raises(ValidationError, match=r"of the future.*not-of-the-future"):
        notice_record(
            kind=NoticeKind.REINSTATEMENT,
            issued_on=soon + timedelta(days=1),
            recorded_by=person,
            **fields,
        )
    assert not source.notices.exists()
    notice_record(
        kind=NoticeKind.REINSTATEMENT, issued_on=soon, recorded_by=person, **fields
    )


def test_what_falls_short_by_now_waits_and_holds_up_no_other() -> None:
    source = make.source()
    whole = make.published(source=source, kind="synthetic")
    short = make.published(source=source)
    note(source, "retraction", EARLY)
    # Its source is known for made-up material by now; one of the findings says so.
    update(source, source_class="synthetic")
    reinstated = note(source, "reinstatement", LATE)
    settle()
    assert state_of(whole) == ("published", "")
    state, reason = state_of(short)
    assert state == "suspended"
    assert "falls short of publication: kind-follows-source" in reason
    update(source, source_class="peer_reviewed")
    strike(reinstated)
    note(source, "reinstatement", date(2024, 6, 1))
    settle()
    assert {state_of(finding)[0] for finding in (whole, short)} == {"published"}


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        ("day", "retraction of 2023-05-01,"),
        ("month", "retraction of 2023-05,"),
        ("year", "retraction of 2023,"),
        ("none", "retraction, not dated,"),
    ],
)
def test_the_reason_dates_a_notice_as_far_as_it_is_dated(
    precision: str, told: str
) -> None:
    place = make.reading().citation
    finding = make.published(citations=[place])
    notice = note(place.source, "retraction", EARLY, precision=precision)
    assert told in state_of(finding)[1]
    assert notice.dated == told.removeprefix("retraction").strip(" of,").replace(
        "not dated", ""
    )
