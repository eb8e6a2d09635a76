"""A key is for ever: what it leads to once its row was merged or withdrawn."""

import json
from datetime import UTC, datetime
from http import HTTPStatus

import pytest

from tests import make
from tests.kb.api.client import Api
from tests.kb.evidence import World

TODAY = datetime.now(UTC).date()
MERGED = {
    "careers/old/": "careers/technical-writer/",
    "careers/old/skills/?limit=3": "careers/technical-writer/skills/?limit=3",
    "careers/old/skills/writing/": "careers/technical-writer/skills/writing/",
    "careers/journalist/skills/old/": "careers/journalist/skills/writing/",
    "skills/old/": "skills/writing/",
    "skills/old/adjacent/": "skills/writing/adjacent/",
    "sources/old/": "sources/study/",
    "sources/old/chain/": "sources/study/chain/",
    f"sources/old/chain/?as_of={TODAY}": f"sources/study/chain/?as_of={TODAY}",
    "sources/old.bib?style=ieee": "sources/study.bib?style=ieee",
    "sources/old.csl.json": "sources/study.csl.json",
    "sources/old/?format=ris": "sources/study/?format=ris",
    "sources/old.html?style=mla": "sources/study.html?style=mla",
    "skills/old.ndjson?fields=key": "skills/writing.ndjson?fields=key",
    "skills/old/adjacent.csv?limit=1": "skills/writing/adjacent.csv?limit=1",
    "careers/old/skills.csv": "careers/technical-writer/skills.csv",
    "careers/old/skills/writing.md": "careers/technical-writer/skills/writing.md",
    "/careers/old/skills/writing.bib?style=mla": (
        "/careers/technical-writer/skills/writing.bib?style=mla"
    ),
}


class TestKeysOutliveTheirRows:
    def test_a_merged_key_leads_to_the_other(
        self, api: Api, here: World, subtests: pytest.Subtests
    ) -> None:
        make.career(key="old", merged_into=here.career)
        make.skill(key="old", merged_into=here.skill)
        make.source(key="old", merged_into=here.source)
        for address, location in MERGED.items():
            with subtests.test(address):
                absolute = location if location[0] == "/" else f"/api/v1/{location}"
                head = address if address[0] == "/" else f"/api/v1/{address}"
                for answer in (api.answer(address), api.client.head(head)):
                    assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
                    assert answer["Location"] == absolute
                    assert api.answer(absolute).status_code == HTTPStatus.OK

    def test_of_several_merges_the_last_one_counts(self, api: Api, here: World) -> None:
        make.source(
            key="first", merged_into=make.source(key="second", merged_into=here.source)
        )
        answer = api.answer("sources/first.ris?style=ieee")
        assert answer["Location"] == "/api/v1/sources/study.ris?style=ieee"
        organization = make.organization(key="heir")
        make.organization(key="old", merged_into=organization)
        assert api.answer("organizations/old.csv")["Location"].endswith("heir.csv")

    @pytest.mark.usefixtures("here")
    def test_a_withdrawn_key_says_why(
        self, api: Api, subtests: pytest.Subtests
    ) -> None:
        for maker in (make.career, make.skill, make.source):
            maker(key="old", withdrawn_reason="It was never a thing.")
        for address in MERGED:
            with subtests.test(address):
                problem = api.get(address, HTTPStatus.GONE)
                assert problem["type"] == "/api/problems/withdrawn/"
                assert "It was never a thing." in problem["detail"]

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("findings/", "subjects__career"),
            ("citations/", "subjects__career__in"),
            ("pairs/", "career"),
            ("careers/", "key"),
            ("careers/", "adjacent__career"),
            ("tasks/", "career__in"),
        ],
    )
    def test_neither_makes_a_list_look_empty(
        self, api: Api, here: World, address: str, name: str
    ) -> None:
        made = make.career(key="second", merged_into=here.career)
        make.career(key="first", merged_into=made)
        fault = api.refused(address, **{name: "first"})[name]
        assert (fault["code"], fault["suggestion"]) == (
            "merged-key",
            "technical-writer",
        )
        make.career(key="gone", withdrawn_reason="It was never a thing.")
        fault = api.refused(address, **{name: "gone"})[name]
        assert "It was never a thing." in fault["detail"]
        assert api.get(address, **{name: "never"})["results"] == []
        api.get(address, **{name: "technical-writer"})

    def test_nor_that_of_a_pair_or_a_stream(self, api: Api, here: World) -> None:
        make.skill(key="old", merged_into=here.skill)
        pair = {"career": "technical-writer", "skill": "old"}
        fault = api.refused("findings/", **pair)["skill"]
        assert fault["suggestion"] == "writing"
        make.source(key="old", merged_into=here.source)
        make.organization(key="old", merged_into=make.organization(key="heir"))
        for address in (
            "citations.bib?source__in=study,old",
            "sources.ndjson?organizations__organization=old",
        ):
            answer = api.answer(address)
            assert answer.status_code == HTTPStatus.BAD_REQUEST
            assert json.loads(answer.content)["errors"][0]["code"] == "merged-key"

    @pytest.mark.usefixtures("here")
    def test_neither_stands_in_a_list(self, api: Api) -> None:
        for noun, maker in (("careers", make.career), ("sources", make.source)):
            maker(key="gone", withdrawn_reason="It was never a thing.")
            assert "gone" not in api.keys(f"{noun}/")
