"""What single questions find, and what is answered to those that make no sense."""

import pytest

from kb.enums import Kind
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_filters import PAIR
from tests.kb.evidence import World

FINDINGS: list[tuple[dict[str, str], list[str]]] = [
    ({"kind": "forecast"}, ["with-everything"]),
    ({"kind__in": "forecast,opinion"}, ["with-everything"]),
    ({"key__in": "all-jobs,elsewhere,nothing"}, ["all-jobs", "elsewhere"]),
    ({"headline__contains": "NURSES"}, ["elsewhere"]),
    ({"headline": "Nurses write too"}, ["elsewhere"]),
    ({"headline": "Nurses write"}, []),
    ({"places": "GB"}, ["with-everything"]),
    ({"places__in": "GB,US"}, ["direct-one", "with-everything"]),
    ({"limitations__contains": "tasks only"}, ["direct-one"]),
    ({"release": "starter-1"}, ["with-everything"]),
    ({"release__isnull": "false"}, ["with-everything"]),
    ({"comparison__isnull": "false"}, ["with-everything"]),
    ({"estimates__missing": "suppressed"}, ["with-everything"]),
    ({"estimates__scale_high": "5", "estimates__measure": "rating"},
     ["with-everything"]),
    ({"estimates__subject__task": "draft-texts"}, ["with-everything"]),
    ({"source__title__contains": "no such title"}, []),
    ({"estimates__value__gt": "90930"}, ["with-everything"]),
    ({"estimates__value": "90930.5"}, ["with-everything"]),
    ({"estimates__value__gte": "90930.51"}, []),
    ({"estimates__n__in": "453,7"}, ["direct-one"]),
    ({"estimates__measure": "pay", "estimates__value__lt": "0"}, []),
    ({"subjects__career__isnull": "true", "subjects__skill": "writing"},
     ["elsewhere"]),
    ({"subjects__group__contains": "jobs"}, ["all-jobs"]),
    ({"citations__id": "study-p-3"}, ["with-everything"]),
    ({"bearings__skill": "writing"}, ["with-everything"]),
    ({"links__to": "direct-one"}, ["with-everything"]),
    ({"period_start__gte": "2024"}, []),
    ({"marks": "forecast"}, ["with-everything"]),
    ({"marks": "conflicting"}, ["direct-one", "with-everything"]),
    ({"source__class": "government"}, []),
    ({"published_at__lt": "2000-01-01T00:00:00Z"}, []),
]  # fmt: skip
OTHERS: list[tuple[str, dict[str, str], list[str]]] = [
    ("careers/", {"aliases__name__contains": "DOCUM"}, ["technical-writer"]),
    ("careers/", {"adjacent__career": "journalist"}, ["technical-writer"]),
    ("careers/", {"adjacent__career": "technical-writer"}, ["journalist"]),
    ("careers/", {"codes__code": "27-3042.00", "codes__match": "close"}, []),
    ("careers/", {"finding_count__gt": "0"}, ["technical-writer"]),
    ("skills/", {"codes__code__isnull": "true"}, ["writing"]),
    ("skills/", {"careers__career": "journalist"}, ["writing"]),
    ("skills/", {"finding_count": "0"}, ["editing"]),
    ("sources/", {"doi": "10.1126/science.x"}, ["full-record"]),
    ("sources/", {"doi__isnull": "true", "key__in": "full-record,register,study"},
     ["register", "study"]),
    ("citations/", {"read": "full_text", "findings__key": "with-everything"},
     ["study-p-3"]),
    ("citations/", {"confirmation__in": "secondary,none"}, []),
    ("citations/", {"source__vendor": "false"}, []),
    ("citations/", {"findings__headline__contains": "nothing of the kind"}, []),
    ("sources/", {"author__contains": "noy"}, ["full-record"]),
    ("sources/", {"unconfirmed_fields": "page"}, ["full-record"]),
    ("sources/", {"standing": "corrected"}, ["study"]),
    ("sources/", {"vendor": "true"}, ["study"]),
    ("sources/", {"relations__to": "register"}, ["study"]),
    ("sources/", {"related_from__from": "study"}, ["register"]),
    ("sources/", {"notices__issued_on__gte": "2024-05-01"}, ["study"]),
    ("sources/", {"seen_at": "https://example.org/record"}, ["study"]),
    ("sources/", {"arxiv_version__isnull": "false"}, ["full-record"]),
    ("citations/", {"readings__read": "abstract"}, ["study-p-3"]),
    ("citations/", {"findings__key": "with-everything"}, ["study-p-3"]),
    ("measures/", {"scale_low__isnull": "false"}, ["rating"]),
    ("measures/", {"towards": "higher"}, ["rating"]),
    ("facets/", {"topics__key": "rating"}, ["importance"]),
    ("releases/", {"key": "starter-1"}, ["starter-1"]),
    ("releases/", {"finding_count": "1"}, ["starter-1"]),
]  # fmt: skip


