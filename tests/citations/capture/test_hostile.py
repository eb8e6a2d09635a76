"""Whatever is pasted or uploaded: a sentence, limits stated, nothing half-written."""

import gzip
import json
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citations.fetch import Net
from citations.models import ImportBatch, ImportRow, Source
from citations.services.capture import (
    MOST_BYTES,
    import_apply,
    import_look_up,
    import_row_mend,
    import_stage,
)
from tests import make
from tests.citations.capture.bring import Desk, bibtex
from tests.citations.fetch.stub import Time, Web, answering, recorded
from tests.citations.formats.recorded import text_beside

DOI = "10.1234/abc"


def refusal(desk: Desk, content: bytes | str) -> str:
    """Send what cannot be read at all, and return why not."""
    file = SimpleUploadedFile("x.bib", content) if isinstance(content, bytes) else None
    answer = desk.send({"file": file} if file else {"pasted": content})
    assert answer.status_code == 200
    assert not ImportBatch.objects.exists()
    return " ".join(answer.context["form"].non_field_errors())


def test_fifty_megabytes_are_refused_with_the_limit() -> None:
    said = refusal(Desk(), b"@book{a, title={x}}\n" * 2_500_000)
    assert "50.0 MB" in said
    assert f"At most {MOST_BYTES / 1e6:.0f} MB and 20,000 records" in said


