"""Who counts as one sender of flags: an address that can be believed."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from citations.models import Citation, Flag
from tests import make
from tests.screen import address, signed_in

SAID = {"kind": "failed", "text": "The page says 27, not 37."}


@pytest.fixture
def place() -> Citation:
    return make.published().citations.get().citation


def at(place: Citation) -> str:
    return reverse("kb:flag", args=[place.key])


@pytest.mark.parametrize("forged", ["10.0.0.{}", "{}.1.1.1, 10.1.1.1", "x{}, ,"])
def test_a_forged_header_gains_nothing(
    client: Client, place: Citation, settings: Settings, forged: str
) -> None:
    settings.READER_FLAGS_AN_HOUR = 1
    codes = [
        client.post(at(place), SAID, HTTP_X_FORWARDED_FOR=forged.format(n)).status_code
        for n in (1, 2)
    ]
    assert codes == [303, 429]


def test_behind_a_proxy_of_ours_the_last_it_added_counts(
    client: Client, place: Citation, settings: Settings
) -> None:
    settings.READER_FLAGS_AN_HOUR = 1
    settings.TRUSTED_PROXIES = 1
    seen = ("192.0.2.1", "6.6.6.6, 192.0.2.1", "192.0.2.2", "6.6.6.7,192.0.2.2")
    codes = [
        client.post(at(place), SAID, HTTP_X_FORWARDED_FOR=told).status_code
        for told in seen
    ]
    assert codes == [303, 429, 303, 429]


def test_one_network_of_ipv6_is_one_sender(
    client: Client, place: Citation, settings: Settings
) -> None:
    settings.READER_FLAGS_AN_HOUR = 1
    seen = ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1", "::ffff:192.0.2.9")
    codes = [
        client.post(at(place), SAID, REMOTE_ADDR=told).status_code for told in seen
    ]
    assert codes == [303, 429, 303, 303]
    assert client.post(at(place), SAID, REMOTE_ADDR="192.0.2.9").status_code == 429


def test_its_history_says_that_nobody_was_signed_in(
    client: Client, place: Citation
) -> None:
    assert client.post(at(place), SAID).status_code == 303
    screen = address("citations_flag_history", Flag.objects.get().pk)
    told = signed_in(make.editor()).get(screen).content.decode()
    assert "somebody who was not signed in" in told
    assert at(place) in told
