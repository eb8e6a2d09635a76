"""The words of a page, and how like two texts are."""

import pytest

from citations.fetch import Answer, likeness, page_text, sketch

WORDS = " ".join(f"word{number}" for number in range(200))


def text_of(body: bytes | str, kind: str = "text/html") -> str | None:
    body = body if isinstance(body, bytes) else body.encode()
    return page_text(Answer(200, {"content-type": kind}, body, ("x",)))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>A</h1><p>one &amp; two<p>three", "A one & two three"),
        ("a<script>var x = '<p>no</p>'</script>b", "a b"),
        ("a<style>p { color: red }</style >b<!-- no --> c", "a b c"),
        ("a <SCRIPT src=x>never closed", "a"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<p title='a > b'>c", "b'>c"),  # the price of not building a tree
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_what_is_left_of_markup_is_what_a_person_reads(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("größe".encode("latin-1"), "text/html; charset=ISO-8859-1", "größe"),
        (b"<meta charset='windows-1252'>\x93a\x94", "text/html", "“a”"),
        ("\ufeffgröße".encode(), "text/plain", "größe"),
        (b"a\xff", "text/plain; charset=utf-8", "a\ufffd"),
        (b"a", "text/plain; charset=klingon", "a"),
        (b"a", "text/plain; charset=hex", "a"),
        (b'{"a": "<b>"}', "application/json", '{"a": "<b>"}'),
        (b"<a>x</a>", "application/rss+xml", "x"),
        (b"%PDF-1.7", "application/pdf", None),
        (b"\x89PNG", "image/png", None),
        (b"x", "", None),
    ],
)
def test_text_is_read_in_its_encoding_and_other_things_are_not(
    body: bytes, kind: str, text: str | None
) -> None:
    assert text_of(body, kind) == text


@pytest.mark.parametrize(
    "piece", ["<div>", "<a <b <!-- ", "<script>", "<script ", "</", "<!--", "&#x", "&"]
)
def test_a_page_made_to_choke_on_is_read_like_any_other(piece: str) -> None:
    assert text_of(piece * (1_000_000 // len(piece))) is not None


def test_a_text_is_like_itself_whatever_its_capitals() -> None:
    assert likeness(sketch(WORDS), sketch(WORDS.upper() + ".")) == 100


def test_likeness_is_the_share_that_both_have() -> None:
    half = WORDS.replace("word1", "other")
    assert likeness(sketch(WORDS), sketch(half)) == pytest.approx(30, abs=15)
    other = WORDS.replace("word", "other")
    assert likeness(sketch(WORDS), sketch(other)) == 0
    one = WORDS.replace("word77 ", "other ")
    assert likeness(sketch(WORDS), sketch(one)) > 90


def test_too_few_words_are_not_compared() -> None:
    assert sketch("Please enable JavaScript to go on.") == b""
    assert sketch("") == b""
    assert likeness(sketch(WORDS), b"") == 0
    assert likeness(b"", b"") == 100
