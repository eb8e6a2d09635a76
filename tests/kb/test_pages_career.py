"""The page of a career: descriptions, charts, what follows from them, and tables."""

import csv
import io
from http import HTTPStatus

import pytest
from django.test import Client

from tests import make
from tests.kb.evidence import World, full_world, world
from tests.kb.page import Page, get

CAREER = "/careers/technical-writer/"


@pytest.fixture
def here() -> World:
    return full_world()


@pytest.fixture
def page(client: Client, here: World) -> Page:
    return get(client, CAREER)


class TestDescriptions:
    @pytest.mark.parametrize(
        "words",
        [
            "Writes manuals",
            "A bachelor's degree",
            "stated as none",
            "6.0 to < 7.0 SVP points",
            "Draft a manual",
            "Is writing hard?",
            "Who does what",
            "a person: Draft",
            "[Company]",
            "60 %",
            "Core",
            "Emerging",
            "3 years",
        ],
    )
    def test_everything_shown_is_on_the_page(self, page: Page, words: str) -> None:
        assert words in " ".join(page.text.split())

    def test_openings_and_candidates_give_ratio_and_difficulty(
        self, page: Page
    ) -> None:
        text = " ".join(page.text.split())
        assert "3.0 openings for each candidate" in text
        assert "75 of 100, derived here" in text

    def test_a_level_without_published_pay_says_why(self, page: Page) -> None:
        text = " ".join(page.text.split())
        assert "Senior writer 3 years Writers are many" in text
        assert "Principal writer not stated not released" in text

    def test_weights_are_shown_raw_and_scaled_and_the_score_recomputed(
        self, page: Page
    ) -> None:
        text = " ".join(page.text.split())
        assert "the weights sum to 97 %, so they are shown as received" in text
        assert "60 % 61.9 %" in text
        assert "Recomputed here: 50 %" in text
        assert "48.5 % if the weights are taken as shares of 100" in text
        assert text.count("synthetic: made-up data") >= 2

    def test_what_is_said_of_one_skill_stands_on_the_page_of_the_pair(
        self, client: Client, here: World, page: Page
    ) -> None:
        assert "Is it hard here?" not in page.text
        pair = get(client, here.pair)
        assert "Is it hard here?" in pair.text
        assert "What it is: Words" in " ".join(pair.text.split())
        document = client.get(f"/api/v1{here.pair}").json()
        assert [row["key"] for row in document["outlines"]] == ["about"]
        assert [row["findings"] for row in document["questions"]] == [
            [{"key": "direct-one", "headline": "Writers wrote 40% faster"}]
        ]

    def test_its_publisher_is_named(self, page: Page) -> None:
        assert "Words of a page, by its publisher." in page.text

    def test_nothing_waits_on_the_page(self, client: Client, here: World) -> None:
        make.duty(career=here.career, text="A duty that nobody approved")
        assert "nobody approved" not in get(client, CAREER).text

    def test_every_number_of_a_reference_is_in_the_list(self, page: Page) -> None:
        used = {link for link in page.links if link.startswith("#reference-")}
        assert used
        assert {link.removeprefix("#") for link in used} <= set(page.ids)


class TestMissing:
    def test_what_nobody_recorded_is_named(self, client: Client) -> None:
        world()
        text = " ".join(get(client, CAREER).text.split())
        assert "nobody has recorded, and no dataset here has released: duties;" in text
        assert "a letter; skills as rated; technologies." in text
        assert "neither zero nor none" in text

    def test_what_is_there_is_not_called_missing(self, page: Page) -> None:
        text = " ".join(page.text.split())
        missing = text.partition("Not known here Of this career")[2].partition(".")[0]
        assert "pay" in missing
        assert "duties" not in missing
        assert "levels" not in missing


class TestTables:
    @pytest.mark.parametrize(
        "name", ["exposure", "profiles", "pay", "learning", "market", "ratings"]
    )
    def test_each_has_a_head(self, client: Client, name: str) -> None:
        world()
        answer = client.get(f"{CAREER}{name}.csv")
        assert answer.status_code == HTTPStatus.OK
        assert len(answer.content.decode().splitlines()) == 1

    @pytest.mark.usefixtures("here")
    def test_profiles_are_rows(self, client: Client) -> None:
        answer = client.get(f"{CAREER}profiles.csv").content.decode()
        rows = list(csv.DictReader(io.StringIO(answer)))
        assert [row["weight"] for row in rows] == ["60", "37", "50", "50"]
        assert rows[0]["weight_scaled"] == "61.9"
        assert rows[0]["profile_score_computed"] == "50"

    @pytest.mark.usefixtures("here")
    def test_candidates_and_openings_are_a_row(self, client: Client) -> None:
        answer = client.get(f"{CAREER}market.csv").content.decode()
        (row,) = csv.DictReader(io.StringIO(answer))
        assert (row["candidates"], row["openings"]) == ("100", "300")
        assert (row["openings_per_candidate"], row["difficulty_of_100"]) == (
            *("3.0", "75"),
        )

    def test_another_name_is_nowhere(self, client: Client) -> None:
        world()
        assert client.get(f"{CAREER}secrets.csv").status_code == HTTPStatus.NOT_FOUND
        assert client.get("/careers/none/pay.csv").status_code == HTTPStatus.NOT_FOUND


class TestMany:
    def test_a_career_with_hundreds_of_rows_stays_short(self, client: Client) -> None:
        here = world()
        for number in range(40):
            make.pair(career=here.career, skill=make.skill(name=f"Skill {number:02}"))
            make.task(career=here.career)
            here.finding(
                subjects=[{"career": here.career}],
                population="each a Technical writer",
            )
        page = get(client, CAREER)
        text = " ".join(page.text.split())
        assert "the nearest and newest 8 of 40" in text
        assert "and 17 more" in text
        assert "All 40 tasks" in text
        assert f"{CAREER}tasks/" in page.links
        assert len(get(client, f"{CAREER}tasks/").all("tr")) == 41
