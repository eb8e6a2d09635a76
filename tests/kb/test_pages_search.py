"""Every name leads to its career: by address, by search; pairs stand side by side."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client

from careers.models import Career
from kb.selectors.names import slug
from tests import make
from tests.kb.evidence import World, full_world, world
from tests.kb.page import get


@pytest.fixture
def here() -> World:
    return full_world()


class TestNames:
    @pytest.mark.usefixtures("here")
    def test_another_name_leads_to_the_career_and_says_so(self, client: Client) -> None:
        answer = client.get("/careers/documentation-writer/")
        assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
        text = get(client, answer.headers["Location"]).text
        assert (
            "“Documentation writer” is another name of Technical writer: you were led"
            in text
        )

    @pytest.mark.usefixtures("here")
    def test_a_code_leads_to_the_career(self, client: Client) -> None:
        answer = client.get("/careers/27-3042-00/")
        assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
        assert "27-3042.00 (Technical Writers) is the code of" in (
            get(client, answer.headers["Location"]).text
        )

    @pytest.mark.usefixtures("here")
    def test_a_name_nobody_gave_is_not_told(self, client: Client) -> None:
        page = get(client, "/careers/technical-writer/?name=the-best-writer")
        assert "best" not in page.text

    def test_a_described_career_wins_over_one_of_a_dataset(
        self, client: Client
    ) -> None:
        here = world()
        make.career_alias(career=here.career, name="Wordsmith")
        make.career_alias(career=make.career(), name="Wordsmith")
        answer = client.get("/careers/wordsmith/")
        assert answer.headers["Location"].startswith("/careers/technical-writer/")

    def test_a_name_of_several_is_a_choice(self, client: Client) -> None:
        for number in range(2):
            career = make.career(name=f"Occupation {number}")
            make.career_alias(career=career, name="Wordsmith")
        page = get(client, "/careers/wordsmith/", HTTPStatus.MULTIPLE_CHOICES)
        assert "is a name of 2 careers" in page.text
        assert "Occupation 1" in page.text

    @pytest.mark.parametrize(
        "typed",
        [
            "Back End Développeur",
            "back-end developpeur",
            "BACK END DÉVELOPPEUR",
            "back.end.développeur",
            "Back%20End%20%20Développeur",
        ],
    )
    def test_case_hyphens_accents_and_spaces_do_not_matter(
        self, client: Client, typed: str
    ) -> None:
        backend = make.career(key="backend", name="Backend programmer")
        make.career_alias(career=backend, name="Back-End Développeur")
        page = get(client, client.get(f"/careers/{typed}/")["Location"])
        assert "“Back-End Développeur” is another name of Backend programmer" in (
            page.text
        )

    def test_a_name_that_nobody_goes_by_leads_to_the_search(
        self, client: Client
    ) -> None:
        page = get(client, "/careers/Lamp & Wick/", HTTPStatus.NOT_FOUND)
        assert "/search/?q=Lamp%20%26%20Wick" in page.links

    def test_a_merged_or_withdrawn_career_is_no_choice(self, client: Client) -> None:
        gone = make.career(key="gone", withdrawn_reason="It was made up.")
        make.career_alias(career=gone, name="Ghost")
        assert client.get("/careers/ghost/").status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize(
        "name",
        ["C#", "Back End  Developer", "15-1254.00", "Ä a", "Développeur d'État", "ﬁn"],
    )
    def test_both_sides_write_addresses_alike(self, name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT careers_slug(%s)", [name])
            assert cursor.fetchone() == (slug(name),)


class TestSearch:
    @pytest.mark.parametrize("asked", ["developpeur", "DÉVELOPPEUR", "développ"])
    def test_accents_do_not_matter(self, client: Client, asked: str) -> None:
        career = make.career(key="backend", name="Backend programmer")
        make.career_alias(career=career, name="Développeur")
        assert "/careers/backend/" in get(client, f"/search/?q={asked}").links
        found = client.get("/api/v1/careers/", {"q": asked}).json()["results"]
        assert [row["key"] for row in found] == ["backend"]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("technical writer", "/careers/technical-writer/"),
            ("documentation", "/careers/technical-writer/"),
            ("27-3042.00", "/careers/technical-writer/"),
            ("writi", "/skills/writing/"),
            ("faster", "/findings/direct-one/"),
            ("study", "/sources/study/"),
        ],
    )
    @pytest.mark.usefixtures("here")
    def test_it_finds(self, client: Client, asked: str, found: str) -> None:
        assert found in get(client, f"/search/?q={asked}").links

    @pytest.mark.usefixtures("here")
    def test_the_path_is_shown(self, client: Client) -> None:
        text = get(client, "/search/?q=Documentation writer").text
        assert "“Documentation writer” is another name or the code of Technical" in text

    def test_codes_tell_occupations_of_one_name_apart(self, client: Client) -> None:
        for scheme, code in (("onet_soc_2019", "29-1161.00"), ("soc_2018", "29-1160")):
            career = make.career(name="Nurse midwives")
            make.career_code(career=career, scheme=scheme, code=code, match="exact")
        text = get(client, "/search/?q=midwives").text
        assert "O*NET-SOC 2019 29-1161.00" in text
        assert "SOC 2018 29-1160" in text

    def test_what_nobody_may_see_is_not_found(
        self, client: Client, here: World
    ) -> None:
        make.draft(key="secret", headline="A hidden headline", source=here.source)
        make.skill(name="Hidden skill", withdrawn_reason="It was made up.")
        page = get(client, "/search/?q=hidden")
        assert "Nothing is found" in page.text

    @pytest.mark.parametrize(
        "asked",
        ["", "   ", "'", "a & b | !c", "%27%3B--", "\\", "()", "x" * 500, "<b>"],
    )
    def test_no_words_break_it(self, client: Client, asked: str) -> None:
        world()
        answer = client.get("/search/", {"q": asked})
        assert answer.status_code == HTTPStatus.OK
        assert "<b>" not in answer.content.decode()

    def test_much_is_capped_and_said(self, client: Client) -> None:
        for number in range(25):
            make.skill(name=f"Sorting {number}")
        text = get(client, "/search/?q=sorting").text
        assert "The best 20 are shown; there are more." in " ".join(text.split())


class TestCompare:
    def test_pairs_stand_side_by_side(self, client: Client, here: World) -> None:
        page = get(
            client,
            "/compare/?pair=technical-writer:writing&pair=technical-writer:editing",
        )
        heads = [e.text for e in page.all("th") if e["scope"] == "col"]
        assert len(heads) == 3
        text = " ".join(page.text.split())
        assert "Writers wrote 40% faster" in text
        assert "No evidence here." in text
        assert here.pair in page.links

    @pytest.mark.parametrize(
        "asked", ["x:y", "technical-writer", ":", "technical-writer:", "a" * 300]
    )
    @pytest.mark.usefixtures("here")
    def test_what_is_no_pair_is_told(self, client: Client, asked: str) -> None:
        answer = client.get("/compare/", {"pair": asked})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "is no pair here" in answer.content.decode()

    @pytest.mark.usefixtures("here")
    def test_at_most_four(self, client: Client) -> None:
        keys = [make.skill(name=f"Skill {number}").key for number in range(5)]
        answer = client.get(
            "/compare/", {"pair": [f"technical-writer:{key}" for key in keys]}
        )
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "At most 4 pairs" in answer.content.decode()


class TestMisspelt:
    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize(
        "asked", ["tecnical writer", "Technicle Wrtier", "documentaton", "tehcnical qq"]
    )
    def test_the_search_offers_the_career(self, client: Client, asked: str) -> None:
        page = get(client, f"/search/?q={asked}")
        assert "Did you mean" in page.text
        assert "/careers/technical-writer/" in page.links
        assert not [link for link in page.links if "/skills/w" in link]

    @pytest.mark.usefixtures("here")
    def test_so_does_an_address(self, client: Client) -> None:
        page = get(client, "/careers/tecnical-wrtier/", HTTPStatus.NOT_FOUND)
        assert "Did you mean technical writer?" in " ".join(page.text.split())
        assert "/careers/technical-writer/" in page.links
        assert "/search/?q=technical%20writer" in page.links

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize("asked", ["writing", "technical", "qqqq", "--", "", "a b"])
    def test_nothing_is_offered_for_what_is_found_or_like_nothing(
        self, client: Client, asked: str
    ) -> None:
        assert "Did you mean" not in get(client, f"/search/?q={asked}").text

    @pytest.mark.usefixtures("here")
    def test_a_career_that_is_gone_is_not_offered(self, client: Client) -> None:
        gone = make.career(name="Glassblower")
        page = get(client, "/search/?q=glasblower")
        assert f"/careers/{gone.key}/" in page.links
        Career.objects.filter(pk=gone.pk).update(withdrawn_reason="Nobody is one.")
        assert "Did you mean" not in get(client, "/search/?q=glasblower").text
