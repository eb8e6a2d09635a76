"""The gates with two transactions at once: each must see what the other committed.

Under READ COMMITTED a check that looks at other rows without a lock is blind to what
another transaction is about to commit (write skew).
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.models import Finding, FindingCitation, Release
from kb.selectors import finding_digest
from kb.services import (
    finding_publish,
    finding_save,
    release_approve,
    release_reject,
)
from tests import make
from tests.side import Act, Side, in_turn, rules_of, two_sides
from tests.sql import delete, insert, settle, update

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


def state_of(finding: Finding) -> str:
    return Finding.objects.get(pk=finding.pk).state


def publish(finding: Finding) -> Act:
    """Publish through the service, by a reviewer made beforehand."""
    reviewer = make.reviewer()
    return lambda: finding_publish(finding=finding, reviewer=reviewer)


def retract(finding: Finding) -> Act:
    """Record a retraction of the finding's source, through the service."""
    person = make.editor()
    return lambda: notice_record(
        source=finding.source,
        kind=NoticeKind.RETRACTION,
        issued_on=date(2024, 5, 1),
        reason="The data could not be found.",
        recorded_by=person,
    )


def test_two_delete_the_last_citations_of_a_published_finding() -> None:
    """Each would leave the other's; a frozen finding lets neither go."""
    source = make.source()
    places = [make.reading(citation=make.citation(source=source)) for _ in "ab"]
    finding = make.published(source=source, citations=[p.citation for p in places])
    links = list(finding.citations.all())
    with two_sides() as both:
        for side, link in zip(both, links, strict=True):
            side.begin()
            with pytest.raises(IntegrityError, match="frozen"):
                side.do(lambda link=link: delete(link))  # type: ignore[misc]
    assert FindingCitation.objects.count() == 2


@pytest.mark.parametrize("last", [True, False])
def test_a_citation_is_deleted_while_another_publishes(
    sides: tuple[Side, Side], *, last: bool
) -> None:
    source = make.source()
    read = [
        make.reading(citation=make.citation(source=source)) for _ in range(2 - last)
    ]
    finding = make.in_review(source=source, citations=[r.citation for r in read])
    link = finding.citations.last()
    assert link
    read_then = finding_digest(finding)
    reviewer = make.reviewer()
    error = in_turn(
        sides,
        lambda: delete(link),
        lambda: finding_publish(finding=finding, reviewer=reviewer, digest=read_then),
    )
    assert rules_of(error) == {"review-names-what-was-read"}
    assert state_of(finding) == "in_review"


def test_a_citation_is_deleted_after_another_began_to_publish(
    sides: tuple[Side, Side],
) -> None:
    finding = make.in_review()
    link = finding.citations.get()
    error = in_turn(sides, publish(finding), lambda: delete(link))
    assert rules_of(error) == {"published-is-frozen"}
    assert FindingCitation.objects.filter(finding=finding).exists()


def test_a_retraction_comes_while_another_publishes(sides: tuple[Side, Side]) -> None:
    finding = make.in_review()
    error = in_turn(sides, retract(finding), publish(finding))
    assert "rests-on-a-standing-source" in rules_of(error)
    assert state_of(finding) == "in_review"


def test_a_retraction_waits_for_a_publication_and_then_suspends(
    sides: tuple[Side, Side],
) -> None:
    finding = make.in_review()
    assert in_turn(sides, publish(finding), retract(finding)) is None
    assert state_of(finding) == "suspended"


def test_a_retraction_by_plain_sql_waits_as_well(sides: tuple[Side, Side]) -> None:
    """Without the service no row of the source is written: the trigger's lock holds."""
    finding = make.in_review()
    make.review(finding=finding)
    notice = make.notice.unsaved(source=finding.source)

    def by_sql() -> None:
        update(finding, state="published")
        settle()

    assert in_turn(sides, by_sql, lambda: insert(notice)) is None
    assert state_of(finding) == "suspended"


def test_two_people_approve_one_finding(sides: tuple[Side, Side]) -> None:
    finding = make.in_review()
    error = in_turn(sides, publish(finding), publish(finding))
    assert rules_of(error) == {"states-move-along"}
    assert finding.reviews.count() == 1


def test_two_people_approve_one_release(sides: tuple[Side, Side]) -> None:
    release = make.release()
    make.in_review(release=release)
    people = make.reviewer(), make.reviewer()
    acts = [
        lambda who=who: release_approve(release=release, reviewer=who) for who in people
    ]
    error = in_turn(sides, acts[0], acts[1])
    assert rules_of(error) == {"published-is-frozen"}
    assert Release.objects.get().reviewer == people[0]
    assert Finding.objects.filter(state="published").count() == 1


