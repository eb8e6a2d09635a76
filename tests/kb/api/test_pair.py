"""The document of a pair, as the contract and a golden document have it."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests import make
from tests.kb.api.client import DOCS, Api
from tests.kb.evidence import World, world

GOLDEN = Path(__file__).parent / "golden" / "pair.json"
PAIR = "careers/technical-writer/skills/writing/"


def golden_world() -> None:
    """Make a finding on the pair, with nothing in it that another run would change."""
    here = world()
    register = make.source(key="register", title="The register of writers")
    make.source_relation(
        from_source=here.source, to_source=register, kind="uses_data_of"
    )
    make.career_code(career=here.career, title="Technical Writers", code="27-3042.00")
    make.skill_adjacency(
        from_skill=here.skill, to_skill=make.skill(key="editing", name="Editing")
    )
    make.pair(career=make.career(key="journalist", name="Journalist"), skill=here.skill)
    place = make.citation(key="study-p-187", source=here.source)
    make.reading(citation=place)
    finding = here.finding(
        key="direct-one", headline="Writers wrote faster", citations=[place]
    )
    make.stated(
        key="said",
        career=here.career,
        skill=here.skill,
        facet=here.topic.facet,
        text="With the tool their time changed by {direct-one:1:value}.",
        cites=[finding],
    )


class TestGolden:
    def test_the_document_is_the_golden_one(self, api: Api, tmp_path: Path) -> None:
        golden_world()
        document = api.get(PAIR)
        new = tmp_path / GOLDEN.name
        new.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        assert document == json.loads(GOLDEN.read_text()), (
            f"If the change is meant: cp {new} {GOLDEN}"
        )


class TestDocument:
    def test_nobody_looked_is_an_answer(self, api: Api) -> None:
        make.career(key="a-career")
        make.skill(key="a-skill")
        document = api.get("careers/a-career/skills/a-skill/")
        assert document["findings"] == document["references"] == []
        assert document["role"] is None
        assert document["gaps"]

    @pytest.mark.usefixtures("here")
    def test_every_figure_is_plain_and_tells_its_confirmation(self, api: Api) -> None:
        document = api.get(PAIR)
        figures = [e for f in document["findings"] for e in f["estimates"]]
        assert {"90930.5", "-40", None} == {figure["value"] for figure in figures}
        assert {figure["confirmation"] for figure in figures} == {"primary"}

    def test_it_names_no_draft(self, api: Api, here: World) -> None:
        draft = make.draft(key="secret-draft", source=here.source)
        make.subject(finding=draft, career=here.career, skill=here.skill, position=1)
        edge = here.skill.edges_out.get()
        make.edge_basis(pair=None, skill_edge=edge, finding_key="secret-draft")
        assert "secret-draft" not in json.dumps(api.get(PAIR))


def strict(schema: Any) -> Any:
    """Return ``schema`` with no member allowed that it does not describe."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: strict(value) for name, value in schema.items()}
    closed = isinstance(schema.get("properties"), dict)
    return told | ({"additionalProperties": False} if closed else {})


class TestContract:
    @pytest.mark.usefixtures("here")
    def test_it_describes_every_member(self, api: Api) -> None:
        schema = json.loads((DOCS / "pair.schema.json").read_text())
        Draft202012Validator(strict(schema)).validate(api.get(PAIR))

    def test_it_asks_all_that_was_agreed(self) -> None:
        schema = json.loads((DOCS / "pair.schema.json").read_text())
        assert {"key", "revision", "facets", "findings", "references", "gaps"} <= set(
            schema["required"]
        )


class TestRevision:
    @pytest.fixture
    def tag(self, api: Api, here: World) -> str:
        return api.answer(PAIR)["ETag"]

    def test_the_tag_is_the_revision(self, api: Api, tag: str) -> None:
        assert tag == f'"{api.get(PAIR)["revision"]}"'

    @pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
    def test_what_a_client_holds_is_not_sent_again(
        self, api: Api, tag: str, known: str
    ) -> None:
        answer = api.answer(PAIR, If_None_Match=known.format(tag))
        assert answer.status_code == HTTPStatus.NOT_MODIFIED
        assert answer.content == b""
        assert answer["ETag"] == tag
        assert "no-cache" in answer["Cache-Control"]

    @pytest.mark.parametrize("known", ['"other"', "nonsense", "", '"'])
    def test_anything_else_is_answered(self, api: Api, tag: str, known: str) -> None:
        answer = api.answer(PAIR, If_None_Match=known)
        assert answer.status_code == HTTPStatus.OK

    def test_a_change_changes_it(self, api: Api, here: World, tag: str) -> None:
        here.finding(key="one-more")
        answer = api.answer(PAIR, If_None_Match=tag)
        assert answer.status_code == HTTPStatus.OK
        assert answer["ETag"] != tag
