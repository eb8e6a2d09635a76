"""Every address answers what the schema says, to whoever asks."""

import re
from http import HTTPStatus

import pytest

from tests import make
from tests.kb.api.client import Api, openapi
from tests.kb.evidence import World

KEYS = {
    "careers/{career}": "technical-writer",
    "skills/{skill}": "writing",
    "sources/{key}": "study",
    "citations/{key}": "study-p-3",
    "findings/{key}": "with-everything",
    "measures/{key}": "pay",
    "organizations/{key}": "institute",
    "tasks/{key}": "draft-texts",
    "facets/{key}": "demand",
    "releases/{key}": "starter-1",
}
OWN_TESTS = ("/editing/", "/snapshots/", "/changes/")
"""Addresses that need a token, a folder or a commit: tests of their own know them."""
ADDRESSES = sorted(
    path
    for path, methods in openapi()["paths"].items()
    if "get" in methods and not any(own in path for own in OWN_TESTS)
)


def filled(path: str) -> str:
    """Return an address of the schema with the keys of the world in it."""
    for pattern, key in KEYS.items():
        path = path.replace(pattern, pattern.partition("{")[0] + key)
    assert "{" not in path
    return path


@pytest.mark.usefixtures("here")
class TestEveryAddress:
    def test_answers_as_the_schema_says(
        self, api: Api, subtests: pytest.Subtests
    ) -> None:
        for path in ADDRESSES:
            with subtests.test(path):
                words = {"q": "writing"} if path.endswith("search/") else {}
                document = api.get(filled(path), **words)
                assert document.get("results", True), "no row in the world"

    def test_has_a_head(self, api: Api, subtests: pytest.Subtests) -> None:
        for path in ADDRESSES:
            with subtests.test(path):
                answer = api.client.head(filled(path))
                assert answer.status_code == HTTPStatus.OK
                assert answer.content == b""
                assert answer["Content-Type"] == "application/json"

    def test_says_which_methods_it_has(
        self, api: Api, subtests: pytest.Subtests
    ) -> None:
        for path in ADDRESSES:
            with subtests.test(path):
                answer = api.client.options(filled(path))
                assert answer.status_code == HTTPStatus.NO_CONTENT
                assert answer["Allow"] == "GET, HEAD, OPTIONS"

    def test_refuses_what_it_does_not_know(
        self, api: Api, subtests: pytest.Subtests
    ) -> None:
        for path in ADDRESSES:
            with subtests.test(path):
                faults = api.refused(filled(path), colour="blue")
                assert faults["colour"]["code"] == "unknown"

    def test_tells_nothing_of_a_key_that_never_was(
        self, api: Api, subtests: pytest.Subtests
    ) -> None:
        for path in (path for path in ADDRESSES if "{" in path):
            with subtests.test(path):
                address = re.sub(r"{\w+}", "never-was", path)
                problem = api.get(address, HTTPStatus.NOT_FOUND)
                assert problem["type"] == "/api/problems/not-found/"
                assert problem["instance"] == address


class TestMembers:
    def test_a_figure_is_whole_and_plain(self, api: Api, here: World) -> None:
        figure, suppressed = api.get("findings/with-everything/")["estimates"]
        assert figure == {
            "measure": "pay",
            "label": "Change of the time on a task",
            "kind": "money",
            "value": "90930.5",
            "category": None,
            "missing": None,
            "unit": "USD a year",
            "scale_low": None,
            "scale_high": None,
            "towards": "lower",
            "low": "80000",
            "high": "100000",
            "interval": "ci",
            "ci_level": "95",
            "se": "0.25",
            "rse": "1.5",
            "n": 20,
            "n_approx": True,
            "n_unit": "writers",
            "base": "all writers",
            "quantile": "50",
            "currency": "USD",
            "year": 2024,
            "area": "US",
            "period": {"start": "2024", "end": "2024-06"},
            "qualifier": "about",
            "comparison": "the year before",
            "subject": {
                "career": "technical-writer",
                "skill": "writing",
                "task": "draft-texts",
                "group": "those who stayed",
            },
            "confirmation": "primary",
        }
        assert suppressed["value"] is None
        assert suppressed["missing"] == "suppressed"
        assert suppressed["period"] is None
        assert suppressed["subject"] is None
        assert (suppressed["scale_low"], suppressed["scale_high"]) == ("1", "5")

    @pytest.mark.usefixtures("here")
    def test_a_citation_tells_the_best_that_was_read(self, api: Api) -> None:
        citation = api.get("citations/study-p-3/")
        assert (citation["read"], citation["confirmation"]) == ("full_text", "primary")
        assert [r["read"] for r in citation["readings"]] == ["abstract", "full_text"]
        assert [f["key"] for f in citation["findings"]] == ["with-everything"]
        (place,) = api.get("findings/with-everything/")["citations"]
        assert place == {
            "id": "study-p-3",
            "source": "study",
            "label": "page",
            "locator": "p. 3",
            "quote": None,
            "read": "full_text",
            "confirmation": "primary",
        }

    @pytest.mark.usefixtures("here")
    def test_absent_is_null_and_never_an_empty_text(self, api: Api) -> None:
        source = api.get("sources/register/")
        assert source["doi"] is None
        assert source["arxiv_version"] is None
        assert "" not in source.values()

    @pytest.mark.usefixtures("here")
    def test_a_chain_runs_down_to_the_primary_source(self, api: Api) -> None:
        chain = api.get("sources/study/chain/")
        assert [(s["key"], s["depth"], s["relation"]) for s in chain["chain"]] == [
            ("study", 0, None),
            ("register", 1, "uses_data_of"),
        ]
        assert chain["roots"] == ["study"]

    def test_an_edge_reads_from_either_side(self, api: Api, here: World) -> None:
        (out,) = api.get("skills/writing/adjacent/")["results"]
        assert (out["skill"], out["way"]) == ("editing", "out")
        assert out["rests_on"] == [{"finding": "direct-one", "source": None}]
        (back,) = api.get("skills/editing/adjacent/")["results"]
        assert (back["skill"], back["way"]) == ("writing", "in")

    def test_a_pair_counts_close_evidence_as_direct(
        self, api: Api, here: World
    ) -> None:
        (pair,) = api.get("careers/technical-writer/skills/")["results"]
        before = pair["finding_count"]
        twin = make.career()
        code = {"scheme": "isco_08", "code": "2641", "release": "08"}
        make.career_code(career=twin, **code)
        make.career_code(career=here.career, match="close", **code)
        here.finding(
            subjects=[{"career": twin, "skill": here.skill}],
            population=f"people at {here.skill}, each a {twin}",
        )
        (pair,) = api.get("careers/technical-writer/skills/")["results"]
        assert pair["finding_count"] == before + 1


def test_the_index_names_every_list(api: Api) -> None:
    paths = [path for path in ADDRESSES if "{" not in path and path != "/api/v1/"]
    found = api.get("/api/v1/").values()
    assert sorted(found) == [f"http://testserver{path}" for path in paths]
