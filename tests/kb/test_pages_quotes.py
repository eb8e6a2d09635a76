"""Quotes on the pages and documents of readers; the texts around them are private."""

from typing import Any

import pytest
from django.test import Client

from kb.models import Finding
from tests import make
from tests.screen import address, signed_in

WORDS = "Time fell by 40% <b>& more</b> in the group of writers."
ESCAPED = "Time fell by 40% &lt;b&gt;&amp; more&lt;/b&gt; in the group of writers."
AROUND = "Nobody may read this on a public page."
FRAGMENT = "https://example.org/a#:~:text=Time%20fell%20by%2040%25%20%3Cb%3E%26"


@pytest.fixture
def finding() -> Finding:
    source = make.source(url="https://example.org/a", key="study")
    quoted = make.quoted(WORDS, text=f"{AROUND} {WORDS} {AROUND}", source=source)
    subject = {"career": make.career(key="writer"), "skill": make.skill(key="writing")}
    words = f"{subject['skill'].name} by {subject['career'].name}"
    return make.published(
        key="claim",
        source=source,
        citations=[quoted],
        subjects=[subject],
        statement=words,
    )


@pytest.mark.usefixtures("finding")
@pytest.mark.parametrize(
    "place", ["/findings/claim/", "/sources/study/", "/careers/writer/skills/writing/"]
)
def test_a_page_shows_the_quote_as_text_with_a_way_to_it(
    client: Client, place: str
) -> None:
    page = client.get(place).content.decode()
    assert f'<q class="quoted">{ESCAPED}</q>' in page
    assert FRAGMENT.replace("&", "&amp;") in page
    assert AROUND not in page


def asked(client: Client, place: str) -> Any:
    """Return a document of the API."""
    return client.get(f"/api/v1{place}").json()


def test_a_document_gives_the_quote(client: Client, finding: Finding) -> None:
    document = asked(client, "/careers/writer/skills/writing/")
    (citation,) = document["findings"][0]["citations"]
    assert citation["quote"] == WORDS
    assert citation["link"].startswith(FRAGMENT)
    (place,) = asked(client, f"/findings/{finding.key}/")["citations"]
    assert place["quote"] == WORDS
    key = place["id"]
    assert asked(client, f"/citations/{key}/")["quote"] == WORDS
    found = asked(client, "/citations/?quote__contains=fell%20by%2040")
    assert [row["key"] for row in found["results"]] == [key]


def test_what_has_no_quote_says_so(client: Client) -> None:
    make.published(key="bare")
    (place,) = asked(client, "/findings/bare/")["citations"]
    assert place["quote"] is None
    assert "<q" not in client.get("/findings/bare/").content.decode()


@pytest.mark.usefixtures("finding")
def test_no_text_of_a_snapshot_is_public(client: Client) -> None:
    for place in ("/findings/", "/sources/", "/citations/"):
        answer = client.get(f"/api/v1{place}").content.decode()
        assert AROUND not in answer
        assert "snapshot" not in answer


def test_a_reviewer_sees_the_quote_in_its_context(finding: Finding) -> None:
    client = signed_in(make.reviewer())
    place = address("kb_finding_change", finding.pk)
    page = client.get(place).content.decode()
    assert f"{AROUND} <mark>{ESCAPED}</mark> {AROUND}" in page
    assert "stands in a quote" in page


def test_an_editor_sees_what_no_quote_holds() -> None:
    words = "Time on the task rose by 40% in one of the groups."
    draft = make.draft(citations=[make.quoted(words)])
    client = signed_in(make.editor())
    page = client.get(address("kb_finding_change", draft.pk)).content.decode()
    assert "[number-occurs-in-quote]" in page
    assert "Change of the time on a task, value: -40" in page