class TestQuestions:
    """What single questions find; ``here`` has findings and sources of every kind."""

    @pytest.mark.usefixtures("here")
    def test_of_findings(self, api: Api, subtests: pytest.Subtests) -> None:
        for asked, found in FINDINGS:
            with subtests.test(**asked):
                assert api.keys("findings/", **asked) == found

    @pytest.mark.usefixtures("here")
    def test_of_other_lists(self, api: Api, subtests: pytest.Subtests) -> None:
        for address, asked, found in OTHERS:
            with subtests.test(address, **asked):
                assert api.keys(address, **asked) == found

    def test_what_is_asked_of_one_list_is_asked_of_one_row_of_it(
        self, api: Api, here: World
    ) -> None:
        fast = {"measure": make.measure(key="speed", kind="ratio", unit="ratio")}
        here.finding(
            key="two", estimates=[{"measure": here.measure}, fast | {"value": 9}]
        )
        asked = {"key": "two", "estimates__value__gt": "5"}
        assert api.keys("findings/", estimates__measure="speed", **asked) == ["two"]
        assert api.keys("findings/", estimates__measure="time-change", **asked) == []


class TestAPair:
    @pytest.mark.usefixtures("here")
    def test_shows_what_its_page_shows(self, api: Api) -> None:
        page = api.get("careers/technical-writer/skills/writing/")["findings"]
        listed = api.get("findings/", ordering="directness", **PAIR)["results"]
        told = {row["key"]: (row["directness"], row["marks"]) for row in listed}
        assert told == {row["key"]: (row["directness"], row["marks"]) for row in page}
        levels = [row["directness"]["level"] for row in page]
        assert [row["directness"]["level"] for row in listed] == levels

    @pytest.mark.usefixtures("here")
    def test_can_be_asked_for_a_level(self, api: Api) -> None:
        direct = api.keys("findings/", directness="direct", **PAIR)
        assert direct == ["direct-one", "with-everything"]
        near = api.keys("findings/", directness__in="direct,same_skill", **PAIR)
        assert near == ["direct-one", "elsewhere", "with-everything"]

    def test_marks_a_close_match(self, api: Api, here: World) -> None:
        twin = make.career(key="twin", name="Documentation specialist")
        code = {"scheme": "isco_08", "code": "2641", "release": "08"}
        make.career_code(career=twin, **code)
        make.career_code(career=here.career, match="close", **code)
        asked = {"career": "twin", "skill": "writing", "directness": "direct"}
        (first, _) = api.get("findings/", **asked)["results"]
        assert first["directness"]["close_match"]
        assert "close match" in first["directness"]["reason"]
        assert "close_match" in first["marks"]
        assert api.keys("findings/", marks="close_match", **asked) == [
            "direct-one",
            "with-everything",
        ]

    @pytest.mark.usefixtures("here")
    def test_is_named_whole_and_exists(self, api: Api) -> None:
        half = api.refused("findings/", career="technical-writer")
        assert "subjects__career" in half["career"]["detail"]
        for asked in ({"directness": "direct"}, {"ordering": "directness"}):
            (fault,) = api.refused("findings/", **asked).values()
            assert fault["code"] == "needs-other"
        unknown = api.refused("findings/", career="nobody", skill="nothing")
        assert {f["code"] for f in unknown.values()} == {"unknown-key"}
        assert set(unknown) == {"career", "skill"}


@pytest.mark.usefixtures("here")
class TestRefusals:
    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            ("knd", "kind"),
            ("estimates__valeu__gte", "estimates__value__gte"),
            ("estimates__value__ge", "estimates__value__gte"),
            ("orderby", "ordering"),
            ("page_size", None),
        ],
    )
    def test_an_unknown_name_is_told_the_nearest(
        self, api: Api, wrong: str, right: str | None
    ) -> None:
        fault = api.refused("findings/", **{wrong: "1"})[wrong]
        assert fault["code"] == "unknown"
        if right:
            assert fault["suggestion"] == right
            assert f"Did you mean {right}?" in fault["detail"]

    def test_an_unknown_term_is_told_the_nearest_and_all(self, api: Api) -> None:
        fault = api.refused("findings/", kind="observd")["kind"]
        assert fault["suggestion"] == "observed"
        assert fault["choices"] == Kind.values

    def test_everything_that_is_wrong_is_told_at_once(self, api: Api) -> None:
        address = (
            "findings/?knd=x&kind=y&places=US&places=GB&topic__in=&limit=0&ordering=x"
        )
        faults = api.refused(address)
        assert {name: fault["code"] for name, fault in faults.items()} == {
            "knd": "unknown",
            "kind": "not-a-choice",
            "places": "repeated",
            "topic__in": "empty",
            "limit": "invalid",
            "ordering": "not-a-choice",
        }

    @pytest.mark.parametrize(
        "value", ["1e30", "9" * 30, "NaN", "Infinity", "-", "0x10", "1,5", "٣,"]
    )
    def test_a_number_that_no_column_holds_is_refused(
        self, api: Api, value: str
    ) -> None:
        for name in (
            "estimates__value",
            "estimates__n__gte",
            "version",
            "estimates__year",
        ):
            assert name in api.refused("findings/", **{name: value})

    @pytest.mark.parametrize("value", ["a,", ",a", "a,,b", ","])
    def test_values_are_divided_by_single_commas(self, api: Api, value: str) -> None:
        assert "key__in" in api.refused("findings/", key__in=value)
