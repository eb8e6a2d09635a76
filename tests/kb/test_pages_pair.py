"""The page of a skill in a career."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from careers.models import CareerSkill
from citations.enums import NoticeKind
from citations.services import notice_record
from tests import make
from tests.kb.evidence import World, full_world, many_figures, world
from tests.kb.page import Page, get


@pytest.fixture
def here() -> World:
    return full_world()


@pytest.fixture
def page(client: Client, here: World) -> Page:
    return get(client, here.pair)


def test_its_title_is_the_question(page: Page) -> None:
    question = "Writing: how much does this skill matter for a technical writer?"
    assert page.headings[0] == (1, question)
    assert question in page.all("title")[0].text


def test_it_names_role_and_basis(page: Page) -> None:
    assert "Role in this career: core" in page.text
    assert "curator's judgement" in page.text


def test_every_facet_says_how_far_it_is_answered(page: Page) -> None:
    rows = [row.text for row in page.all("tr") if "Importance" in row.text]
    assert "answered" in rows[0]
    rows = [row.text for row in page.all("tr") if "Outlook" in row.text]
    assert "nobody looked yet" in rows[0]


def test_findings_stand_nearest_first_and_whole(page: Page) -> None:
    articles = page.all("article")
    assert [article["id"] for article in articles] == [
        "finding-direct-one",
        "finding-elsewhere",
        "finding-whole-career",
        "finding-all-jobs",
    ]
    first = " ".join(articles[0].text.split())
    for words in (
        "Writers wrote 40% faster",
        "\N{MINUS SIGN}40 %",
        "interval \N{MINUS SIGN}45 to \N{MINUS SIGN}35",
        "n = 453 writers",
        "primary text",
        "randomised trial",
        "Studied: people at Writing, each a Technical writer; United States",
        "27 January 2023 to February 2023",
        "This page: Writing, Technical writer",
        "Short tasks only.",
        "by somebody who sells what it is about",
    ):
        assert words in first


def test_what_is_general_stands_in_a_closed_box(page: Page) -> None:
    box = next(e for e in page.all("details") if e["class"] == "context")
    assert "open" not in box.attributes
    assert "Context, not about this skill" in box.text
    assert "Everybody types" in box.text
    assert "Writers are many" not in box.text


def test_what_is_known_of_the_career_as_a_whole_is_brief_and_folded(
    page: Page,
) -> None:
    (fold,) = (e for e in page.all("details") if "Writers are many" in e.text)
    assert "open" not in fold.attributes
    assert "1 finding" in fold.text
    assert 'id="finding-whole-career"' in page.source
    section = page.source.partition('<h2 id="same_career">')[2]
    assert '<a href="/careers/technical-writer/">the page of the career</a>' in section


def test_a_long_finding_folds_its_later_figures(client: Client, here: World) -> None:
    many_figures(here)
    page = get(client, here.pair)
    article = next(e for e in page.all("article") if e["id"] == "finding-many")
    assert all(f"Figure {name}" in article.text for name in "ABCDEFGHI")
    assert "3 more figures of this finding" in article.text


def test_dates_are_machine_readable(page: Page) -> None:
    assert {"2023-01-27", "2023-02"} <= {e["datetime"] for e in page.all("time")}


def test_every_use_leads_to_its_reference_and_back(page: Page) -> None:
    uses = [e for e in page.all("a") if e["class"] == "use"]
    backs = [e for e in page.all("a") if e["aria-label"].startswith("Back to use")]
    assert len(uses) == len(backs) == 4
    assert {use["href"] for use in uses} <= {f"#{anchor}" for anchor in page.ids}
    assert {back["href"] for back in backs} == {f"#{use['id']}" for use in uses}
    names = [back["aria-label"] for back in backs]
    assert len(set(names)) == len(names)
    assert "Back to use b of reference 1" in names


def test_a_reference_shows_its_chain_and_what_was_read(page: Page) -> None:
    entry = next(e for e in page.all("li") if e["id"] == "reference-1")
    text = " ".join(entry.text.split())
    for words in (
        "A study of writers",
        "not yet checked for notices",
        "Places: p. 187",
        "What was read: the full text",
        "uses data of The register of writers",
        "(primary source)",
    ):
        assert words in text


def test_neighbours_say_what_they_rest_on(page: Page) -> None:
    edge = next(e for e in page.all("li") if "Editing" in e.text)
    assert "Writing complements Editing" in " ".join(edge.text.split())
    assert "curator's judgement" in edge.text
    assert "/careers/journalist/skills/writing/" in page.links


def test_codes_say_how_they_match_or_that_none_was_found(page: Page) -> None:
    assert "27-3042.00" in page.text
    assert "none found" in page.text
    assert "Looked for in all labels." in page.text


def test_gaps_are_told(page: Page) -> None:
    told = page.text.partition("What this evidence does not show")[2]
    assert "Nobody looked yet." in told


def test_a_pair_without_evidence_says_so(client: Client) -> None:
    here = world()
    page = get(client, here.pair)
    assert "Nobody has looked yet" in page.text
    assert page.all("article") == []
    assert [e["content"] for e in page.all("meta") if e["name"] == "robots"] == [
        "noindex"
    ]


def test_a_pair_nobody_listed_has_a_page(client: Client, here: World) -> None:
    CareerSkill.objects.all().delete()
    assert "No curator has listed this skill" in get(client, here.pair).text


def test_drafts_and_findings_in_review_are_not_there(
    client: Client, here: World
) -> None:
    parts: dict[str, Any] = {
        "subjects": [{"career": here.career, "skill": here.skill}],
        "population": "people at Writing, each a Technical writer",
    }
    make.draft(key="a-draft", headline="A draft claim", **parts)
    make.in_review(key="waiting", headline="A waiting claim", **parts)
    page = get(client, here.pair)
    assert "A draft claim" not in page.source
    assert "A waiting claim" not in page.source


def test_a_retraction_takes_its_findings_from_the_page(
    client: Client, here: World
) -> None:
    editor = make.editor()
    before = client.get(here.pair).headers["ETag"]
    notice_record(
        source=here.source,
        kind=NoticeKind.RETRACTION,
        issued_on=make.notice.defaults["issued_on"],
        reason="The data were made up.",
        recorded_by=editor,
    )
    answer = client.get(here.pair, headers={"If-None-Match": before})
    assert answer.status_code == HTTPStatus.OK
    assert "Writers wrote" not in answer.content.decode()


def test_an_unchanged_page_is_not_sent_twice(client: Client, here: World) -> None:
    first = client.get(here.pair)
    tag = first.headers["ETag"]
    again = client.get(here.pair, headers={"If-None-Match": tag})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert again.content == b""
    assert again.headers["ETag"] == tag
    here.finding(key="newer", headline="Something newer")
    changed = client.get(here.pair, headers={"If-None-Match": tag})
    assert changed.status_code == HTTPStatus.OK


def test_its_data_are_one_suffix_away(client: Client, here: World) -> None:
    answer = client.get(f"{here.pair.removesuffix('/')}.json")
    assert answer.status_code == HTTPStatus.OK
    assert answer.content == client.get(f"/api/v1{here.pair}").content
