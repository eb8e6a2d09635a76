"""A list can be asked for words, as far as the search looks through what it lists."""

import pytest

from kb.selectors.search import LONGEST
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_forms import body
from tests.kb.evidence import World

LISTS = ("careers/", "skills/", "sources/", "citations/", "findings/")


@pytest.fixture
def _words(here: World) -> None:
    """Make rows that differ in their words."""
    make.career(key="welder", name="Welder of pipes")
    make.career_alias(career=here.career, name="Documentation specialist")
    quoting = make.source(key="quoting", title="Elephants in Science")
    place = make.quoted("Writers were 40% faster.", key="quoted", source=quoting)
    other = make.reading(citation=make.citation(key="titled", source=quoting)).citation
    here.finding(key="of-elephants", headline="Elephants write", citations=[place])
    here.finding(key="of-both", headline="Elephants remember", citations=[other])


FOUND = [
    ("careers/", "docum", ["technical-writer"]),
    ("careers/", "specialist documentation", ["technical-writer"]),
    ("careers/", "Technical Writer", ["technical-writer"]),
    ("careers/", "technical welder", []),
    ("careers/", "27-3042.00", ["technical-writer"]),
    ("careers/", "27-3042", []),
    ("skills/", "writ", ["writing"]),
    ("sources/", "elephant science", ["quoting"]),
    ("sources/", "elephants -science", []),
    ("sources/", '"in science"', ["quoting"]),
    ("citations/", "writers faster", ["quoted"]),
    ("citations/", "elephants", ["quoted", "titled"]),
    ("findings/", "elephant", ["of-both", "of-elephants"]),
    ("findings/", "elephant or nurses", ["elsewhere", "of-both", "of-elephants"]),
    ("findings/", "elephants -remember", ["of-elephants"]),
    ("findings/", "it's 100% '; -- %s $1 \\ { & | ! : *", []),
]


@pytest.mark.usefixtures("_words")
@pytest.mark.parametrize(("address", "asked", "found"), FOUND)
def test_what_words_find(api: Api, address: str, asked: str, found: list[str]) -> None:
    assert api.keys(address, q=asked) == found


@pytest.mark.usefixtures("_words")
class TestLikeEveryFilter:
    def test_other_filters_hold_too(self, api: Api) -> None:
        assert api.keys("findings/", q="elephants", key="of-both") == ["of-both"]
        pair = {"career": "technical-writer", "skill": "writing"}
        found = api.keys("findings/", q="elephants", ordering="directness", **pair)
        assert sorted(found) == ["of-both", "of-elephants"]

    @pytest.mark.parametrize("ordering", ["key", "-key"])
    def test_it_has_pages(self, api: Api, ordering: str) -> None:
        asked = {"q": "elephants", "limit": 1, "ordering": ordering}
        first = api.get("findings/", **asked)
        make.published(key="of-new", headline="Elephants came later")
        second = api.get(first["next"].removeprefix("http://testserver"))
        third = second["next"] and api.get(
            second["next"].removeprefix("http://testserver")
        )
        pages = [first, second, *([third] if third else [])]
        seen = [row["key"] for page in pages for row in page["results"]]
        assert seen == sorted(seen, reverse=ordering.startswith("-"))
        assert {"of-both", "of-elephants"} <= set(seen)

    def test_it_holds_in_every_form(self, api: Api) -> None:
        assert body(api.answer("sources.csv?q=elephants&fields=key")) == (
            "key\r\nquoting\r\n"
        )
        assert "quoting" in body(api.answer("findings.bib?q=elephants"))
        assert "quoting" not in body(api.answer("findings.bib?q=nurses"))

    def test_it_can_be_counted(self, api: Api) -> None:
        assert api.get("sources/", q="elephants", count="estimated")["count"] >= 0


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("address", LISTS)
class TestRefusals:
    def test_no_word(self, api: Api, address: str) -> None:
        for asked in ("--", " ", "*"):
            fault = api.refused(address, q=asked)["q"]
            assert fault["detail"] == "Holds no word to look for."

    @pytest.mark.parametrize(
        "asked", ["-elephants", '-"in science" -x', "elephants or -nurses", "not -x"]
    )
    def test_only_what_is_to_be_left_out(
        self, api: Api, address: str, asked: str
    ) -> None:
        if address in {"careers/", "skills/"}:
            api.get(address, q=asked)  # a hyphen means nothing in a name
        else:
            fault = api.refused(address, q=asked)["q"]
            assert "add one to look for" in fault["detail"]

    @pytest.mark.parametrize("asked", ["x-ray", "elephants or", '"or -x"', "or", "a"])
    def test_no_more_than_that(self, api: Api, address: str, asked: str) -> None:
        if address not in {"careers/", "skills/"}:
            assert api.get(address, q=asked)["results"] == []

    def test_too_many(self, api: Api, address: str) -> None:
        assert "200" in api.refused(address, q="a" * (LONGEST + 1))["q"]["detail"]
        assert api.get(address, q="a " * (LONGEST // 2))["results"] == []
