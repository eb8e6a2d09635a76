"""Whom to name goes with whatever a release brought, in every form."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.services import release_approve
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_forms import body
from tests.kb.evidence import World

TERMS = ("licence", "attribution")


@pytest.fixture
def _brought(here: World) -> None:
    """Let a dataset, and a load of it that nobody approved, bring what is here."""
    onet = {"dataset": "onet", "edition": "29.3", "pack": "onet-29-3"}
    said = {"attribution": "By USDOL/ETA."}
    release_approve(
        release=make.dataset_release(**onet, **said), reviewer=make.reviewer()
    )
    make.dataset_release(**onet, number=2, attribution="By nobody yet.")
    esco = {"dataset": "esco", "edition": "1.1.1", "pack": "esco-1-1-1"}
    release_approve(
        release=make.dataset_release(**esco, attribution="By ESCO."),
        reviewer=make.reviewer(),
    )


@pytest.mark.usefixtures("here")
class TestOfFindings:
    @pytest.mark.parametrize("asked", [{}, {"fields": "key"}, {"fields": "estimates"}])
    def test_in_rows(self, api: Api, asked: dict[str, str]) -> None:
        (row,) = api.get("findings/", key="with-everything", **asked)["results"]
        terms = api.get("releases/starter-1/")
        assert all(row[name] == terms[name] for name in TERMS)
        alone = api.get("findings/with-everything/", **asked)
        assert all(alone[name] == terms[name] for name in TERMS)

    def test_what_a_person_wrote_needs_none(self, api: Api) -> None:
        row = api.get("findings/direct-one/")
        assert [row[name] for name in TERMS] == [None, None]

    def test_in_lines_and_tables(self, api: Api) -> None:
        terms = api.get("releases/starter-1/")
        query = "?key=with-everything&fields=key"
        line = json.loads(body(api.answer(f"findings.ndjson{query}")))
        assert line == {"key": "with-everything"} | {n: terms[n] for n in TERMS}
        (cells,) = csv.DictReader(io.StringIO(body(api.answer(f"findings.csv{query}"))))
        assert cells == line

    def test_they_can_be_asked_for(self, api: Api) -> None:
        assert api.keys("findings/", licence__isnull="false") == ["with-everything"]
        assert "with-everything" not in api.keys("findings/", licence="nobody's")


@pytest.mark.usefixtures("_brought")
class TestOfNames:
    def test_the_dataset_whose_code_a_career_bears(self, api: Api, here: World) -> None:
        career = make.career(key="occupation", name="Occupation of a dataset")
        make.career_code(
            career=career, scheme="onet_soc_2019", code="11-1011.00", release="29.3"
        )
        make.task(key="of-it", career=career)
        said = ["By USDOL/ETA."]
        assert api.get("careers/occupation/")["attribution"] == said
        assert api.get("tasks/of-it/", fields="key") == {
            "key": "of-it",
            "attribution": said,
        }
        other = make.career(key="of-another-edition", name="Of another edition")
        make.career_code(
            career=other, scheme="onet_soc_2019", code="11-1011.01", release="24.2"
        )
        assert api.get("careers/of-another-edition/")["attribution"] == []

    def test_a_pack_and_the_dataset_of_a_skill_it_lists(
        self, api: Api, here: World
    ) -> None:
        make.skill_code(skill=here.skill, scheme="esco", code="S1", release="1.1.1")
        pack = api.get("releases/starter-1/")["attribution"]
        (row,) = api.get("skills/", key="writing", fields="name")["results"]
        assert row.keys() == {"name", "attribution"}
        assert {pack, "By ESCO."} <= set(row["attribution"])
        assert "By nobody yet." not in row["attribution"]

    def test_it_costs_no_statement(self, api: Api) -> None:
        with CaptureQueriesContext(connection) as captured:
            api.get("careers/")
        asked = [q for q in captured.captured_queries if "kb_release" in q["sql"]]
        assert len(asked) == 1
