"""Statements on the pages of readers: every number leads back, nothing leaks."""

import json
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.enums import State
from kb.models import Facet, Finding, Statement
from kb.selectors import broken_rules
from kb.services import finding_suspend, merge, statement_suspend
from tests import make
from tests.kb.api.client import DOCS
from tests.kb.page import get
from tests.kb.statements.world import World, world
from tests.sql import update

WORDS = "Knitters rate knitting at 4.12 on a scale from 1 to 5."
PAIR = "/careers/knitter/skills/knitting/"
DATA = "/api/v1/careers/knitter/skills/knitting/"
PAGES = [PAIR, DATA, "/careers/knitter/", "/skills/knitting/", "/findings/rated/", "/"]


@pytest.fixture
def here() -> World:
    here = world()
    make.pair(career=here.career, skill=here.skill)
    return here


def data(client: Client) -> dict[str, Any]:
    """Return the document of the pair, which must keep to its schema."""
    document: dict[str, Any] = client.get(DATA).json()
    schema = json.loads((DOCS / "pair.schema.json").read_text())
    Draft202012Validator(schema).validate(document)
    return document


def test_a_statement_stands_on_the_page_of_its_pair(
    here: World, client: Client
) -> None:
    here.stated(key="said")
    page = get(client, PAIR)
    assert WORDS in page.text
    assert "statement-said" in page.ids
    numbers = [
        e["href"] for e in page.all("a") if e.text == "4.12 on a scale from 1 to 5"
    ]
    assert numbers == ["#reference-1"]
    assert {"reference-1", "finding-rated", "use-1-a", "use-1-b"} <= set(page.ids)
    assert page.links.count("#use-1-a") == page.links.count("#use-1-b") == 1
    assert len(page.ids) == len(set(page.ids))
    (said,) = data(client)["statements"]
    assert said["text"] == WORDS
    assert [part["finding"] for part in said["parts"]] == [None, "rated", None]
    assert said["findings"][0]["references"] == [1]
    reference = data(client)["references"][0]
    assert [use["statement"] for use in reference["uses"]] == ["said", None]
    assert reference["findings"] == ["rated"]


@pytest.mark.parametrize("where", ["career", "skill"])
def test_a_statement_stands_on_the_page_of_a_career_or_skill(
    here: World, client: Client, where: str
) -> None:
    other = "skill" if where == "career" else "career"
    here.stated(**{other: None})
    page = get(
        client, "/careers/knitter/" if where == "career" else "/skills/knitting/"
    )
    assert WORDS in page.text
    number = next(e for e in page.all("a") if e.text.startswith("4.12"))
    assert number["href"] == "/findings/rated/"
    for address in PAGES[:1]:
        assert WORDS not in get(client, address).text


@pytest.mark.parametrize("state", State)
def test_only_what_is_published_is_read(
    here: World, client: Client, state: State
) -> None:
    """Of a suspended one there is the reason, of any other there is nothing."""
    statement = here.in_review(key="said", note="A secret note.")
    if state == State.DRAFT:
        update(statement, state="draft")
    elif state != State.IN_REVIEW:
        make.statement_review(statement=statement)
        if state == State.REJECTED:
            update(statement, state="rejected")
        else:
            update(statement, state="published")
            update(statement, state=state.value, state_reason="It is in doubt.")
    for address in PAGES:
        answer = client.get(address).content.decode()
        assert ("Knitters rate knitting at" in answer) is (
            state == State.PUBLISHED and address in {PAIR, DATA}
        ), address
        assert "secret note" not in answer
        told = state == State.SUSPENDED and address in {PAIR, DATA}
        assert ("It is in doubt." in answer) is told, address
    document = data(client)
    shown = [(one["key"], one["state"]) for one in document["statements"]]
    public = state in {State.PUBLISHED, State.SUSPENDED}
    assert shown == ([("said", state.value)] if public else [])


def test_a_suspended_statement_gives_the_reason_and_no_figure(
    here: World, client: Client
) -> None:
    here.stated()
    notice_record(
        source=here.finding.source,
        kind=NoticeKind.RETRACTION,
        issued_on=date(2024, 5, 1),
        reason="The data could not be found.",
        recorded_by=make.editor(),
    )
    text = get(client, PAIR).text
    assert "is suspended. It rests on finding rated, which is suspended" in text
    (said,) = data(client)["statements"]
    assert (said["text"], said["parts"], said["findings"]) == (None, [], [])
    assert "4.12" not in client.get(PAIR).content.decode()
    assert "4.12" not in client.get(DATA).content.decode()


def test_what_a_person_suspended_says_so_too(here: World, client: Client) -> None:
    statement = here.stated()
    statement_suspend(statement=statement, author=make.editor(), reason="Too bold.")
    assert "is suspended. Too bold." in get(client, PAIR).text


def test_a_judgement_and_context_are_marked(here: World, client: Client) -> None:
    general = here.finding_on(subjects=[{"group": "all jobs"}], headline="All knit")
    here.stated(kind="judgement", text="We like it.", cites=[])
    here.stated(kind="context", text="Everybody knits.", cites=[general])
    page = get(client, PAIR)
    assert "We like it. curator's judgement: nobody measured it" in page.text
    heads = [words for _, words in page.headings]
    assert heads.index("In words, question by question") < heads.index(
        "Context, in words"
    )
    assert page.text.index("Everybody knits.") > page.text.index("Context, in words")
    kinds = {one["kind"] for one in data(client)["statements"]}
    assert kinds == {"judgement", "context"}


