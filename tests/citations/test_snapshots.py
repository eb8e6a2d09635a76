"""Attaching snapshots and quoting from them, as an editor does it in the admin."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citations.models import Citation, Snapshot
from citations.services import citation_save, snapshot_attach, snapshot_withdraw
from tests import make
from tests.citations.formats import files
from tests.screen import Screen, address, refused, saved, signed_in

RULE = "snapshot-is-as-received"
STANDS = "quote-stands-in-its-snapshot"
TEXT = (
    "Time on the task fell by 40% in the group. Nobody knows why that is so. "
    "Quality of the result rose by 18% in it. Nobody knows why that is so. "
)
LIST = (
    "References Noy, S., & Zhang, W. (2023). Time on the task fell a lot. Science, "
    "381(6654), 187-192. Autor, D. (2015). Why so many jobs? Journal of Economic "
    "Perspectives, 29(3), 3-30. Frey, C., & Osborne, M. (2017). The future. "
    "Technological Forecasting, 114, 254-280. "
) * 2


@pytest.fixture
def editor() -> Client:
    return signed_in(make.editor())


def attached(editor: Client, **fields: Any) -> Any:
    """Return the answer to a form of the editor's, filled in but for ``fields``."""
    given = {"retrieved_from": "https://example.org/a", "paste": "", "_save": "Save"}
    given |= {"retrieved_at": "2024-05-01 10:00"}
    place = address("citations_snapshot_add")
    return editor.post(place, given | {"source": make.source().pk} | fields)


def test_a_pasted_text_is_attached(editor: Client) -> None:
    saved(attached(editor, paste=f"  {TEXT}\r\n\r\n{TEXT}"))
    kept = Snapshot.objects.get()
    assert kept.text == f"{TEXT}{TEXT}".strip()
    assert kept.text_digest == sha256(kept.text.encode()).hexdigest()
    assert (kept.media_type, kept.pages) == ("text/plain", [])
    assert str(kept.attached_by).startswith("person")


def test_a_pdf_is_attached_and_its_pages_are_known(editor: Client) -> None:
    received = files.written("Time fell by 40%.", "Quality rose by 18%.")
    saved(attached(editor, file=SimpleUploadedFile("a.pdf", received)))
    kept = Snapshot.objects.get()
    assert (kept.digest, kept.size) == (sha256(received).hexdigest(), len(received))
    assert [kept.page_of(at) for at in (0, 17, 18, 30)] == [1, 1, 2, 2]
    page = editor.get(address("citations_snapshot_change", kept.pk))
    assert kept.digest in page.content.decode()


