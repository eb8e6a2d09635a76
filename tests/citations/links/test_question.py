"""What one answer says of a link. A web of stubs answers; the guard stays on."""

import gzip

import pytest

from citations.enums import LinkState
from citations.services import Outcome, link_ask
from tests import make
from tests.citations.fetch.stub import PUBLIC, Reply, Web, page

DOI = "http://doi.org/10.1234/x"


def asked(
    *replies: Reply, address: str = "http://example.org/paper", role: str = "record"
) -> Outcome:
    """Return what is made of ``replies``, asked for one after the other."""
    watch = make.link_watch.unsaved(source=None, address=address, role=role)
    web = Web(replies=list(replies))
    outcome = link_ask(watch=watch, net=web.net(tries=1))
    web.join()
    return outcome


def led(status: str, place: str) -> bytes:
    return page(status=status, Location=place)


@pytest.mark.parametrize(
    ("status", "state", "gone"),
    [
        ("200 OK", "ok", False),
        ("204 No Content", "ok", False),
        ("401 Unauthorized", "blocked", False),
        ("403 Forbidden", "blocked", False),
        ("429 Too Many Requests", "blocked", False),
        ("451 Unavailable", "blocked", False),
        ("405 Method Not Allowed", "blocked", False),
        ("408 Request Timeout", "unreachable", False),
        ("500 Oops", "unreachable", False),
        ("503 Unavailable", "unreachable", False),
        ("304 Not Modified", "unreachable", False),
        ("404 Not Found", "unreachable", True),
        ("410 Gone", "unreachable", True),
    ],
)
def test_a_status_says_what_it_says_and_no_more(
    status: str, state: str, *, gone: bool
) -> None:
    outcome = asked(page(status=status))
    assert (outcome.state, outcome.gone) == (state, gone)
    assert outcome.status == int(status[:3])
    assert outcome.sentence.endswith(".")


def test_what_came_is_kept_by_its_hash_and_size() -> None:
    outcome = asked(page(b"hello", Content_Type="text/plain; charset=utf-8"))
    assert outcome.size == 5
    assert outcome.media_type == "text/plain"
    assert outcome.sha256.startswith("2cf24dba5fb0a30e")
    assert outcome.final_address == "http://example.org/paper"


@pytest.mark.parametrize(
    ("replies", "state", "told"),
    [
        ([led("301 Moved", "/new")], "moved", "for good to http://example.org/new"),
        ([led("308 Moved", "/new")], "moved", "for good to http://example.org/new"),
        ([led("302 Found", "/new")], "ok", "It answers."),
        ([led("301 M", "/a"), led("302 F", "/b")], "moved", "to http://example.org/a"),
        ([led("302 F", "/a"), led("301 M", "/b")], "ok", "It answers."),
        ([led("301 Moved", "/paper/")], "ok", "It answers."),
        ([led("301 Moved", "http://www.example.org/paper")], "ok", "It answers."),
    ],
)
def test_only_a_redirect_for_good_has_moved(
    replies: list[bytes], state: str, told: str
) -> None:
    outcome = asked(*replies, page(b"x"))
    assert outcome.state == state
    assert told in outcome.sentence


def test_to_lead_on_is_what_a_doi_is_for() -> None:
    moved = led("301 Moved", "http://publisher.example.org/article/7")
    assert asked(moved, page(), address=DOI, role="doi").state == LinkState.OK


@pytest.mark.parametrize(
    "home", ["/", "/en/", "/de-DE", "/index.html", "/en/home", "http://example.net"]
)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found"])
def test_to_the_home_page_is_gone(home: str, status: str) -> None:
    outcome = asked(led(status, home), page())
    assert outcome.gone
    assert "home page" in outcome.sentence


@pytest.mark.parametrize("place", ["/?p=7", "/articles", "/abc/", "/index/7"])
def test_a_short_address_is_no_home_page(place: str) -> None:
    assert not asked(led("301 Moved", place), page()).gone


def test_who_watches_a_home_page_may_be_led_to_one() -> None:
    moved = led("301 Moved", "/en/")
    assert not asked(moved, page(), address="http://example.org/").gone


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("http://169.254.169.254/latest", "not public"),
        ("http://localhost/", "not on the public web"),
        ("http://example.org:22/", "only ports"),
    ],
)
def test_what_may_not_be_asked_is_not_asked_and_not_dead(place: str, told: str) -> None:
    outcome = asked(led("302 Found", place))
    assert (outcome.state, outcome.gone) == (LinkState.BLOCKED, False)
    assert told in outcome.sentence


def test_a_name_that_turns_private_is_not_asked() -> None:
    watch = make.link_watch.unsaved(address="http://example.org/paper")
    web = Web(names={"example.org": [["10.0.0.1"]]})
    outcome = link_ask(watch=watch, net=web.net(tries=1))
    assert outcome.state == LinkState.BLOCKED
    assert web.connected == []


@pytest.mark.parametrize(
    ("names", "closed", "told"),
    [
        ([[]], set(), "No address is known"),
        ([[PUBLIC]], {PUBLIC}, "cannot be reached"),
    ],
)
def test_no_answer_is_unreachable(
    names: list[list[str]], closed: set[str], told: str
) -> None:
    watch = make.link_watch.unsaved(address="http://example.org/paper")
    web = Web(names={"example.org": names}, closed=closed)
    outcome = link_ask(watch=watch, net=web.net(tries=1))
    assert (outcome.state, outcome.gone) == (LinkState.UNREACHABLE, False)
    assert told in outcome.sentence


def test_a_loop_of_redirects_is_unreachable() -> None:
    outcome = asked(*[led("302 Found", "/paper")] * 9)
    assert outcome.state == LinkState.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "state", "gone"),
    [("200 OK", "ok", False), ("404 Not Found", "unreachable", True)],
)
def test_what_is_too_large_to_read_answers_all_the_same(
    status: str, state: str, *, gone: bool
) -> None:
    outcome = asked(page(b"x", status=status, length=10**12))
    assert (outcome.state, outcome.gone) == (state, gone)
    assert "larger than" in outcome.sentence
    assert outcome.sketch is None


def test_a_body_that_is_broken_answers_all_the_same() -> None:
    outcome = asked(page(b"no gzip", Content_Encoding="gzip"))
    assert (outcome.state, outcome.sketch) == (LinkState.OK, None)


def test_text_is_compared_and_a_picture_is_not() -> None:
    words = " ".join(map(str, range(50))).encode()
    assert asked(page(words, Content_Type="text/html")).sketch
    packed = gzip.compress(words)
    sent = page(packed, Content_Encoding="gzip", Content_Type="text/html")
    assert asked(sent).sketch == asked(page(words, Content_Type="text/html")).sketch
    assert asked(page(b"few words", Content_Type="text/html")).sketch == b""
    assert asked(page(words, Content_Type="application/pdf")).sketch is None
