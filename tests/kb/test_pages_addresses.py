"""What answers where there is no page: absent, moved, gone, suspended."""

import datetime
from http import HTTPStatus

import pytest
from django.test import Client

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.models import Finding
from kb.services import finding_withdraw
from tests import make
from tests.kb.evidence import World, full_world
from tests.kb.page import get

GONE = {"withdrawn_reason": "It was the same person twice."}


@pytest.fixture
def here() -> World:
    return full_world()


@pytest.mark.parametrize(
    "address",
    [
        "/careers/nobody/",
        "/careers/nobody/skills/",
        "/careers/nobody/skills/writing/",
        "/careers/technical-writer/skills/nothing/",
        "/skills/nothing/",
        "/skills/nothing/adjacent/",
        "/sources/nowhere/",
        "/findings/nothing/",
        "/measures/nothing/",
    ],
)
def test_unknown_keys_answer_404_in_the_look_of_the_site(
    client: Client, here: World, address: str
) -> None:
    page = get(client, address, HTTPStatus.NOT_FOUND)
    assert page.headings == [(1, "Nothing is published at this address.")]
    assert "/careers/" in page.links


def test_what_is_not_published_is_as_absent_as_what_never_was(
    client: Client, here: World
) -> None:
    make.draft(key="a-draft", headline="A draft claim")
    make.in_review(key="waiting", headline="A waiting claim")
    never = client.get("/findings/never/").content
    for key in ("a-draft", "waiting"):
        answer = client.get(f"/findings/{key}/")
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert answer.content == never


def test_merged_keys_lead_to_the_new_address(client: Client, here: World) -> None:
    second = make.career(key="second", merged_into=here.career)
    make.career(key="first", merged_into=second)
    make.skill(key="penmanship", merged_into=here.skill)
    make.source(key="preprint", merged_into=here.source)
    moves = {
        "/careers/first/": "/careers/technical-writer/",
        "/careers/second/skills/": "/careers/technical-writer/skills/",
        "/careers/first/skills/writing/": here.pair,
        "/careers/technical-writer/skills/penmanship/": here.pair,
        "/skills/penmanship/": "/skills/writing/",
        "/skills/penmanship/adjacent/": "/skills/writing/adjacent/",
        "/sources/preprint/": "/sources/study/",
    }
    for old, new in moves.items():
        answer = client.get(old)
        assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT, old
        assert answer.headers["Location"] == new
        sorted_by = client.get(f"{old}?sort=name")
        assert sorted_by.headers["Location"] == f"{new}?sort=name"


def test_withdrawn_keys_answer_410_with_the_reason(client: Client, here: World) -> None:
    make.career(key="gone-career", **GONE)
    make.skill(key="gone-skill", **GONE)
    make.source(key="gone-source", **GONE)
    make.skill(key="merged", merged_into=make.skill(key="then-gone", **GONE))
    for address in (
        "/careers/gone-career/",
        "/careers/gone-career/skills/",
        "/careers/gone-career/skills/writing/",
        "/careers/technical-writer/skills/gone-skill/",
        "/skills/gone-skill/",
        "/skills/merged/",
        "/sources/gone-source/",
    ):
        page = get(client, address, HTTPStatus.GONE)
        assert "It was the same person twice." in page.text


def test_a_withdrawn_finding_answers_410_with_the_reason(
    client: Client, here: World
) -> None:
    finding = Finding.objects.get(key="direct-one")
    finding_withdraw(
        finding=finding, author=make.editor(), reason="The table was misread."
    )
    page = get(client, "/findings/direct-one/", HTTPStatus.GONE)
    assert "The table was misread." in page.text
    assert "40" not in page.text


def test_a_suspended_finding_answers_200_without_figures(
    client: Client, here: World
) -> None:
    notice_record(
        source=here.source,
        kind=NoticeKind.RETRACTION,
        issued_on=datetime.date(2024, 5, 1),
        reason="The data were made up.",
        recorded_by=make.editor(),
    )
    page = get(client, "/findings/direct-one/")
    assert "This finding is suspended" in page.text
    assert "1 May 2024" in page.text
    assert "40" not in page.text
    assert "Writers wrote" not in page.source
    for address in (here.pair, "/skills/writing/", "/measures/time-change/", "/"):
        assert "Writers wrote" not in get(client, address).source


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_only_answer_to_reading(client: Client, method: str) -> None:
    answer = getattr(client, method)("/careers/")
    assert answer.status_code in {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN}
