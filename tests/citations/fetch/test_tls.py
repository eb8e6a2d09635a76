"""The address is pinned, and the certificate is still the name's."""

import ssl

import pytest

from citations.fetch import Fetched, FetchError, crossref
from tests.citations.fetch.stub import PUBLIC, TLS, TRUST, Web, page, recorded


def stub(*replies: bytes) -> tuple[Web, list[str | None]]:
    """Return a web behind a certificate for api.crossref.org, and the names asked."""
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem")
    context.sni_callback = lambda _sock, name, _context: asked.append(name)
    return Web(replies=list(replies), tls=context), asked


def test_a_record_comes_over_tls_from_the_checked_address() -> None:
    web, asked = stub(page(recorded("crossref_corrected.json")))
    fetched = crossref("10.1371/journal.pone.0033693", net=web.net())
    assert isinstance(fetched, Fetched)
    assert web.connected == [PUBLIC]
    assert asked == ["api.crossref.org"]


def test_another_name_s_certificate_is_refused() -> None:
    web, asked = stub()
    with pytest.raises(FetchError, match=r"certificate of example\.org is not its own"):
        web.net(tries=1).get("https://example.org/")
    assert asked == ["example.org"]
    assert web.requests == []


def test_a_server_that_speaks_no_tls_is_refused() -> None:
    web = Web(hasty=True)
    with pytest.raises(FetchError, match="cannot be reached"):
        web.net(tries=1, seconds=5).get("https://example.org/")


def test_certificates_are_verified() -> None:
    assert TRUST.check_hostname
    assert TRUST.verify_mode == ssl.CERT_REQUIRED
