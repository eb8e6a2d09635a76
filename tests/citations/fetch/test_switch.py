"""The switch, and that there is one way out and no way around the guard."""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from citations.fetch import (
    FetchError,
    Reason,
    Refused,
    arxiv,
    crossref,
    datacite,
    net_of_settings,
    pubmed,
)

ROOT = Path(__file__).parents[3]
NETWORK = re.compile(
    r"^\s*(?:import|from) (?:socket|ssl|http\.client|httpx|httpcore|requests|aiohttp"
    r"|urllib\.request|urllib3|ftplib|smtplib|telnetlib|socketserver)\b",
    re.MULTILINE,
)


@pytest.mark.parametrize("ask", [crossref, datacite, arxiv, pubmed])
def test_switched_off_is_a_sentence(ask: type[Refused]) -> None:
    found = ask("10.1000/x")  # type: ignore[call-arg]
    assert found.reason == Reason.OFF
    assert found.sentence.startswith("Fetching is switched off on this server")


def test_it_is_off_unless_somebody_turns_it_on(settings: Settings) -> None:
    assert not settings.FETCH
    with pytest.raises(FetchError):
        net_of_settings()


def test_turned_on_it_tells_the_operator_s_address(settings: Settings) -> None:
    settings.FETCH = True
    settings.FETCH_CONTACT = "desk@attest.example"
    net = net_of_settings()
    assert net.contact == "desk@attest.example"
    assert net is net_of_settings()


@pytest.mark.parametrize("contact", ["desk", "a b@x", "x@y\r\nCookie: z", "ä@x", "@"])
def test_a_contact_that_is_none_is_said(settings: Settings, contact: str) -> None:
    settings.FETCH = True
    settings.FETCH_CONTACT = contact
    found = crossref("10.1000/x")
    assert isinstance(found, Refused)
    assert "FETCH_CONTACT" in found.sentence


def test_the_product_s_own_net_holds_the_guard(settings: Settings) -> None:
    settings.FETCH = True
    with pytest.raises(FetchError, match="not public"):
        net_of_settings().get("http://169.254.169.254/latest/meta-data/")


def test_no_setting_reaches_the_guard() -> None:
    code = "".join(p.read_text() for p in (ROOT / "citations" / "fetch").glob("*.py"))
    assert set(re.findall(r"\bsettings\.(\w+)", code)) == {"FETCH", "FETCH_CONTACT"}
    assert "environ" not in code


def test_nothing_else_reaches_the_network() -> None:
    strays = [
        str(path.relative_to(ROOT))
        for app in ("careers", "citations", "kb")
        for path in (ROOT / app).rglob("*.py")
        if "fetch" not in path.parts and NETWORK.search(path.read_text())
    ]
    assert strays == []
