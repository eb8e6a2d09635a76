"""A list is walked to its end and back, whatever comes and goes meanwhile."""

import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core import signing

from careers.models import Skill
from kb.api.paging import SALT
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_filters import SETS
from tests.kb.evidence import World


def relative(address: str) -> str:
    """Return an absolute address as the test client takes it."""
    parts = urlsplit(address)
    assert parts.netloc == "testserver"
    return f"{parts.path}?{parts.query}"


def walk(api: Api, address: str, link: str = "next") -> list[list[str]]:
    """Return the names on each page, following one kind of link to its end."""
    pages = []
    following: str | None = address
    while following:
        page = api.get(following)
        pages.append([row["name"] for row in page["results"]])
        following = page[link] and relative(page[link])
    return pages


@pytest.fixture
def seven() -> list[str]:
    """Make seven skills, three of one name; return the names in order."""
    names = ["A", "B", "B", "B", "C", "D", "E"]
    for name in names:
        make.skill(name=name)
    return names


class TestWalking:
    @pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8])
    @pytest.mark.parametrize("ordering", ["name", "-name"])
    def test_every_row_comes_once_and_in_order(
        self, api: Api, seven: list[str], limit: int, ordering: str
    ) -> None:
        pages = walk(api, f"skills/?ordering={ordering}&limit={limit}")
        found = [name for page in pages for name in page]
        assert found == sorted(seven, reverse=ordering.startswith("-"))
        assert {len(page) for page in pages[:-1]} <= {limit}

    @pytest.mark.parametrize("limit", [1, 2, 3])
    @pytest.mark.parametrize("ordering", ["name", "-name"])
    @pytest.mark.usefixtures("seven")
    def test_the_way_back_is_the_way_there(
        self, api: Api, limit: int, ordering: str
    ) -> None:
        first = f"skills/?ordering={ordering}&limit={limit}"
        there = walk(api, first)
        last = api.get(first)
        while last["next"]:
            last = api.get(relative(last["next"]))
        back = walk(api, relative(last["previous"]), "previous")
        assert back[::-1] == there[:-1]

    @pytest.mark.usefixtures("seven")
    def test_a_link_keeps_what_was_asked(self, api: Api) -> None:
        page = api.get("skills/?name__in=B,C&limit=2&ordering=name")
        query = parse_qs(urlsplit(page["next"]).query)
        assert query.pop("cursor")
        assert query == {"name__in": ["B,C"], "limit": ["2"], "ordering": ["name"]}
        assert walk(api, relative(page["next"])) == [["B", "C"]]

    @pytest.mark.usefixtures("seven")
    def test_the_ends_have_no_link(self, api: Api) -> None:
        page = api.get("skills/")
        assert page["next"] is page["previous"] is None

    @pytest.mark.usefixtures("seven")
    def test_rows_that_come_and_go_disturb_nothing(self, api: Api) -> None:
        page = api.get("skills/?ordering=name&limit=4")
        make.skill(name="AA")
        Skill.objects.filter(name="C").update(withdrawn_reason="It is no skill.")
        make.skill(name="CC")
        assert walk(api, relative(page["next"])) == [["CC", "D", "E"]]

    @pytest.mark.usefixtures("seven")
    def test_a_place_whose_row_went_still_is_a_place(self, api: Api) -> None:
        page = api.get("skills/?ordering=name&limit=1")
        Skill.objects.filter(name="A").update(withdrawn_reason="It is no skill.")
        assert walk(api, relative(page["next"]))[0] == ["B"]

    @pytest.mark.usefixtures("seven")
    def test_beyond_the_end_is_nothing(self, api: Api) -> None:
        page = api.get("skills/?ordering=name&limit=6")
        Skill.objects.filter(name="E").update(withdrawn_reason="It is no skill.")
        empty = api.get(relative(page["next"]))
        assert empty == {"next": None, "previous": None, "results": []}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("address", SETS)
def test_every_ordering_walks_the_whole_list(
    api: Api, address: str, subtests: pytest.Subtests
) -> None:
    everything = {str(row) for row in api.get(address)["results"]}
    choices = api.refused(address, ordering="?")["ordering"]["choices"]
    for ordering in choices:
        with subtests.test(ordering):
            pair = "directness" in ordering
            asked = "&career=technical-writer&skill=writing" if pair else ""
            following = f"{address}?ordering={ordering}&limit=1{asked}"
            found = []
            while following:
                page = api.get(following)
                found += [str(row) for row in page["results"]]
                following = page["next"] and relative(page["next"])
            assert len(found) == len(set(found))
            assert pair or set(found) == everything