def test_the_marks_of_what_it_cites_stand_at_it(here: World, client: Client) -> None:
    synthetic = here.finding_on(
        source=make.source(source_class="synthetic"), kind="synthetic", key="made-up"
    )
    make.source_organization(
        source=here.finding.source, organization=make.organization(interest="vendor")
    )
    here.stated(text="It is so.", cites=[here.finding, synthetic])
    here.stated(skill=None, text="It is so.", cites=[here.finding, synthetic])
    (said,) = data(client)["statements"]
    assert said["marks"] == ["vendor", "synthetic"]
    text = get(client, "/careers/knitter/").text
    assert "made-up data" in text


def test_a_close_match_is_marked(here: World, client: Client) -> None:
    near = make.career(name="Weaver")
    bridge = {"scheme": "esco", "code": "W", "release": "1"}
    make.career_code(career=near, match="exact", **bridge)
    make.career_code(career=here.career, match="close", **bridge)
    close = make.published(
        subjects=[{"career": near, "skill": here.skill}],
        population="knitting by each weaver",
    )
    here.stated(text="It is so.", cites=[close])
    (said,) = data(client)["statements"]
    assert said["marks"] == ["close_match"]
    here.stated(skill=None, text="It is so too.", cites=[close])
    text = get(client, "/careers/knitter/").text
    assert "measured on a close, not the same, career" in text


def test_words_are_words_whatever_they_hold(here: World, client: Client) -> None:
    here.stated(text="Knit <script>alert</script> & <b>purl</b>.")
    html = client.get(PAIR).content.decode()
    assert "<script>alert" not in html
    assert "&lt;b&gt;purl&lt;/b&gt;" in html
    assert data(client)["statements"][0]["text"].startswith("Knit <script>")


def test_a_number_whose_finding_left_the_page_leads_to_the_finding(
    here: World, client: Client
) -> None:
    near = make.career(name="Weaver")
    bridge = {"scheme": "esco", "code": "W", "release": "1"}
    make.career_code(career=near, match="exact", **bridge)
    code = make.career_code(career=here.career, match="close", **bridge)
    make.published(key="left", subjects=[{"career": near}], population="each weaver")
    here.stated(text="It is {left:1:value}.", cites=[Finding.objects.get(key="left")])
    assert "#reference-1" in get(client, PAIR).links
    code.delete()
    page = get(client, PAIR)
    number = next(e for e in page.all("a") if "40" in e.text)
    assert number["href"] == "/findings/left/"
    assert data(client)["statements"][0]["findings"][0]["references"] == []


def test_what_was_merged_keeps_its_statements(here: World, client: Client) -> None:
    old = make.skill(name="Knotting")
    finding = make.published(
        subjects=[{"career": here.career, "skill": old}],
        population="Knotting by each knitter",
    )
    here.stated(skill=old, text="It is so.", cites=[finding])
    assert data(client)["statements"] == []
    update(old, merged_into_id=here.skill.pk)
    (said,) = data(client)["statements"]
    assert said["text"] == "It is so."
    assert said["findings"][0]["references"] == [1]


def test_a_merge_moves_what_is_published(here: World, client: Client) -> None:
    old = make.skill(name="Knotting")
    finding = make.published(
        subjects=[{"career": here.career, "skill": old}],
        population="Knotting by each knitter",
    )
    statement = here.stated(skill=old, text="It is so.", cites=[finding])
    merge(old=old, into=here.skill, author=make.editor(), reason="The same thing.")
    statement.refresh_from_db()
    assert (statement.state, statement.skill) == ("published", here.skill)
    assert data(client)["statements"][0]["text"] == "It is so."
    assert [found for found in broken_rules() if "statement" in found[1]] == []


def test_statements_come_facet_by_facet_in_their_order(
    here: World, client: Client
) -> None:
    first, second = here.facet, Facet.objects.get(key="pay")
    for key, facet, position in (
        ("c", second, 0), ("b", first, 2), ("a", first, 1),
    ):  # fmt: skip
        here.stated(key=key, facet=facet, position=position)
    assert [one["key"] for one in data(client)["statements"]] == ["a", "b", "c"]
    heads = [words for level, words in get(client, PAIR).headings if level == 3]
    assert heads[:2] == [first.label, second.label]


def test_the_revision_follows_a_statement(here: World, client: Client) -> None:
    before = data(client)["revision"]
    statement = here.stated()
    after = data(client)["revision"]
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    assert len({before, after, data(client)["revision"]}) == 3
    assert Statement.objects.get(pk=statement.pk).state == "suspended"


def test_many_statements_ask_the_database_no_oftener_than_one(
    here: World, client: Client
) -> None:
    asked = []
    for number in (1, 4):
        for _ in range(number):
            here.stated()
            here.stated(skill=None)
            here.stated(career=None)
        counts = []
        for address in (PAIR, DATA, "/careers/knitter/", "/skills/knitting/"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == HTTPStatus.OK
            counts.append(len(seen))
        asked.append(counts)
    assert asked[0] == asked[1]
