"""A career in full: what describes it, with the place of each row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.services import release_approve
from tests import make
from tests.kb.api.client import Api
from tests.kb.evidence import World, full_world

CAREER = "careers/technical-writer/"
SECTIONS = (
    *("glance", "duties", "requirements", "levels", "profiles", "outlines"),
    "questions",
)


@pytest.fixture
def told() -> World:
    return full_world()


@pytest.fixture
def document(api: Api, told: World) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/api/v1/{CAREER}")
    return found


def rows(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in SECTIONS:
        yield from document[name]


def test_every_section_of_the_page_is_there(document: dict[str, Any]) -> None:
    assert all(document[name] for name in SECTIONS)
    assert [(row["text"], row["task"]) for row in document["duties"]] == [
        ("Writes manuals", "draft")
    ]
    levels = {row["level"] for row in document["requirements"]}
    assert {"core", "emerging"} <= levels
    facts = {row["kind"]: row for row in document["glance"]}
    assert facts["certification"]["absent"] is True
    assert {row["question"] for row in document["questions"]} >= {"Is writing hard?"}


def test_every_row_names_its_place(document: dict[str, Any]) -> None:
    for row in rows(document):
        assert row["citation"], row
        assert row["source"], row


def test_weights_stand_as_received_and_say_what_is_made_up(
    document: dict[str, Any],
) -> None:
    first = document["profiles"][0]
    assert [task["weight"] for task in first["tasks"]] == ["60", "37"]
    assert first["synthetic"] is True
    assert first["declared_sum"] == "97"


def test_pay_of_a_level_is_a_published_finding_or_none(
    document: dict[str, Any],
) -> None:
    pay = {row["name"]: row["finding"] for row in document["levels"]}
    assert pay["Senior writer"] == "whole-career"
    assert pay["Principal writer"] is None


def test_the_words_of_the_publisher_go_along(document: dict[str, Any]) -> None:
    assert document["attribution"] == ["Words of a page, by its publisher."]


def test_a_dataset_that_lists_it_is_named(api: Api, told: World) -> None:
    release = make.release(
        pack="lists-1",
        dataset="lists",
        edition="1",
        source=told.source,
        attribution="Listed by its publisher.",
    )
    make.listing(release=release, career=told.career)
    assert "Listed by" not in str(api.get(f"/api/v1/{CAREER}")["attribution"])
    release_approve(release=release, reviewer=make.reviewer())
    assert "Listed by its publisher." in api.get(f"/api/v1/{CAREER}")["attribution"]


def test_nothing_waits_in_it(api: Api, told: World) -> None:
    make.duty(career=told.career, text="A duty that nobody approved")
    assert "nobody approved" not in str(api.get(f"/api/v1/{CAREER}"))


def test_all_of_it_costs_one_statement(api: Api, told: World) -> None:
    for number in range(30):
        make.finding(key=f"more-{number}")
    api.get(f"/api/v1/{CAREER}")
    with CaptureQueriesContext(connection) as captured:
        api.get(f"/api/v1/{CAREER}")
    asked = [one for one in captured if "kb_allowance_take" not in one["sql"]]
    assert len(asked) == 1


def test_a_list_of_careers_stays_short(api: Api, told: World) -> None:
    (one,) = api.get("/api/v1/careers/", key="technical-writer")["results"]
    assert not set(SECTIONS) & set(one)