def test_a_paste_longer_than_a_form_may_be_is_a_sentence() -> None:
    answer = Desk().send({"pasted": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "longer than 5 MB" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_too_many_records_are_refused_with_the_limit() -> None:
    said = refusal(Desk(), b"10.1234/abc\n" * 20_001)
    assert "20,001 entries; at most 20,000" in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 \x00\x01", "This file is a PDF"),
        (gzip.compress(b"@book{a}", mtime=0), "This file is a gzip archive"),
        (b"   \n\n", "There is nothing in it"),
        ("", "Nothing was brought"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes | str, sentence: str) -> None:
    assert sentence in refusal(Desk(), content)


def test_ris_in_latin_1_is_read_and_said() -> None:
    desk = Desk()
    ris = "TY  - BOOK\nTI  - Über das Tippen\nAU  - Möller, Jörg\nPY  - 2020\nER  - \n"
    (row,) = desk.upload(ris.encode("latin-1"), "x.ris")
    assert row.fields["title"] == "Über das Tippen"
    assert row.fields["author"] == [{"family": "Möller", "given": "Jörg"}]
    assert "not in UTF-8" in desk.batch.notes[0]


def test_braces_ten_thousand_deep_are_text() -> None:
    deep = "{" * 10_000 + "x" + "}" * 10_000
    desk = Desk()
    rows = desk.paste(bibtex("deep", title=deep) + bibtex("good", title="Good one"))
    assert rows[-1].fields["title"] == "Good one"
    assert all(row.reason for row in rows)


def test_latex_accents_are_letters() -> None:
    title = r"Na{\"\i}ve {\'E}tudes of \O{}re and {\L}{\'o}d{\'z}"
    (row,) = Desk().paste(bibtex("a", title=title, author=r"M{\"u}ller, J{\"o}rg"))
    assert row.fields["title"] == "Naïve Études of Øre and Łódź"
    assert row.key.startswith("muller-2023-naive-etudes")


def test_nul_bytes_are_said_and_stored_as_what_can_be() -> None:
    desk = Desk()
    (row,) = desk.upload(bibtex("a", title="With\0a NUL").encode())
    assert "\0" not in row.given
    assert "NUL" in desk.batch.notes[0]
    (row,) = desk.upload(b'[{"id": "a", "type": "book", "title": "x\\u0000y"}]')
    desk.press("apply")
    assert Source.objects.get().title == "xy"


def test_text_that_runs_backwards_is_set_right_and_said() -> None:
    title = "Typing \u202egnp.exe\u202c made up"
    (row,) = Desk().paste(bibtex("a", title=title))
    assert row.fields["title"] == "Typing gnp.exe made up"
    assert "reorder text" in row.remarks[0]
    assert "\u202e" in row.given


@pytest.mark.parametrize(
    "text", ['{"id": "a", "title": ', "[1, 2", "[" * 100_000, '{"a": NaN}']
)
def test_wrong_json_is_a_row_with_a_sentence(text: str) -> None:
    (row,) = Desk().paste(text)
    assert (row.status, row.decision) == ("faulty", "wait")
    assert "This is no JSON" in row.reason
    assert row.given == text


def test_json_of_the_wrong_shape_is_kept() -> None:
    desk = Desk()
    good, *bad = desk.paste(
        '[{"id": "a", "type": "book", "title": "Good"}, 5, "x", {}]'
    )
    assert good.status == "new"
    assert [row.status for row in bad] == ["faulty"] * 3
    (row,) = desk.paste(json.dumps({"id": 1, "title": ["A", "B"], "reference": [1]}))
    assert row.fields["title"] == "A"
    assert row.extra["custom"]["csl"]["reference"] == [1]


def test_a_record_nested_without_end_is_a_row_with_a_sentence() -> None:
    inner: Any = "x"
    for _ in range(60):
        inner = {"a": inner}
    (row,) = Desk().paste(json.dumps({"id": "a", "type": "book", "custom": inner}))
    assert (row.status, "nested too deep" in row.reason) == ("faulty", True)


def test_a_title_that_names_nothing_waits() -> None:
    (row,) = Desk().paste(bibtex("a", title="Untitled"))
    assert row.status == "faulty"
    assert "names nothing" in row.reason


def test_markup_is_shown_as_text() -> None:
    desk = Desk()
    (row,) = desk.paste(bibtex("a", title="<script>alert(1)</script>A script"))
    for shown in (desk.page(), desk.open(row).content.decode()):
        assert "<script>alert" not in shown


@pytest.mark.parametrize(
    "query", ["?after=x", "?status=zz", "?after=99999999999999999"]
)
def test_an_address_that_means_nothing_shows_the_rows(query: str) -> None:
    desk = Desk()
    desk.paste(bibtex("a"))
    assert 'name="row"' in desk.page(query)


def test_buttons_that_do_not_exist_do_nothing() -> None:
    desk = Desk()
    desk.paste(bibtex("a"))
    assert desk.press("explode") == ["Choose what to do with one of the buttons."]
    said = desk.press("decide", decision="zz", scope="chosen", row=["x"])
    assert said == ["Choose what to decide, and for which rows."]


def drip() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    yield from repeat(b"x", 2_000)


def fetched(net: Net, name: str = DOI) -> ImportRow:
    """Bring in one identifier with a way to the network, and return its row."""
    batch = import_stage(given=name, author=make.editor(), net=net)
    return batch.rows.get()


def test_a_doi_is_looked_up_and_becomes_a_source() -> None:
    name = json.loads(recorded("crossref_subtitle.json"))["message"]["DOI"]
    net, _ = answering(httpx.Response(200, content=recorded("crossref_subtitle.json")))
    author = make.editor()
    batch = import_stage(given=name, author=author, net=net)
    row = batch.rows.get()
    assert (row.status, row.decision) == ("new", "create")
    import_apply(batch=batch, author=author)
    source = Source.objects.get()
    assert source.doi == name.lower()
    assert source.sightings.get().address.startswith("https://api.crossref.org/")
    assert source.extra["custom"]["registry"]


def test_a_retraction_that_the_registry_tells_of_is_said() -> None:
    name = json.loads(recorded("crossref_retracted.json"))["message"]["DOI"]
    net, _ = answering(httpx.Response(200, content=recorded("crossref_retracted.json")))
    author = make.editor()
    batch = import_stage(given=name, author=author, net=net)
    assert "notice" in " ".join(batch.rows.get().remarks).lower()
    import_apply(batch=batch, author=author)
    assert Source.objects.get().notices_checked_at is None


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (httpx.Response(200, content=b"<html>Hello</html>"), "page where a record"),
        (httpx.Response(200, content=b"{broken"), "no JSON"),
        (httpx.Response(403), "did not let us ask"),
        (httpx.Response(302, headers={"location": "http://169.254.169.254/"}), ""),
        (httpx.Response(302, headers={"location": "https://localhost/"}), ""),
        (httpx.Response(200, content=b"x" * 5_000_000), ""),
    ],
    ids=["html", "json", "denied", "metadata", "localhost", "long"],
)
def test_what_a_registry_answers_instead_is_a_draft_and_a_sentence(
    answer: httpx.Response, sentence: str
) -> None:
    net, asked = answering(*[answer] * 3)
    row = fetched(net)
    assert (row.status, row.decision) == ("incomplete", "wait")
    assert sentence in row.reason
    assert row.reason.endswith("Type its title, or paste its record.")
    assert row.fields == {"doi": DOI}
    assert {request.url.host for request in asked} <= {"api.crossref.org"}


