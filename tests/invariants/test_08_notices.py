"""8. A notice that takes a source's standing away suspends what rests on it alone."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from citations.enums import NoticeKind
from citations.models import Citation, Source, SourceNotice
from citations.services import notice_record
from kb.models import Finding
from kb.services import finding_restore, finding_suspend
from tests import make
from tests.sql import insert, rows, settle, value

EARLY, LATE = date(2023, 5, 1), date(2024, 5, 1)
Notices = list[tuple[str, date]]

# Notices in the order they were recorded, and the standing of the source.
STANDINGS: list[tuple[Notices, str]] = [
    ([], "good"),
    ([("correction", EARLY)], "corrected"),
    ([("concern", EARLY)], "concern"),
    ([("retraction", EARLY)], "retracted"),
    ([("withdrawal", EARLY)], "withdrawn"),
    # The worst stands, not the last that was recorded.
    ([("retraction", EARLY), ("correction", LATE)], "retracted"),
    ([("retraction", EARLY), ("concern", LATE)], "retracted"),
    ([("withdrawal", EARLY), ("correction", LATE)], "withdrawn"),
    ([("withdrawal", EARLY), ("retraction", LATE)], "retracted"),
    ([("concern", EARLY), ("correction", LATE)], "concern"),
    # A reinstatement lifts what is older than it,
    ([("retraction", EARLY), ("reinstatement", LATE)], "good"),
    ([("withdrawal", EARLY), ("reinstatement", LATE)], "good"),
    ([("concern", EARLY), ("reinstatement", LATE)], "good"),
    ([("reinstatement", LATE), ("retraction", EARLY)], "good"),
    # not what is younger,
    ([("reinstatement", EARLY), ("retraction", LATE)], "retracted"),
    ([("retraction", LATE), ("reinstatement", EARLY)], "retracted"),
    # not what is of the same day, since doubt is the safer reading,
    ([("retraction", LATE), ("reinstatement", LATE)], "retracted"),
    ([("reinstatement", LATE), ("retraction", LATE)], "retracted"),
    # and not a correction: that part stays mended.
    ([("correction", EARLY), ("reinstatement", LATE)], "corrected"),
    (
        [("retraction", EARLY), ("reinstatement", LATE), ("concern", LATE)],
        "concern",
    ),
    (
        [("retraction", EARLY), ("correction", EARLY), ("reinstatement", LATE)],
        "corrected",
    ),
]


def note(source: Source, kind: str, day: date) -> SourceNotice:
    """Record a notice past the services."""
    row = make.notice.unsaved(source=source, kind=kind, issued_on=day)
    row.pk = insert(row)
    return row


def state_of(finding: Finding) -> tuple[str, str]:
    """Return a finding's state, and why."""
    found = Finding.objects.get(pk=finding.pk)
    return found.state, found.state_reason


def read_places(*sources: Source) -> list[Citation]:
    """Return a place in each source that somebody has looked at."""
    return [make.reading(citation=make.citation(source=s)).citation for s in sources]


@pytest.mark.parametrize(("notices", "standing"), STANDINGS)
def test_standing_is_the_worst_that_still_stands(
    notices: Notices, standing: str
) -> None:
    source = make.source(notices_checked_at=timezone.now())
    for kind, day in notices:
        note(source, kind, day)
    found: Any = Source.objects.with_standing().get(pk=source.pk)
    assert found.standing == standing
    stands = value("SELECT citations_stands(%s)", source.pk)
    assert stands is (standing not in {"retracted", "withdrawn"})


@pytest.mark.parametrize(("notices", "standing"), STANDINGS[1:])
def test_it_matters_not_that_nobody_checked_once_there_is_a_notice(
    notices: Notices, standing: str
) -> None:
    source = make.source(notices_checked_at=None)
    assert value("SELECT citations_standing(%s)", source.pk) == "unchecked"
    for kind, day in notices:
        note(source, kind, day)
    assert value("SELECT citations_standing(%s)", source.pk) == standing


def test_a_notice_on_another_source_changes_nothing() -> None:
    source = make.source()
    note(make.source(), "retraction", EARLY)
    assert value("SELECT citations_standing(%s)", source.pk) == "unchecked"


@pytest.mark.parametrize("kind", [k for k in NoticeKind if k != NoticeKind.ERROR])
def test_only_what_takes_standing_away_suspends(kind: NoticeKind) -> None:
    finding = make.published()
    notice = note(finding.source, kind, LATE)
    state, reason = state_of(finding)
    if kind in {NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL}:
        assert state == "suspended"
        assert finding.source.title in reason
        assert kind in reason
        assert "2024-05-01" in reason
        assert Finding.objects.get(pk=finding.pk).suspended_by == notice
    else:
        assert (state, reason) == ("published", "")


def test_the_service_does_both_in_one_transaction() -> None:
    finding = make.published()
    fields: dict[str, Any] = {"source": finding.source, "reason": "Lost data."}
    person = make.editor()
    notice_record(
        kind=NoticeKind.RETRACTION, issued_on=EARLY, recorded_by=person, **fields
    )
    assert state_of(finding)[0] == "suspended"
    finding.source.refresh_from_db()
    assert finding.source.notices_checked_at is not None
    notice_record(
        kind=NoticeKind.REINSTATEMENT, issued_on=LATE, recorded_by=person, **fields
    )
    assert state_of(finding) == ("published", "")
    assert Finding.objects.get(pk=finding.pk).suspended_by is None


