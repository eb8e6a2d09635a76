"""Whom to name goes with whatever a release brought, in every form."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Release
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


@pytest.mark.usefixtures("_brought")
class TestOfPlaces:
    @pytest.fixture(autouse=True)
    def _rated(self, here: World, _brought: None) -> None:
        """Have a finding of the dataset rest on the source of its release."""
        release = Release.objects.approved().get(pack="onet-29-3")
        here.finding(key="rated", source=release.source, release=release)
        here.finding(key="by-hand", source=here.source)

    def release(self) -> str:
        """Return the key of the release that was approved."""
        release = Release.objects.approved().get(pack="onet-29-3")
        return f"{release.pack}-{release.number}"

    def source(self) -> str:
        """Return the key of the dataset as a source."""
        source = Release.objects.approved().get(pack="onet-29-3").source
        assert source is not None
        return source.key

    @pytest.mark.parametrize("asked", [{}, {"fields": "key"}])
    def test_a_citation_names_the_release_of_its_source(
        self, api: Api, asked: dict[str, str]
    ) -> None:
        (row,) = api.get("citations/", source=self.source(), **asked)["results"]
        assert row["attribution"] == ["By USDOL/ETA."]
        alone = api.get(f"citations/{row['key']}/", **asked)
        assert alone["attribution"] == ["By USDOL/ETA."]

    def test_a_citation_names_the_release_of_what_rests_on_it(
        self, api: Api, here: World
    ) -> None:
        release = Release.objects.get(pack="esco-1-1-1")
        finding = here.finding(key="of-a-pack", release=release)
        place = finding.citations.get().citation
        assert api.get(f"citations/{place.key}/")["attribution"] == ["By ESCO."]
        alone = here.finding(key="of-nobody").citations.get().citation
        assert api.get(f"citations/{alone.key}/")["attribution"] == []

    def test_a_source_and_the_findings_inside_it(self, api: Api) -> None:
        row = api.get(f"sources/{self.source()}/", expand="findings")
        assert row["attribution"] == ["By USDOL/ETA."]
        (inside,) = row["findings"]
        terms = api.get(f"releases/{self.release()}/")
        assert [inside[name] for name in TERMS] == [terms[name] for name in TERMS]

    def test_a_search_names_whatever_its_hits_are_of(
        self, api: Api, here: World
    ) -> None:
        starter = api.get("releases/starter-1/")["attribution"]
        said = set(api.get("search/", q="writing")["attribution"])
        assert {starter, "By USDOL/ETA."} <= said
        assert not {"By ESCO.", "By nobody yet."} & said
        assert api.get("search/", q="no such thing")["attribution"] == []


@pytest.mark.usefixtures("_brought")
class TestOfEdges:
    def test_both_ends_are_named(self, api: Api, here: World) -> None:
        make.skill_code(skill=here.skill, scheme="esco", code="S1", release="1.1.1")
        make.career_code(
            career=here.career, scheme="onet_soc_2019", code="1", release="29.3"
        )
        near = make.skill(key="near")
        make.skill_adjacency(from_skill=here.skill, to_skill=near)
        both = {"By ESCO.", "By USDOL/ETA."}
        for address in ("pairs/", f"careers/{here.career.key}/skills/"):
            row = api.get(address, fields="role")["results"][0]
            assert both < set(row["attribution"]), address
        for address in ("adjacencies/", f"skills/{near.key}/adjacent/"):
            row = api.get(address, fields="reason")["results"][0]
            assert "By ESCO." in row["attribution"], address


@pytest.mark.parametrize(
    ("scheme", "release", "said"),
    [
        ("esco", "1.1.1", ["By ESCO."]),
        ("esco", "1.1.0", []),
        ("isco_08", "08", ["By ESCO.", "By the ILO."]),
        ("onet_soc_2019", "29.3", ["By USDOL/ETA."]),
        ("onet_soc_2019", "24.2", []),
        ("soc_2018", "2018", []),
    ],
)
@pytest.mark.usefixtures("_brought")
def test_which_dataset_brings_a_code(
    api: Api, scheme: str, release: str, said: list[str]
) -> None:
    """ESCO ships the groups of ISCO-08, under an edition that is not its own."""
    terms = {"dataset": "isco08", "edition": "08", "pack": "isco08-08"}
    release_approve(
        release=make.dataset_release(**terms, attribution="By the ILO."),
        reviewer=make.reviewer(),
    )
    career = make.career(key="coded")
    make.career_code(career=career, scheme=scheme, code="1", release=release)
    assert sorted(api.get("careers/coded/")["attribution"]) == said
