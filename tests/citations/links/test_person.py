"""What a person does about a link."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from citations.enums import LinkState
from citations.models import LinkWatch
from citations.services import link_check_now, link_set_aside
from tests import make
from tests.citations.links.world import FINE, GONE, OTHER, WORKER, check, take
from tests.sql import rows


def dead() -> LinkWatch:
    link = make.link_watch()
    for outcome in (FINE, GONE, GONE, GONE):
        check(link, outcome)
    return link


def changed() -> LinkWatch:
    link = make.link_watch()
    for outcome in (FINE, OTHER):
        check(link, outcome)
    return link


def fine(link: LinkWatch, *, seen: str = "", reason: str = "It opens.") -> LinkWatch:
    return link_set_aside(
        watch=link, seen=seen or link.state, reason=reason, author=make.editor()
    )


def test_check_now_makes_it_due() -> None:
    link = make.link_watch()
    check(link, FINE)
    assert take() is None
    link_check_now(watch=link, author=make.editor())
    assert take() == link


def test_check_now_of_what_is_held_does_not_let_a_second_worker_in() -> None:
    link = make.link_watch()
    assert take(WORKER) == link
    link_check_now(watch=link, author=make.editor())
    assert take("another") is None


def test_what_nobody_watches_is_not_checked() -> None:
    with pytest.raises(ValidationError, match="no source names it"):
        link_check_now(watch=make.link_watch(due_at=None), author=make.editor())


def test_a_dead_link_that_is_fine_leaves_the_list_until_it_changes() -> None:
    link = fine(dead())
    assert list(LinkWatch.objects.telling()) == []
    check(link, GONE)
    assert (link.state, link.fine_note) == ("dead", "It opens.")
    assert list(LinkWatch.objects.telling()) == []
    check(link, FINE)
    assert (link.state, link.fine_at, link.fine_by, link.fine_note) == (
        *("ok", None, None, ""),
    )
    for _ in range(3):
        check(link, GONE)
    assert list(LinkWatch.objects.telling()) == [link]


def test_a_changed_page_that_is_fine_is_what_the_next_is_compared_with() -> None:
    link = fine(changed())
    assert link.state == LinkState.OK
    check(link, OTHER)
    assert link.state == LinkState.OK
    assert link.fine_note == "It opens.", "still what was seen"
    check(link, FINE)
    assert list(LinkWatch.objects.telling()) == [link]


def test_it_is_fine_only_with_a_reason() -> None:
    link = dead()
    with pytest.raises(ValidationError, match=r"\[reasons-are-given\]"):
        fine(link, reason=" \n")
    fine(link)


def test_what_a_person_has_not_seen_is_not_set_aside() -> None:
    link = changed()
    for _ in range(3):
        check(link, GONE)
    with pytest.raises(ValidationError, match="when you opened the page"):
        fine(link, seen="changed")
    fine(link, seen="dead")


def test_only_what_tells_is_set_aside() -> None:
    link = make.link_watch()
    with pytest.raises(ValidationError, match="Only a dead or changed link"):
        fine(link)


@pytest.mark.parametrize("group", ["reviewer", ""])
def test_only_editors_decide(group: str) -> None:
    person = make.person(*filter(None, [group]), superuser=True)
    link = dead()
    with pytest.raises(PermissionDenied):
        link_check_now(watch=link, author=person)
    with pytest.raises(PermissionDenied):
        link_set_aside(watch=link, seen="dead", reason="It opens.", author=person)


def test_the_history_keeps_states_and_not_every_touch() -> None:
    link = dead()
    fine(link)
    states = rows(
        "SELECT state, fine_note FROM citations_linkwatchevent"
        " WHERE pgh_obj_id = %s ORDER BY pgh_id",
        link.pk,
    )
    assert [state for state, _ in states][:2] == ["unchecked", "ok"]
    assert states[-1] == ("dead", "It opens.")
    assert take() is None
    link_check_now(watch=link, author=make.editor())
    assert take() == link
    touched = rows("SELECT count(*) FROM citations_linkwatchevent")
    assert touched == [(len(states),)]
