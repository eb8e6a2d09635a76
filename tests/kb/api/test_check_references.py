"""References as styles write them lead to their source, ours and those of others."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from citations.formats import STYLES
from citations.models import Source
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_forms import body

MOST = 1_000


def checked(api: Api, items: list[Any]) -> list[dict[str, Any]]:
    """Return the verdict on each item."""
    answer = api.client.post(
        "/api/v1/citations/check/",
        json.dumps({"items": items}),
        content_type="application/json",
    )
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


@pytest.fixture
def sources() -> list[Source]:
    """Make sources that are easily taken for one another."""
    handbook = {
        "title": "Software developers, analysts and testers",
        "url": "https://example.org/handbook",
        "csl_type": "webpage",
    }
    article = {"title": "Writing with a tool and without", "csl_type": "article"}
    retracted = make.source(
        key="retracted", title="A study of typing", doi="10.5555/typing"
    )
    make.notice(
        source=retracted,
        kind="retraction",
        issued_on=date(2024, 5, 1),
        doi="10.5555/typing.notice",
    )
    return [
        retracted,
        make.source(key="handbook-2022", issued="2022", **handbook),
        make.source(key="handbook-2024", issued="2024", **handbook),
        make.source(key="article-2021", issued="2021", **article),
        make.source(key="article-2023", issued="2023-07", **article),
        make.source(key="payroll", title="Payroll microdata", csl_type="dataset"),
        make.source(
            key="parsed",
            title="Probabilities of occupations (parsed table)",
            csl_type="dataset",
            issued="2017",
            version="commit 3c08450",
        ),
        make.source(key="page", title="How important is it?", csl_type="webpage"),
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_reference_of_ours_leads_to_its_source(
    api: Api, sources: list[Source], style: str
) -> None:
    # IEEE ends a title with a comma, as it does everything, and gives a page no year.
    apart = {"parsed", "handbook-2022", "handbook-2024"} if style == "ieee" else set()
    for source in sources:
        if source.key in apart:
            continue
        address = f"sources/{source.key}.txt?style={style}"
        (verdict,) = checked(api, [body(api.answer(address)).strip()])
        assert verdict["key"] == source.key, verdict
        wanted = "retracted" if source.key == "retracted" else "current"
        assert verdict["status"] == wanted


def test_the_notice_in_a_reference_is_not_what_it_cites(
    api: Api, sources: list[Source]
) -> None:
    make.source(
        key="the-notice", title="Retraction notice", doi="10.5555/typing.notice"
    )
    cited = "Doe, A. A study of typing. https://doi.org/10.5555/typing"
    said = " [Retracted 2024-05-01, https://doi.org/10.5555/typing.notice]"
    verdicts = checked(api, [cited, cited + said, f"{cited}.{said}."])
    assert [each["key"] for each in verdicts] == ["retracted"] * 3


def test_what_only_a_person_can_tell_apart_is_ambiguous(
    api: Api, sources: list[Source]
) -> None:
    (verdict,) = checked(api, ["Writing with a tool and without. In a journal."])
    assert verdict["status"] == "ambiguous"
    keys = {candidate["key"] for candidate in verdict["candidates"]}
    assert keys == {"article-2021", "article-2023"}


@pytest.mark.usefixtures("sources")
def test_a_thousand_references_and_a_thousand_pieces_of_rubbish(api: Api) -> None:
    lines = body(api.answer("sources.txt?style=chicago")).splitlines()
    verdicts = checked(api, (lines * MOST)[:MOST])
    assert {each["status"] for each in verdicts} <= {"current", "retracted"}
    rubbish = [f"{chr(0x4E00 + n)} “{n}” \u202e 💩 10.{n}/ (((" for n in range(MOST)]
    assert {each["status"] for each in checked(api, rubbish)} == {"unknown"}


@pytest.mark.usefixtures("here")
def test_the_list_may_be_sent_bare(client: Client) -> None:
    answers = [
        client.post("/api/v1/citations/check/", body, content_type="application/json")
        for body in (["study", None], {"items": ["study", None]})
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
