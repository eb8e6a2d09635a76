"""A limit is exact, however many write at once, and has no edge of the clock."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from pytest_django import Settings

from citations.models import Flag
from kb.models import Quota
from kb.services import QuotaSpent, quotas_forget, reader_flag_raise
from kb.services.quota import quota_take
from tests import make
from tests.side import Side, two_sides
from tests.sql import rows, value

HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    settings.READER_FLAGS_AN_HOUR = 3
    settings.ALL_READER_FLAGS_AN_HOUR = 100


def later(by: datetime.timedelta) -> None:
    """Make all that was counted older, as if time had passed."""
    rows(
        "UPDATE kb_quota SET expires_at = expires_at - %s::interval,"
        " taken = ARRAY(SELECT t - %s::interval FROM unnest(taken) t)",
        f"{by.total_seconds()} s",
        f"{by.total_seconds()} s",
    )


def taken(address: str = "192.0.2.1") -> bool:
    try:
        quota_take(address=address)
    except QuotaSpent:
        return False
    return True


def test_it_counts_to_the_limit_and_no_further() -> None:
    assert [taken() for _ in range(5)] == [True, True, True, False, False]
    assert taken("192.0.2.2")


def test_there_is_no_edge_at_which_it_starts_anew() -> None:
    assert taken()
    later(HOUR * 0.9)
    assert taken()
    assert taken()
    later(HOUR * 0.2)  # the first is older than an hour, the others are not
    assert taken()
    assert not taken()
    later(HOUR)
    assert taken()


def test_it_says_when_one_more_is_let_through() -> None:
    for _ in range(3):
        quota_take(address="a")
    later(HOUR * 0.5)
    with pytest.raises(QuotaSpent) as spent:
        quota_take(address="a")
    assert 1790 <= spent.value.seconds <= 1800


def test_what_counts_no_more_is_forgotten() -> None:
    taken()
    later(HOUR * 2)
    taken("192.0.2.2")
    assert Quota.objects.count() == 2  # the second sender, and all together
    later(HOUR * 2)
    assert quotas_forget() == 2
    assert not Quota.objects.exists()


def test_the_address_is_not_what_is_kept(settings: Settings) -> None:
    taken()
    first = set(Quota.objects.values_list("sender", flat=True))
    assert all(len(sender) == 64 for sender in first)
    settings.SECRET_KEY = "another" * 10
    taken()
    assert not first & (set(Quota.objects.values_list("sender", flat=True)) - first)
    assert Quota.objects.count() == 4


def test_a_refused_flag_is_not_counted() -> None:
    flag = make.flag.unsaved(citation=make.citation(), text=" ")
    with pytest.raises(ValidationError):
        reader_flag_raise(flag=flag, address="a")
    assert not Quota.objects.exists()
    assert not Flag.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_last_place_let_one_through() -> None:
    for _ in range(2):
        quota_take(address="a")

    def take() -> bool:
        return taken("a")

    with two_sides() as (first, second):
        first.begin()
        assert first.do(take)
        second.begin()
        waiting = second.start(take)
        second.waits_for(first, waiting)
        first.commit()
        assert waiting.result(timeout=30) is False
        second.commit()
    assert value("SELECT max(cardinality(taken)) FROM kb_quota") == 3


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_exactly(settings: Settings) -> None:
    settings.READER_FLAGS_AN_HOUR = 20
    sides = [Side() for _ in range(4)]

    def ten() -> int:
        let = 0
        for _ in range(10):
            with transaction.atomic():
                let += taken("a")
        return let

    try:
        work = [side.start(ten) for side in sides]
        assert sum(each.result(timeout=60) for each in work) == 20
    finally:
        for side in sides:
            side.close()