def test_a_page_is_attached_without_its_scripts(editor: Client) -> None:
    received = b"<html><p>Time fell <script>alert(1)</script>by 40%.</p>"
    saved(attached(editor, file=SimpleUploadedFile("a.html", received)))
    assert Snapshot.objects.get().text == "Time fell by 40%."


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (files.document(b""), "picture of 1 page"),
        (files.encrypted(), "encrypted"),
        (files.LOOP, "broken"),
        (b"caf\xe9", "not UTF-8"),
        (b"a\0b", "NUL"),
        (b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_what_has_no_text_is_refused_and_nothing_typed_is_lost(
    editor: Client, received: bytes, said: str
) -> None:
    answer = attached(editor, file=SimpleUploadedFile("a.pdf", received))
    refused(answer, RULE)
    page = answer.content.decode()
    assert said in page
    assert "https://example.org/a" in page
    assert not Snapshot.objects.exists()


def test_more_than_a_form_may_bring_is_told_in_the_form(editor: Client) -> None:
    answer = attached(editor, paste="word " * 1_000_001)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "longer than 5 MB: go back, and bring it as a file" in page
    assert 'name="paste"' in page
    assert not Snapshot.objects.exists()
    stranger = Client().post(address("citations_snapshot_add"), {"paste": "x" * 10**7})
    assert stranger.status_code == 302
    assert "/login/" in stranger["Location"]


@pytest.mark.parametrize("paste", ["", TEXT])
def test_either_a_file_or_a_text_is_attached(editor: Client, paste: str) -> None:
    file = {"file": SimpleUploadedFile("a.txt", TEXT.encode())} if paste else {}
    refused(attached(editor, paste=paste, **file), RULE)


def test_nothing_was_retrieved_tomorrow(editor: Client) -> None:
    answer = attached(editor, paste=TEXT, retrieved_at="2999-01-01 10:00")
    assert "yet to come" in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_the_same_file_is_attached_once(editor: Client) -> None:
    source = make.source()
    saved(attached(editor, paste=TEXT, source=source.pk))
    refused(attached(editor, paste=TEXT, source=source.pk), "stands-once")
    saved(attached(editor, paste=TEXT))


def test_a_snapshot_is_withdrawn_with_a_reason_and_for_good(editor: Client) -> None:
    kept = make.snapshot()
    saved(
        Screen(editor, "citations_snapshot_change", kept.pk).save(
            withdrawn_reason="The wrong file."
        )
    )
    kept.refresh_from_db()
    assert kept.withdrawn_reason == "The wrong file."
    held = make.quoted().snapshot
    assert held
    screen = Screen(editor, "citations_snapshot_change", held.pk)
    refused(screen.save(withdrawn_reason="Away."), RULE)
    with pytest.raises(ValidationError, match="reasons-are-given"):
        snapshot_withdraw(snapshot=make.snapshot(), author=make.editor(), reason=" ")


def test_only_editors_attach_and_withdraw() -> None:
    reviewer = make.reviewer()
    with pytest.raises(PermissionDenied):
        snapshot_attach(
            source=make.source(),
            received=TEXT.encode(),
            retrieved_from="a.txt",
            attached_by=reviewer,
        )
    with pytest.raises(PermissionDenied):
        snapshot_withdraw(snapshot=make.snapshot(), author=reviewer, reason="Away.")


def quoting(editor: Client, quote: str, **fields: Any) -> Any:
    """Return the answer to a new citation with a quote from ``TEXT`` and ``LIST``."""
    held = fields.pop("held", None) or make.snapshot(text=f"{TEXT}{LIST}{TEXT[:71]}")
    screen = Screen(editor, "citations_citation_add")
    return screen.save(
        **{"key": "a-place", "source": held.source, "locator": "p. 1"}
        | {"quote": quote, "snapshot": held}
        | fields
    )


def test_a_quote_finds_its_place_and_is_shown_in_it(editor: Client) -> None:
    held = make.snapshot(text=f"Before. {TEXT}", pages=[0, 8])
    answer = quoting(
        editor, " Time on\n the task fell\u00a0by 40% ", held=held, snapshot=""
    )
    saved(answer)
    made = Citation.objects.get()
    assert made.quote == "Time on the task fell by 40%"
    assert (made.snapshot, made.quote_start, made.quote_end) == (held, 8, 36)
    page = editor.get(address("citations_citation_change", made.pk)).content.decode()
    assert "Before. <mark>Time on the task fell by 40%</mark> in the group." in page
    assert "Page 2 of the" in page
    saved(Screen(editor, "citations_citation_change", made.pk).save(quote=""))
    made.refresh_from_db()
    assert (made.quote, made.snapshot, made.quote_start) == ("", None, None)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Time fell by 40%", "at least 3 words and 20 characters"),
        ("internationalisierungsgerecht", "at least 3 words"),
        ("x y z " * 400, "at most 2,000"),
        ("Time on the task rose by 40% in the group.", "nearest passage"),
        ("Bees dance for their sisters in the hive.", "nothing like it"),
        ("Time on the task fell by 40% \u2026 rose by 18% in it.", "joins 2 places"),
        ("Nobody knows why that is so.", "stands in 2 places"),
        ("Why so many jobs? Journal of Economic", "list of references"),
    ],
)
def test_a_quote_without_one_place_is_refused_in_a_sentence(
    editor: Client, quote: str, said: str
) -> None:
    answer = quoting(editor, quote)
    refused_field(answer, "quote", said)
    assert not Citation.objects.exists()


def refused_field(answer: Any, field: str, said: str) -> None:
    """Assert that the form is back with a sentence at the field, and what was typed."""
    form = answer.context["adminform"].form
    (sentence,) = form.errors[field]
    assert said in sentence
    assert sentence.endswith(f"[{STANDS}]")
    assert form["locator"].value() == "p. 1"


def test_a_quote_needs_a_snapshot_of_its_source(editor: Client) -> None:
    quote = "Time on the task fell by 40% in the group."
    bare = quoting(editor, quote, source=make.source(), snapshot="")
    refused_field(bare, "quote", "no snapshot")
    refused_field(quoting(editor, quote, source=make.source()), "snapshot", "another")
    gone = make.snapshot(text=TEXT)
    snapshot_withdraw(snapshot=gone, author=make.editor(), reason="Wrong file.")
    refused_field(quoting(editor, quote, held=gone), "snapshot", "Wrong file.")


def test_a_script_meets_the_same_refusal() -> None:
    made = make.citation(source=make.snapshot(text=TEXT).source)
    made.quote = "Time on the task rose by 40% in the group."
    with pytest.raises(ValidationError, match="nearest passage"):
        citation_save(citation=made, author=make.editor())


def test_text_of_others_is_shown_as_text(editor: Client) -> None:
    words = "Time fell <script>alert(1)</script> by 40% & more in it."
    made = make.quoted("<script>alert(1)</script> by 40% & more", text=words)
    page = editor.get(address("citations_citation_change", made.pk)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; by 40% &amp; more</mark>" in page