def test_a_second_source_that_stands_holds_the_finding() -> None:
    one, other = make.source(), make.source()
    finding = make.published(citations=read_places(one, other))
    note(one, "retraction", EARLY)
    assert state_of(finding)[0] == "published"
    note(other, "withdrawal", EARLY)
    assert state_of(finding)[0] == "suspended"


def test_a_claim_falls_with_whoever_makes_it() -> None:
    """Others may report what a retracted study claimed; that does not hold it up."""
    claimant, other = make.source(), make.source()
    finding = make.published(source=claimant, citations=read_places(claimant, other))
    note(other, "retraction", EARLY)
    assert state_of(finding)[0] == "published"
    note(other, "reinstatement", LATE)
    notice = note(claimant, "retraction", LATE)
    state, reason = state_of(finding)
    assert state == "suspended"
    assert "makes this claim" in reason
    assert claimant.title in reason
    assert Finding.objects.get(pk=finding.pk).suspended_by == notice


def test_a_claim_falls_with_a_claimant_that_it_does_not_cite() -> None:
    claimant = make.source()
    finding = make.published(source=claimant, citations=read_places(make.source()))
    note(claimant, "withdrawal", EARLY)
    assert state_of(finding)[0] == "suspended"
    note(claimant, "reinstatement", LATE)
    settle()
    assert state_of(finding) == ("published", "")


def test_a_place_in_a_standing_source_does_not_give_a_fallen_claim_back() -> None:
    claimant, other = make.source(), make.source()
    finding = make.published(source=claimant, citations=read_places(claimant, other))
    for source in (claimant, other):
        note(source, "retraction", EARLY)
    note(other, "reinstatement", LATE)
    settle()
    assert state_of(finding)[0] == "suspended"
    note(claimant, "reinstatement", LATE)
    settle()
    assert state_of(finding) == ("published", "")


def test_one_finding_and_many_are_held_by_the_same_rule() -> None:
    fallen, standing = make.source(), make.source()
    found = [
        make.draft(source=claimant, citations=places)
        for claimant in (fallen, standing)
        for places in (
            [],
            [make.citation(source=standing)],
            [make.reading(citation=make.citation(locator="")).citation],
            *(read_places(*s) for s in ([fallen], [standing], [fallen, standing])),
        )
    ]
    note(fallen, "retraction", EARLY)
    ids = [finding.pk for finding in found]
    many: dict[int, bool] = dict(
        rows("SELECT finding_id, claimant AND place FROM kb_held_up(%s::bigint[])", ids)
    )
    one = {pk: value("SELECT kb_rests_on_standing(%s)", pk) for pk in ids}
    assert many == one
    assert [one[pk] for pk in ids] == [False] * 6 + [False] * 4 + [True] * 2


@pytest.mark.parametrize("back", [0, 1])
def test_either_source_gives_the_finding_back(back: int) -> None:
    sources = make.source(), make.source()
    finding = make.published(citations=read_places(*sources))
    for source in sources:
        note(source, "retraction", EARLY)
    note(sources[back], "reinstatement", LATE)
    settle()
    assert state_of(finding) == ("published", "")


@pytest.mark.parametrize(
    ("kind", "day"), [("reinstatement", EARLY), ("correction", LATE)]
)
def test_a_notice_that_lifts_nothing_gives_nothing_back(kind: str, day: date) -> None:
    finding = make.published()
    note(finding.source, "retraction", LATE)
    note(finding.source, kind, day)
    assert state_of(finding)[0] == "suspended"


def test_who_looked_again_meanwhile_does_not_keep_it_from_readers() -> None:
    """A later reading changes the digest; the approval was of what stood there then."""
    finding = make.published()
    make.reading(citation=finding.citations.get().citation)
    note(finding.source, "retraction", EARLY)
    note(finding.source, "reinstatement", LATE)
    settle()
    assert state_of(finding)[0] == "published"


def test_what_a_person_suspended_a_notice_does_not_give_back() -> None:
    finding = make.published()
    finding_suspend(finding=finding, author=make.editor(), reason="It is in doubt.")
    note(finding.source, "retraction", EARLY)
    note(finding.source, "reinstatement", LATE)
    settle()
    assert state_of(finding) == ("suspended", "It is in doubt.")
    finding_restore(finding=finding, reviewer=make.reviewer())
    assert state_of(finding) == ("published", "")


def test_every_finding_on_the_source_falls_and_no_other() -> None:
    source = make.source()
    fallen = [make.published(source=source) for _ in range(3)]
    apart, draft = make.published(), make.draft(source=source)
    note(source, "retraction", EARLY)
    assert {state_of(finding)[0] for finding in fallen} == {"suspended"}
    assert state_of(apart)[0] == "published"
    assert state_of(draft)[0] == "draft"


def test_a_place_nobody_read_does_not_hold_a_finding() -> None:
    one, other = make.source(), make.source()
    places = [*read_places(one), make.citation(source=other)]
    finding = make.published(source=one, citations=places)
    note(one, "retraction", EARLY)
    assert state_of(finding)[0] == "suspended"
