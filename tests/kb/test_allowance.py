"""What a client may ask in a minute is exact, however many workers count."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from kb.models import Allowance
from kb.services import Left, allowance_take, client_key
from tests.sql import rows, value


def take(client: str = "a", limit: int = 3) -> Left:
    return allowance_take(client=client, limit=limit)


def later(seconds: float) -> None:
    """Make all that was counted older, as if time had passed."""
    rows(
        "UPDATE kb_allowance SET whole_at = whole_at - make_interval(secs => %s)",
        seconds,
    )


def test_it_counts_to_the_limit_and_no_further() -> None:
    assert [take().taken for _ in range(5)] == [True, True, True, False, False]
    assert take("b").taken


def test_it_tells_what_is_left() -> None:
    assert [(left.remaining, left.limit) for left in (take(), take(), take())] == [
        (2, 3),
        (1, 3),
        (0, 3),
    ]
    refused = take()
    assert (refused.taken, refused.remaining) == (False, 0)
    assert 19 <= refused.seconds <= 20  # a third of the minute


def test_it_grows_back_evenly_and_a_refusal_costs_nothing() -> None:
    for _ in range(6):
        take()
    later(19)
    assert not take().taken
    later(2)
    assert take().taken
    assert not take().taken
    later(600)
    assert take().remaining == 2


def test_a_smaller_limit_holds_at_once() -> None:
    for _ in range(3):
        assert take(limit=100).taken
    assert take(limit=1).taken is False


def test_who_has_long_been_whole_is_forgotten() -> None:
    take("a")
    later(200)
    take("b")
    assert set(Allowance.objects.values_list("client", flat=True)) == {"b"}
    assert str(Allowance.objects.get()).startswith("whole at 20")


def test_the_address_is_not_what_is_kept() -> None:
    assert "192.0.2.1" not in client_key("192.0.2.1")
    assert client_key("192.0.2.1") != client_key("192.0.2.2")


def test_the_table_is_not_logged() -> None:
    assert (
        value("SELECT relpersistence FROM pg_class WHERE relname = 'kb_allowance'")
        == "u"
    )


@pytest.mark.django_db(transaction=True)
def test_many_workers_let_exactly_the_limit_through() -> None:
    limit = 40

    def ask(_: int) -> list[bool]:
        found = [take("shared", limit).taken for _ in range(20)]
        connections.close_all()
        return found

    with ThreadPoolExecutor(8) as pool:
        taken = [one for each in pool.map(ask, range(8)) for one in each]
    assert sum(taken) in {limit, limit + 1, limit + 2}  # one comes back in 1.5 s