def test_one_refuses_the_release_that_another_approves(
    sides: tuple[Side, Side],
) -> None:
    release = make.release()
    finding = make.in_review(release=release)
    one, other = make.reviewer(), make.reviewer()
    error = in_turn(
        sides,
        lambda: release_reject(release=release, reviewer=one, reason="Made up."),
        lambda: release_approve(release=release, reviewer=other),
    )
    assert rules_of(error) == {"published-is-frozen"}
    assert Release.objects.get().state == "rejected"
    assert state_of(finding) == "draft"


def test_two_versions_are_published(sides: tuple[Side, Side]) -> None:
    old = make.published(key="claim")
    new = make.in_review(key="claim", version=2)
    make.review(finding=new)
    update(old, state="suspended", state_reason="In doubt.")
    other = make.reviewer()

    def give_back() -> None:
        insert(make.review.unsaved(finding=old, decision="restore", reviewer=other))
        update(old, state="published", state_reason="")
        settle()

    error = in_turn(sides, give_back, lambda: update(new, state="published"))
    assert rules_of(error) == {"finding_one_published"}
    assert (state_of(old), state_of(new)) == ("published", "in_review")


def test_two_begin_the_next_version(sides: tuple[Side, Side]) -> None:
    make.published(key="claim")
    drafts = [make.finding.unsaved(key="claim", version=2) for _ in "ab"]
    error = in_turn(sides, lambda: insert(drafts[0]), lambda: insert(drafts[1]))
    assert rules_of(error) <= {"finding_once", "finding_one_open"}
    assert rules_of(error)
    assert Finding.objects.filter(version=2).count() == 1


def test_content_changes_between_reading_and_publishing(
    sides: tuple[Side, Side],
) -> None:
    """The reviewer read one text; another stands there when the approval comes."""
    finding = make.in_review()
    read_then, reviewer = finding_digest(finding), make.reviewer()
    changed = Finding.objects.get(pk=finding.pk)
    changed.headline = "Something nobody reviewed"
    author = changed.author
    error = in_turn(
        sides,
        lambda: finding_save(finding=changed, author=author),
        lambda: finding_publish(finding=finding, reviewer=reviewer, digest=read_then),
    )
    assert rules_of(error) == {"review-names-what-was-read"}
    assert state_of(finding) == "in_review"


def test_a_part_changes_after_another_began_to_publish(
    sides: tuple[Side, Side],
) -> None:
    finding = make.in_review()
    figure = finding.estimates.get()
    error = in_turn(sides, publish(finding), lambda: update(figure, value=-41))
    assert rules_of(error) == {"published-is-frozen"}


@pytest.mark.parametrize("which", [0, 1])
def test_a_shared_place_moves_while_another_publishes(
    sides: tuple[Side, Side], which: int
) -> None:
    """Of two findings that rest on it, either may be the one being published."""
    place = make.reading().citation
    both = [make.in_review(source=place.source, citations=[place]) for _ in "ab"]
    error = in_turn(sides, publish(both[which]), lambda: update(place, locator="p. 1"))
    assert rules_of(error) == {"published-is-frozen"}


def test_a_place_moves_while_a_finding_is_put_on_it(sides: tuple[Side, Side]) -> None:
    """Cited and published in one transaction: nobody else can see the link yet."""
    place = make.reading().citation
    finding = make.in_review(source=place.source, citations=[])
    reviewer = make.reviewer()

    def cite_and_publish() -> None:
        make.finding_citation(finding=finding, citation=place)
        finding_publish(finding=finding, reviewer=reviewer)

    error = in_turn(sides, cite_and_publish, lambda: update(place, locator="p. 1"))
    assert rules_of(error) == {"published-is-frozen"}


def test_a_measure_changes_while_its_figure_is_published(
    sides: tuple[Side, Side],
) -> None:
    finding = make.in_review()
    measure = finding.estimates.get().measure
    error = in_turn(sides, publish(finding), lambda: update(measure, unit="hours"))
    assert rules_of(error) == {"published-is-frozen"}


@pytest.mark.parametrize("gone_first", [True, False])
def test_a_draft_goes_while_another_names_it(
    sides: tuple[Side, Side], *, gone_first: bool
) -> None:
    """Whoever is second finds out, and is refused."""
    draft, pair = make.finding(), make.pair()

    def name() -> None:
        make.edge_basis(pair=pair, finding_key=draft.key)
        settle()

    acts: list[Act] = [lambda: delete(draft), name]
    error = in_turn(sides, *(acts if gone_first else reversed(acts)))
    assert rules_of(error) == {"names-resolve"}
    assert Finding.objects.filter(pk=draft.pk).exists() != gone_first
