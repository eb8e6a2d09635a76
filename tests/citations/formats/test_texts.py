"""What a received file says, or the sentence that says why it says nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citations.enums import MediaType
from citations.formats.texts import LARGEST, MOST_PAGES, Unreadable, folded, read_text
from tests.citations.formats import files

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(ANY)
def test_folding_twice_folds_no_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(ANY)
def test_folding_changes_nothing_but_white_space_and_composition(text: str) -> None:
    kept = "".join(folded(text).split())
    composed = unicodedata.normalize("NFC", text)
    assert kept == "".join(composed.split())


def test_minus_signs_hyphens_and_quotation_marks_stay_what_they_are() -> None:
    text = "\u22125 -5 \u20135 \u201cx\u201d 'x' co\u00adop ﬁ \u200b"
    assert folded(text) == text.strip()


@pytest.mark.parametrize(
    ("received", "text"),
    [
        (b"Time fell\r\n  by 40%.", "Time fell by 40%."),
        ("\ufeffCaf\u00e9".encode(), "Caf\u00e9"),
        ("Caf\u00e9 \u22125".encode("utf-16"), "Caf\u00e9 \u22125"),
        ("Cafe\u0301".encode(), "Caf\u00e9"),
    ],
)
def test_a_text_is_read_as_it_says(received: bytes, text: str) -> None:
    read = read_text(received)
    assert (read.media_type, read.text, read.pages) == (MediaType.TEXT, text, [])


def test_a_page_keeps_what_is_shown_and_sets_its_blocks_apart() -> None:
    page = """<!doctype html><html><head><title>Unseen</title>
      <style>p {content: "unseen"}</style><script>unseen()</script></head><body>
      <h1>Result</h1><p>Time fell&nbsp;by <b>40</b>% &amp; more<br>so.</p>
      <!-- unseen -->
      <table><tr><td>SQL</td><td>49.3</td></tr></table><svg><text>unseen</text></svg>
      <template>unseen</template><noscript>unseen</noscript>&lt;p&gt;</body></html>"""
    read = read_text(page.encode())
    assert read.media_type == MediaType.HTML
    assert read.text == "Result Time fell by 40% & more so. SQL 49.3 <p>"


def test_a_page_may_name_its_encoding() -> None:
    page = '<html><meta charset="ISO-8859-1"><p>Caf\u00e9 \u2014 x</p>'
    assert read_text(page.encode("cp1252")).text == "Caf\u00e9 \u2014 x"


def test_a_pdf_gives_its_text_and_where_its_pages_begin() -> None:
    read = read_text(files.written("Time fell by 40%.", "", "Quality rose (18%)."))
    assert read.media_type == MediaType.PDF
    assert read.text == "Time fell by 40%. Quality rose (18%)."
    assert read.pages == [0, 17, 18]


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (b"", "no text"),
        (b" \n\t", "no text"),
        (b"<html><body><script>x</script></body></html>", "no text"),
        (b"caf\xe9 au lait", "Byte 3 is not UTF-8"),
        (b"<html><meta charset=klingon><p>x", "'klingon'"),
        (b"<html><meta charset=hex><p>x", "'hex'"),
        (b"abc\0def", "Character 3 is NUL"),
        (b"\x1f\x8b\x08\0", "packed as gzip"),
        (b"PK\x03\x04word", "packed as ZIP"),
        (b"\x89PNG\r\n", "a picture"),
        (b"x" * (LARGEST + 1), "at most 20,000,000"),
        (b"ab " * 1_100_000, "at most 3,000,000"),
        (b"%PDF-1.7\n", "broken or cut off"),
        (files.written("Time fell by 40%.")[:200], "broken or cut off"),
        (files.LOOP, "broken or cut off"),
        (files.document(b""), "picture of 1 page"),
        (files.encrypted(), "encrypted"),
        (files.crowd(MOST_PAGES + 1), "1,501 pages; at most 1,500"),
        (files.bomb(200), "more time or memory"),
    ],
    ids=lambda case: case[:16] if isinstance(case, str) else "",
)
def test_what_cannot_be_read_is_said_in_a_sentence(received: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_text(received)


def test_a_page_that_asks_for_hours_is_ended() -> None:
    with pytest.raises(Unreadable, match="more time or memory"):
        read_text(b"<html>" + b"<div>" * 200_000)


def test_characters_without_a_name_in_the_font_are_marked() -> None:
    page = files.document(b"BT /F1 12 Tf 72 700 Td (Time\\000fell.) Tj ET")
    assert read_text(page).text == "Time\ufffdfell."
