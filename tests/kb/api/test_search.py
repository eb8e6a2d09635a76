"""Search finds by any name and by words, capped, and says where there is more."""

import pytest

from kb.selectors.search import SHOWN
from tests import make
from tests.kb.api.client import Api


@pytest.mark.usefixtures("here")
class TestSearch:
    def test_by_name_by_alias_and_by_word(self, api: Api) -> None:
        first, *_ = api.get("search/", q="writing")["results"]
        assert first["kind"] == "skill"
        hit = first["hits"][0]
        assert (hit["key"], hit["url"]) == ("writing", "/skills/writing/")
        assert (hit["via"], hit["same"]) == (None, True)
        (shelf,) = api.get("search/", q="Compositio")["results"]
        assert shelf["hits"][0]["via"] == "Composition"
        kinds = [shelf["kind"] for shelf in api.get("search/", q="time")["results"]]
        assert "finding" in kinds

    def test_it_says_where_there_is_more(self, api: Api) -> None:
        for number in range(SHOWN + 1):
            make.skill(name=f"Bookbinding {number}")
        (shelf,) = api.get("search/", q="bookbinding")["results"]
        assert shelf["more"] is True
        assert len(shelf["hits"]) == SHOWN

    def test_no_words_find_nothing(self, api: Api) -> None:
        assert api.get("search/")["results"] == []
        assert api.get("search/", q="!?")["results"] == []

    def test_too_many_are_refused(self, api: Api) -> None:
        assert "200" in api.refused("search/", q="a" * 201)["q"]["detail"]

    def test_a_draft_is_not_found(self, api: Api) -> None:
        make.draft(key="hidden", headline="Xylophones save time")
        assert api.get("search/", q="xylophones")["results"] == []
