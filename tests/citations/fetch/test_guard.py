"""Row 6 of the reliability notes: nothing that is not public is ever connected to."""

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citations.fetch import FetchError, Reason
from citations.fetch.addresses import is_public
from citations.fetch.dial import Deadline, Dialler, resolve
from citations.fetch.target import Target
from tests.citations.fetch.attacks import DISGUISED, FORBIDDEN, PRIVATE
from tests.citations.fetch.stub import PUBLIC, Time, Web, page

OPEN = (
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
    "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255",
    "223.255.255.255", PUBLIC, "2606:4700::1111", "2a00:1450:4001::1",
    "2001:4860:4860::8888",
)  # fmt: skip


def refused(web: Web, address: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        web.net(tries=1).get(address)
    assert str(caught.value).endswith(".")
    return caught.value


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_not_connected_to(address: str) -> None:
    web = Web(names={"evil.example.org": [[address]]})
    assert refused(web, "http://evil.example.org/").reason == Reason.BLOCKED
    assert web.connected == []


@pytest.mark.parametrize("address", PRIVATE)
def test_one_address_inside_spoils_the_public_ones(address: str) -> None:
    web = Web(names={"evil.example.org": [[PUBLIC, address]]})
    assert refused(web, "http://evil.example.org/").reason == Reason.BLOCKED
    assert web.connected == []


@pytest.mark.parametrize("address", PRIVATE)
def test_a_literal_address_inside_is_not_connected_to(address: str) -> None:
    web = Web()
    host = f"[{address}]" if ":" in address else address
    assert refused(web, f"https://{host}/").reason == Reason.BLOCKED
    assert web.connected == []


@pytest.mark.parametrize("address", DISGUISED)
def test_a_disguise_is_refused(address: str) -> None:
    web = Web()
    assert refused(web, address).reason == Reason.BLOCKED
    assert web.connected == []


@pytest.mark.parametrize("address", FORBIDDEN)
def test_schemes_ports_users_and_odd_characters_are_refused(address: str) -> None:
    web = Web()
    assert refused(web, address).reason == Reason.BLOCKED
    assert web.connected == web.resolved == []


@pytest.mark.parametrize(
    "location",
    [
        *(f"http://{x}/" for x in PRIVATE if ":" not in x),
        *(f"http://[{x}]/" for x in PRIVATE if ":" in x),
        *DISGUISED,
        *(x for x in FORBIDDEN if ":" in x.partition("/")[0] and len(x) > 5),
        "//127.0.0.1/",
        "//evil.example.org/",
    ],
)
def test_a_redirect_inside_is_not_followed(location: str) -> None:
    safe = location.encode("latin-1", "ignore").decode("latin-1")
    safe = safe.replace("\r\n", "\\").replace("\0", "\\")
    web = Web(
        names={"good.example.org": [[PUBLIC]]},
        elsewhere="127.0.0.1",
        replies=[page(status="302 Found", Location=safe)],
    )
    with suppress(FetchError):
        answer = web.net(tries=1).get("http://good.example.org/")
        assert answer.address.startswith("http://good.example.org/")
    assert set(web.connected) == {PUBLIC}


def test_a_name_is_resolved_once_and_its_checked_address_connected_to() -> None:
    web = Web(names={"evil.example.org": [[PUBLIC], ["127.0.0.1"]]})
    assert web.net().get("http://evil.example.org/").status == 200
    assert web.resolved == ["evil.example.org"]
    assert web.connected == [PUBLIC]


def test_a_name_that_turns_inside_between_two_hops_is_not_followed() -> None:
    web = Web(
        names={"evil.example.org": [[PUBLIC], ["169.254.169.254"]]},
        replies=[page(status="302 Found", Location="/again")],
    )
    assert refused(web, "http://evil.example.org/").reason == Reason.BLOCKED
    assert web.connected == [PUBLIC]


def test_a_name_that_turns_inside_between_two_tries_is_not_connected_to() -> None:
    web = Web(
        names={"evil.example.org": [[PUBLIC], ["127.0.0.1"]]},
        replies=[page(status="503 Busy")],
    )
    with pytest.raises(FetchError, match="not public"):
        web.net().get("http://evil.example.org/")
    assert web.connected == [PUBLIC]


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "::ffff:127.0.0.1"]
)
def test_the_guard_where_it_connects_needs_no_check_before_it(host: str) -> None:
    """The system's own resolver reads these forms, and asks nobody."""
    web = Web()
    deadline = Deadline(Time().clock, 5)
    with pytest.raises(FetchError, match="not public"):
        Dialler(resolve, web.connect, deadline, 1_000).connect_tcp(host, 80)
    assert web.connected == []


def test_the_guard_where_it_connects_knows_its_ports() -> None:
    web = Web()
    deadline = Deadline(Time().clock, 5)
    with pytest.raises(FetchError, match="Port 22"):
        Dialler(web.resolve, web.connect, deadline, 1_000).connect_tcp(
            "example.org", 22
        )
    assert web.connected == web.resolved == []


@given(
    st.one_of(
        st.text(),
        st.builds("http://{}/{}".format, st.text(), st.text()),
        st.from_regex(r"https?://[\[\]:@%#?/.a0-9\\xX]{1,30}", fullmatch=True),
    )
)
def test_any_text_is_asked_of_the_host_that_was_checked_or_refused(text: str) -> None:
    with suppress(FetchError):
        target = Target.of(text)
        assert Target.of(str(target)) == target
        url = httpx.URL(str(target))
        assert url.raw_host.decode() == target.host
        assert (url.port or url.scheme) in {80, 443, "http", "https"}


@given(st.text())
def test_any_redirect_leads_somewhere_allowed_or_is_refused(text: str) -> None:
    start = Target.of("http://good.example.org/a")
    with suppress(FetchError):
        target = start.follow(text)
        assert Target.of(str(target)) == target


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_reached(address: str) -> None:
    web = Web(names={"good.example.org": [[address]]})
    assert web.net().get("http://good.example.org/").status == 200
    assert web.connected == [address]


@pytest.mark.parametrize("address", ["", "x", "1.2.3", "fe80::1%eth0", "2a00::1%0"])
def test_what_is_no_plain_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_the_list_is_never_looser_than_the_standard_library(
    address: IPv4Address | IPv6Address,
) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_hides_in_ipv6(address: IPv4Address) -> None:
    number = int(address)
    forms = (
        f"::ffff:{address}",
        f"::{address}",
        f"64:ff9b::{address}",
        str(IPv6Address((0x2002 << 112) | (number << 80))),
        str(IPv6Address((0x20010000 << 96) | number)),
        str(IPv6Address((0x2A001450 << 96) | (0x5EFE << 32) | number)),
    )
    assert not [form for form in forms if is_public(str(ip_address(form)))]
