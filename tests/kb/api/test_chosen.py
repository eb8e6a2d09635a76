"""Less of each row, or more; and about how many there are."""

import pytest

from citations.models import Source
from tests import make
from tests.kb.api.client import Api
from tests.kb.evidence import World


@pytest.mark.usefixtures("here")
class TestFields:
    def test_only_what_is_asked_for_in_the_usual_order(self, api: Api) -> None:
        (row, *_) = api.get("sources/", fields="standing,key")["results"]
        assert list(row) == ["key", "standing"]
        assert list(api.get("sources/study/", fields="title")) == ["title"]

    def test_a_computed_member_too(self, api: Api) -> None:
        assert api.get("sources/study/", fields="finding_count") == {
            "finding_count": api.get("sources/study/")["finding_count"]
        }

    def test_one_that_is_not_there_is_refused(self, api: Api) -> None:
        fault = api.refused("sources/", fields="key,tittle")["fields"]
        assert fault["suggestion"] == "title"
        assert "standing" in fault["choices"]

    def test_the_next_page_has_the_same(self, api: Api) -> None:
        page = api.get("sources/", fields="key", limit=1)
        following = api.get(page["next"].removeprefix("http://testserver"))
        assert [list(row) for row in following["results"]] == [["key"]]


@pytest.mark.usefixtures("here")
class TestExpand:
    def test_the_source_of_a_citation_in_full(self, api: Api) -> None:
        brief = api.get("citations/study-p-3/")["source"]
        whole = api.get("citations/study-p-3/", expand="source")["source"]
        assert brief.items() <= whole.items()
        source = api.get("sources/study/")
        of_rows_alone = {"finding_count", "attribution"}
        assert whole == {n: v for n, v in source.items() if n not in of_rows_alone}

    def test_the_release_of_a_finding_or_null(self, api: Api) -> None:
        found = api.get("findings/with-everything/", expand="release")
        assert found["release"]["key"] == "starter-1"
        assert found["release"]["licence"]
        assert api.get("findings/direct-one/", expand="release")["release"] is None

    def test_what_rests_on_a_source(self, api: Api) -> None:
        source = api.get("sources/study/", expand="citations,findings")
        keys = {finding["key"] for finding in source["findings"]}
        resting = api.keys("findings/", citations__source="study", limit=200)
        assert keys == set(resting)
        places = {place["key"] for place in source["citations"]}
        assert places == set(api.keys("citations/", source="study", limit=200))
        assert "study-p-3" in places

    def test_each_source_has_its_own(self, api: Api) -> None:
        make.published(key="far-away", source=make.source(key="other-study"))
        rows = api.get("sources/", expand="findings", limit=200)["results"]
        found = {row["key"]: [f["key"] for f in row["findings"]] for row in rows}
        assert found["other-study"] == ["far-away"]
        assert "far-away" not in found["study"]

    def test_a_pair_and_a_task_name_their_ends(self, api: Api) -> None:
        pair, *_ = api.get("pairs/", expand="career,skill")["results"]
        assert pair["career"]["name"] == pair["career_name"]
        assert pair["skill"]["name"] == pair["skill_name"]
        task = api.get("tasks/draft-texts/", expand="career")
        assert task["career"]["key"] == "technical-writer"

    def test_what_cannot_be_expanded_is_refused(self, api: Api) -> None:
        assert api.refused("citations/", expand="sorce")["expand"]["suggestion"]
        assert "Nothing" in api.refused("skills/", expand="key")["expand"]["detail"]
        left = api.refused("citations/", fields="key", expand="source")["expand"]
        assert left["code"] == "needs-other"


class TestCount:
    def test_is_told_on_request_only(self, api: Api, here: World) -> None:
        assert "count" not in api.get("sources/")
        assert api.get("sources/", count="estimated")["count"] >= 0
        narrow = api.get("sources/", key="study", count="estimated")["count"]
        assert narrow == 1, "a unique index leaves nothing to guess"
        assert Source.objects.filter(pk=here.source.pk).exists()

    @pytest.mark.usefixtures("here")
    def test_is_never_exact(self, api: Api) -> None:
        assert api.refused("sources/", count="exact")["count"]["choices"] == [
            "estimated"
        ]
