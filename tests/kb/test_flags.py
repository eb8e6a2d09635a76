"""A reader says that a citation is wrong: without account, and seen by colleagues."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from citations.models import Citation, Flag
from kb.models import Finding, Quota
from tests import make
from tests.screen import address, signed_in
from tests.sql import rows, value

SAID = {"kind": "failed", "text": "The page says 27, not 37."}
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% debug %}",
    "javascript:alert(1)",
    "</textarea><svg/onload=alert(1)>",
)


@pytest.fixture
def finding() -> Finding:
    return make.published()


@pytest.fixture
def place(finding: Finding) -> Citation:
    return finding.citations.get().citation


def at(place: Citation) -> str:
    return reverse("kb:flag", args=[place.key])


def send(client: Client, place: Citation, **said: str) -> Any:
    return client.post(at(place), SAID | said)


def test_it_is_recorded_and_nothing_else_changes(
    client: Client, place: Citation, finding: Finding
) -> None:
    answer = send(client, place, finding=finding.key)
    assert answer.status_code == 303
    flag = Flag.objects.get()
    assert (flag.citation, flag.kind, flag.text) == (place, *SAID.values())
    assert (flag.state, flag.raised_by, flag.resolution) == ("open", None, "")
    thanks = client.get(answer["Location"]).content.decode()
    assert finding.headline in thanks
    assert Finding.objects.get().state == "published"


def test_every_citation_of_a_finding_leads_to_the_form(
    client: Client, finding: Finding, place: Citation
) -> None:
    page = client.get(reverse("kb:finding", args=[finding.key])).content.decode()
    link = re.search(rf'href="({at(place)}[^"]*)"', page)
    assert link
    assert client.get(link[1]).status_code == 200


def test_only_places_that_readers_see_have_a_form(client: Client) -> None:
    hidden = make.draft().citations.get().citation
    for method in (client.get, client.post):
        assert method(at(hidden)).status_code == 404
        assert method("/citations/no-such/flag/").status_code == 404
    thanks = reverse("kb:flagged", args=[hidden.key])
    assert client.get(thanks).status_code == 404


def test_a_draft_is_not_named_by_the_form(client: Client, place: Citation) -> None:
    draft = make.draft(citations=[place], headline="A secret of ours")
    for key in (draft.key, "x" * 500, "a\u202eb", "ä"):
        page = client.get(at(place), {"finding": key})
        assert page.status_code == 200
        assert draft.headline not in page.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": ""}, "Choose what is wrong."),
        ({"kind": "zz"}, "Select a valid choice"),
        ({"text": ""}, "Say in a few words"),
        ({"text": "   \n"}, "Say in a few words"),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"text": "abc\u202edef"}, "turn the direction of writing"),
        ({"text": "abc\x00def"}, "ull characters are not allowed"),
        ({"text": "abc\x1bdef"}, "characters that nobody sees"),
        ({"text": "abc\ufffddef"}, "characters that nobody sees"),
        ({"better_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"better_url": "ftp://example.org/a"}, "Give a web address"),
        ({"better_url": "https://example.org/" + "a" * 500}, "at most 500 characters"),
        ({"kind": "better"}, "Give the address of the better source"),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence_and_nothing_is_lost(
    client: Client, place: Citation, said: dict[str, str], sentence: str
) -> None:
    answer = send(client, place, **said)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    kept = (SAID | said)["text"].strip()
    assert kept.replace("\x00", "") in page.replace("\x00", "")
    assert not Flag.objects.exists()
    assert not Quota.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"kind=failed&text=%ED%A0%80",
        b"kind=failed&text=%FF%FE",
        b"kind=failed&text=%00",
        b"kind=failed&text=a&kind=zz",
        b"kind[]=failed",
        b"\xff\xfe\x00",
        b"&".join(b"a=1" for _ in range(3000)),
    ],
)
def test_malformed_bodies_are_refused(
    client: Client, place: Citation, body: bytes
) -> None:
    form = "application/x-www-form-urlencoded"
    answer = client.post(at(place), data=body, content_type=form)
    assert answer.status_code == 400
    assert not Flag.objects.exists()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_stored_as_it_is_and_runs_nowhere(
    client: Client, finding: Finding, place: Citation, payload: str
) -> None:
    echoed = send(client, place, text=payload, kind="").content.decode()
    assert escape(payload) in echoed
    send(client, place, text=payload)
    assert Flag.objects.get().text == payload
    colleague = signed_in(make.person("editor", "reviewer"))
    flag = Flag.objects.get()
    for name, row in (
        ("citations_flag_changelist", None),
        ("citations_flag_change", flag),
        ("citations_flag_history", flag),
        ("citations_citation_change", place),
        ("citations_citation_history", place),
        ("kb_finding_change", finding),
    ):
        page = colleague.get(address(name, *([row.pk] if row else [])))
        text = page.content.decode()
        assert page.status_code == 200
        assert "script-src" not in page["Content-Security-Policy"]
        assert escape(payload)[:40] in text, name
        if "<" in payload:
            assert payload not in text, name
    public = client.get(reverse("kb:finding", args=[finding.key])).content.decode()
    assert payload[:20] not in public


def test_nothing_a_reader_wrote_is_shown_to_readers(
    client: Client, finding: Finding, place: Citation
) -> None:
    send(client, place, text="A canary sings here.")
    for path in (
        reverse("kb:finding", args=[finding.key]),
        reverse("kb:source", args=[place.source.key]),
        f"/api/v1/citations/{place.key}/",
        f"/api/v1/findings/{finding.key}/",
        at(place),
    ):
        assert "canary" not in client.get(path).content.decode()


def test_whoever_fills_in_what_people_do_not_see_is_thanked_and_forgotten(
    client: Client, place: Citation
) -> None:
    assert send(client, place, website="https://spam.example").status_code == 303
    assert not Flag.objects.exists()


def test_who_is_signed_in_is_named_and_not_counted(place: Citation) -> None:
    person = make.person()
    assert send(signed_in(person), place).status_code == 303
    assert Flag.objects.get().raised_by == person
    assert not Quota.objects.exists()


def test_nothing_is_kept_that_tells_who_a_reader_is(
    client: Client, place: Citation
) -> None:
    client.post(at(place), SAID, REMOTE_ADDR="203.0.113.77")
    assert Flag.objects.exists()
    tables = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace"
    )
    for (table,) in tables:
        found = value(
            f"SELECT count(*) FROM {table} r WHERE r::text LIKE '%%203.0.113.%%'"  # noqa: S608
        )
        assert found == 0, table


def test_the_limit_of_an_address_holds_and_says_when_to_come_back(
    client: Client, place: Citation, settings: Settings
) -> None:
    settings.READER_FLAGS_AN_HOUR = 2
    assert [send(client, place).status_code for _ in range(3)] == [303, 303, 429]
    late = send(client, place, text="Typed with care.")
    assert late.status_code == 429
    assert 3500 <= int(late["Retry-After"]) <= 3600
    assert "in 60 minutes" in late.content.decode()
    assert "Typed with care." in late.content.decode()
    assert Flag.objects.count() == 2
    other = client.post(at(place), SAID, REMOTE_ADDR="198.51.100.1")
    assert other.status_code == 303


def test_the_limit_of_all_together_holds(
    client: Client, place: Citation, settings: Settings
) -> None:
    settings.ALL_READER_FLAGS_AN_HOUR = 3
    codes = [
        client.post(at(place), SAID, REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(5)
    ]
    assert codes == [303, 303, 303, 429, 429]
    assert Quota.objects.count() == 4  # the refused left no trace


def test_the_form_can_be_closed(
    client: Client, place: Citation, settings: Settings
) -> None:
    settings.READER_FLAGS_AN_HOUR = 0
    assert send(client, place).status_code == 429


def test_the_form_is_kept_by_no_cache_and_the_pages_that_lead_to_it_may_be(
    client: Client, finding: Finding, place: Citation
) -> None:
    form = client.get(at(place))
    assert "no-store" in form["Cache-Control"]
    assert "csrftoken" in form.cookies
    page = client.get(reverse("kb:finding", args=[finding.key]))
    assert "Cookie" not in page.get("Vary", "")
    assert not page.cookies


def test_a_form_from_elsewhere_is_refused_in_a_sentence(place: Citation) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(at(place), SAID)
    assert answer.status_code == 403
    assert "what you typed is still there" in answer.content.decode()
    token = strict.get(at(place)).cookies["csrftoken"].value
    answer = strict.post(at(place), SAID | {"csrfmiddlewaretoken": token})
    assert answer.status_code == 303


@pytest.mark.real_reader
def test_the_form_reads_where_nothing_can_be_written_and_writes_elsewhere(
    client: Client,
) -> None:
    place = make.published().citations.get().citation
    assert client.get(at(place)).status_code == 200
    assert send(client, place).status_code == 303
    assert Flag.objects.count() == 1