def test_a_page_has_50_rows_unless_asked(api: Api) -> None:
    for _ in range(51):
        make.skill()
    assert len(api.get("skills/")["results"]) == 50
    assert len(api.get("skills/", limit=200)["results"]) == 51


@pytest.mark.parametrize(
    "limit",
    [
        "0",
        "201",
        "-1",
        "1.5",
        "ten",
        "\N{ARABIC-INDIC DIGIT ONE}",
        "9" * 50,
        " 5",
        "+5",
    ],
)
def test_a_limit_is_a_number_from_1_to_200(api: Api, limit: str) -> None:
    assert "1 to 200" in api.refused("skills/", limit=limit)["limit"]["detail"]


def cursor_of(api: Api, address: str) -> str:
    """Return the cursor behind the first row of a list."""
    sign = "&" if "?" in address else "?"
    answer = api.answer(f"{address}{sign}limit=1")
    following = json.loads(answer.content)["next"]
    (cursor,) = re.findall(r"cursor=([^&]+)", following)
    return unquote(cursor)


class TestCursors:
    @pytest.mark.parametrize(
        "cursor", ["x", "a:b:c", "'", "é", "%F0%9F%92%A9", "." * 2000, "::", "null"]
    )
    def test_what_we_did_not_sign_is_refused(self, api: Api, cursor: str) -> None:
        assert api.refused("skills/", cursor=cursor)["cursor"]["code"] == "invalid"

    @pytest.mark.usefixtures("seven")
    def test_a_cut_or_changed_cursor_is_refused(self, api: Api) -> None:
        page = api.get("skills/?limit=1")
        (cursor,) = parse_qs(urlsplit(page["next"]).query)["cursor"]
        for broken in (cursor[:-1], cursor[1:], cursor.swapcase(), cursor + "A"):
            assert "cursor" in api.refused("skills/", cursor=broken)

    @pytest.mark.usefixtures("seven")
    def test_a_cursor_is_of_one_ordering(self, api: Api) -> None:
        page = api.get("skills/?limit=1&ordering=name")
        (cursor,) = parse_qs(urlsplit(page["next"]).query)["cursor"]
        fault = api.refused("skills/", ordering="-name", cursor=cursor)["cursor"]
        assert "ordering=name" in fault["detail"]

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize(
        ("of", "sent_to"),
        [
            ("sources/", "citations/"),
            ("findings/", "findings/?kind=observed"),
            ("findings/?kind__in=observed,forecast", "findings/?kind=observed"),
            ("findings/?kind__in=observed,forecast", "findings/"),
            (
                "findings/?career=technical-writer&skill=writing",
                "findings/?subjects__career=technical-writer",
            ),
            ("findings/", "findings.ris"),
        ],
    )
    def test_a_cursor_is_of_one_list(self, api: Api, of: str, sent_to: str) -> None:
        sign = "&" if "?" in sent_to else "?"
        answer = api.answer(f"{sent_to}{sign}cursor={cursor_of(api, of)}")
        assert answer.status_code == 400
        assert "another list" in json.loads(answer.content)["detail"]

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize(
        "sent_to",
        [
            "sources/?limit=2",
            "sources/?fields=key&count=estimated",
            "sources.csv?limit=1",
            "sources.bib?style=ieee",
            "sources/?include=bib",
        ],
    )
    def test_a_cursor_is_good_for_the_list_in_every_shape(
        self, api: Api, sent_to: str
    ) -> None:
        cursor = cursor_of(api, "sources/")
        sign = "&" if "?" in sent_to else "?"
        answer = api.answer(f"{sent_to}{sign}cursor={cursor}")
        assert answer.status_code == 200
        left_out = api.keys("sources/", limit=1)[0]
        assert left_out not in answer.getvalue().decode()

    def test_a_cursor_of_another_purpose_is_refused(self, api: Api) -> None:
        for salt in ("", "django.core.signing"):
            other = signing.dumps(["n", "key", "a", 1], salt=salt)
            assert "cursor" in api.refused("skills/", cursor=other)
        misshapen = signing.dumps(["n", "key"], salt=SALT)
        assert "cursor" in api.refused("skills/", cursor=misshapen)

    def test_it_says_nothing_a_client_could_build_on(
        self, api: Api, here: World
    ) -> None:
        page = api.get("findings/?limit=1")
        assert "cursor=" in page["next"]
        assert here.source.title not in page["next"]