@pytest.mark.parametrize("address", ["169.254.169.254", "127.0.0.1", "::1", "10.0.0.7"])
def test_a_name_that_leads_inside_is_a_sentence_and_no_connection(address: str) -> None:
    inside = Web(names={"api.crossref.org": [[address]]})
    row = fetched(inside.net())
    assert inside.connected == []
    assert row.status == "incomplete"
    assert "Type its title" in row.reason


def test_a_slow_drip_ends_with_a_sentence() -> None:
    slow = Web(replies=[drip()])
    row = fetched(slow.net(time=Time(step=1.0), seconds=15))
    assert row.status == "incomplete"
    assert row.reason


def test_the_rest_is_looked_up_by_a_button() -> None:
    author = make.editor()
    batch = import_stage(given=DOI, author=author)
    message = {"DOI": DOI, "title": ["Made up"], "type": "report"}
    body = json.dumps({"message": message}).encode()
    net, _ = answering(httpx.Response(200, content=body))
    done = import_look_up(batch=batch, author=author, net=net)
    assert (done.changed, done.left) == (1, 0)
    row = batch.rows.get()
    assert (row.status, row.fields["title"]) == ("new", "Made up")


def test_an_identifier_that_is_pasted_for_a_row_is_looked_up() -> None:
    author = make.editor()
    row = import_stage(given="hello", author=author).rows.get()
    body = json.dumps({"message": {"DOI": DOI, "title": ["Made up"], "type": "report"}})
    net, _ = answering(httpx.Response(200, content=body.encode()))
    import_row_mend(row=row, given=DOI, author=author, net=net)
    row.refresh_from_db()
    assert (row.status, row.fields["title"]) == ("new", "Made up")
    assert (row.given, row.mended) == ("hello", DOI)


def test_a_button_without_a_network_says_so() -> None:
    desk = Desk()
    (row,) = desk.paste(DOI)
    assert desk.press("look_up") == ["0 looked up, 1 without a record."]
    row.refresh_from_db()
    assert "FETCH" in row.reason


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("crossref.bib", 1),
        ("cyrillic.bib", 1),
        ("pure.bib", 1),
        ("xampl.bib", 30),
        ("crossref.ris", 1),
        ("pure.ris", 1),
        ("ris_bug.ris", 1),
        ("crossref502.csl.json", 500),
        ("seeds.csl.json", 1),
    ],
)
def test_publishers_own_files_are_staged_and_applied(name: str, least: int) -> None:
    desk = Desk()
    rows = desk.upload(text_beside(name).encode(), name)
    assert len(rows) >= least
    (said,) = desk.press("apply")
    assert "0 could not be written" in said
    assert Source.objects.count() >= least * 0.6
