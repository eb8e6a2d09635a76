"""What all checks of a link say together."""

from datetime import timedelta

import pytest

from citations.enums import LinkState
from citations.models import LinkCheck, LinkWatch
from citations.services import Outcome, link_record, work_free_lapsed
from tests import make
from tests.citations.links.world import (
    BLOCKED,
    FAULT,
    FINE,
    GONE,
    OTHER,
    WORKER,
    check,
    take,
)
from tests.sql import rows


@pytest.fixture
def link() -> LinkWatch:
    return make.link_watch()


def after(link: LinkWatch, *outcomes: Outcome, days: int = 3) -> str:
    """Return the state of a link after these checks."""
    for outcome in outcomes:
        check(link, outcome, days=days)
    return link.state


def test_a_good_answer_is_noted_and_asked_again_in_a_month(link: LinkWatch) -> None:
    made = check(link, FINE)
    assert (link.state, link.sentence) == ("ok", "It answers.")
    assert link.checked_at == link.good_at == made.checked_at
    assert link.due_at == made.checked_at + timedelta(days=30)
    assert (link.taken_by, link.taken_until, link.attempts) == ("", None, 0)
    assert made.worker == WORKER


def test_every_check_is_kept(link: LinkWatch) -> None:
    after(link, FINE, BLOCKED, GONE)
    states = link.checks.newest_first().values_list("state", "status", "gone")
    assert list(states) == [
        ("unreachable", 404, True),
        ("blocked", 403, False),
        ("ok", 200, False),
    ]


def test_three_times_gone_three_days_apart_is_dead(link: LinkWatch) -> None:
    assert after(link, FINE, GONE, GONE) == LinkState.UNREACHABLE
    assert link.sentence == "It is gone. Found gone 2 of 3 times that count."
    assert list(LinkWatch.objects.telling()) == []
    assert after(link, GONE) == LinkState.DEAD
    assert list(LinkWatch.objects.telling()) == [link]
    assert link.gone_since is not None
    assert link.good_at is not None
    assert link.good_at < link.gone_since


def test_sooner_than_three_days_does_not_count(link: LinkWatch) -> None:
    assert after(link, *[GONE] * 5, days=1) == LinkState.UNREACHABLE
    assert link.times_gone == 2  # day 0, day 3; the sixth day has not come


def test_what_could_not_be_seen_neither_counts_nor_starts_anew(
    link: LinkWatch,
) -> None:
    assert after(link, GONE, FAULT, GONE, BLOCKED) == LinkState.BLOCKED
    assert after(link, GONE) == LinkState.DEAD


def test_a_good_answer_starts_anew(link: LinkWatch) -> None:
    assert after(link, GONE, GONE, FINE, GONE, GONE) == LinkState.UNREACHABLE
    assert after(link, GONE) == LinkState.DEAD
    assert after(link, FINE) == LinkState.OK
    assert (link.times_gone, link.gone_since) == (0, None)


@pytest.mark.parametrize("outcome", [BLOCKED, FAULT])
def test_the_dead_stay_dead_until_they_answer(
    link: LinkWatch, outcome: Outcome
) -> None:
    assert after(link, GONE, GONE, GONE, outcome) == LinkState.DEAD
    assert link.checks.newest_first()[0].state == outcome.state


def test_a_page_with_another_text_has_changed(link: LinkWatch) -> None:
    assert after(link, FINE, FINE) == LinkState.OK
    assert "100 % of its text is as on " in link.sentence
    assert after(link, OTHER) == LinkState.CHANGED
    assert link.sentence.startswith("It answers. 0 % of its text is as on ")
    assert list(LinkWatch.objects.telling()) == [link]
    assert after(link, FAULT) == LinkState.CHANGED
    assert after(link, OTHER) == LinkState.CHANGED, "compared with the first still"
    assert after(link, FINE) == LinkState.OK


def test_a_page_that_lost_its_text_has_changed(link: LinkWatch) -> None:
    empty = Outcome(LinkState.OK, "It answers.", status=200, sketch=b"")
    assert after(link, FINE, empty) == LinkState.CHANGED


def test_what_cannot_be_compared_has_not_changed(link: LinkWatch) -> None:
    picture = Outcome(LinkState.OK, "It answers.", status=200)
    assert after(link, FINE, picture) == LinkState.OK
    assert link.checks.newest_first()[0].likeness is None


def test_a_page_that_moved_with_its_text_has_moved(link: LinkWatch) -> None:
    moved = Outcome(LinkState.MOVED, "It moved.", status=200, sketch=FINE.sketch)
    assert after(link, FINE, moved) == LinkState.MOVED
    assert link.good_at is not None
    assert list(LinkWatch.objects.telling()) == []


def test_only_who_holds_the_row_may_record(link: LinkWatch) -> None:
    assert take() == link
    assert link_record(watch=link, outcome=FINE, worker="another") is None
    assert not LinkCheck.objects.exists()
    assert link_record(watch=link, outcome=FINE, worker=WORKER)
    assert link_record(watch=link, outcome=FINE, worker=WORKER) is None, "twice"
    assert LinkCheck.objects.count() == 1


def test_what_came_too_late_is_dropped(link: LinkWatch) -> None:
    assert take("slow") == link
    rows("UPDATE citations_linkwatch SET taken_until = now() - interval '1 s'")
    assert work_free_lapsed(queue=LinkWatch.objects.all()) == 1
    assert take("quick") == link
    assert link_record(watch=link, outcome=GONE, worker="slow") is None
    assert link_record(watch=link, outcome=FINE, worker="quick")
    assert LinkCheck.objects.get().worker == "quick"


def test_a_row_that_nobody_finishes_rests(link: LinkWatch) -> None:
    for attempt in range(1, 4):
        assert take() == link
        link.refresh_from_db()
        assert link.attempts == attempt
        rows("UPDATE citations_linkwatch SET taken_until = now() - interval '1 s'")
        work_free_lapsed(queue=LinkWatch.objects.all())
    assert take() is None
    due = rows("SELECT due_at > now() + interval '59 min' FROM citations_linkwatch")
    assert due == [(True,)]


def test_a_row_that_is_held_in_time_is_left_alone(link: LinkWatch) -> None:
    assert take() == link
    assert work_free_lapsed(queue=LinkWatch.objects.all()) == 0
    assert take("another") is None


def test_nothing_is_taken_before_its_time() -> None:
    make.link_watch(due_at=None)
    link = make.link_watch()
    rows(
        "UPDATE citations_linkwatch SET due_at = now() + interval '1 min'"
        " WHERE id = %s",
        link.pk,
    )
    assert take() is None


def test_a_host_is_asked_by_one_at_a_time_and_not_at_once_again() -> None:
    first, second = (
        make.link_watch(address=f"https://example.org/{name}") for name in "ab"
    )
    elsewhere = make.link_watch()
    assert take() == first
    rude = LinkWatch.objects.filter(pk=second.pk).free()
    polite = LinkWatch.objects.polite(timedelta(seconds=2)).free()
    assert list(rude) == [second]
    assert list(polite) == [elsewhere]
    assert second not in LinkWatch.objects.cooling()
    assert link_record(watch=first, outcome=FINE, worker=WORKER)
    assert list(polite.all()) == [elsewhere]
    assert second in LinkWatch.objects.cooling()
    assert second in LinkWatch.objects.polite(timedelta(0)).free()
