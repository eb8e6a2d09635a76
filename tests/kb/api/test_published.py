"""Readers see what is published, and nothing tells them of anything else."""

from http import HTTPStatus

import pytest

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.models import Finding
from kb.services import finding_withdraw
from tests import make
from tests.kb.api.client import Api
from tests.kb.evidence import World


class TestOnlyWhatIsPublished:
    def test_a_draft_is_told_like_a_key_that_never_was(self, api: Api) -> None:
        draft = make.draft(key="draft")
        place = draft.citations.get().citation
        never = api.get("findings/never/", HTTPStatus.NOT_FOUND)
        for address in ("findings/draft/", f"citations/{place.key}/"):
            problem = api.get(address, HTTPStatus.NOT_FOUND)
            told = {"instance": "", "request_id": ""}
            assert problem | told == never | told

    def test_a_draft_is_in_no_list_count_or_filter(self, api: Api, here: World) -> None:
        def seen() -> list[object]:
            return [
                api.keys("findings/"),
                api.keys("findings/", career="technical-writer", skill="writing"),
                api.keys("citations/"),
                api.get("citations/study-p-3/")["findings"],
                api.get("careers/technical-writer/")["finding_count"],
                api.get("skills/writing/")["finding_count"],
                api.get("sources/study/")["finding_count"],
                api.get("measures/time-change/")["finding_count"],
                api.get("releases/")["results"],
                api.get("findings/with-everything/")["links"],
                api.get("skills/writing/adjacent/")["results"],
                api.keys("citations/", findings__key="draft"),
                api.keys("citations/", subjects__career="journalist"),
                api.keys("findings/", links__to="draft"),
            ]

        before = seen()
        place = make.finding_citation(
            finding=Finding.objects.get(pk=make.draft(key="draft").pk),
            citation=here.source.citations.get(key="study-p-3"),
            position=1,
        )
        draft = place.finding
        make.subject(finding=draft, career=here.career, skill=here.skill, position=1)
        make.estimate(finding=draft, measure=here.measure, position=1)
        make.finding_link(finding=draft, to_key="direct-one")
        edge = here.skill.edges_out.get()
        make.edge_basis(pair=None, skill_edge=edge, finding_key="draft")
        make.release(pack="unapproved")
        assert seen() == before

    @pytest.mark.usefixtures("here")
    def test_a_suspended_finding_says_why_and_gives_no_figure(self, api: Api) -> None:
        study = make.source(key="taken-back")
        place = make.citation(key="taken-back-1", source=study)
        make.reading(citation=place)
        make.published(key="suspended", source=study, citations=[place])
        notice_record(
            source=study,
            kind=NoticeKind.RETRACTION,
            issued_on=make.notice.defaults["issued_on"],
            reason="The data were made up.",
            recorded_by=make.editor(),
        )
        finding = api.get("findings/suspended/")
        assert finding["state"] == "suspended"
        assert "retraction" in finding["reason"]
        assert finding["source"]["standing"] == "retracted"
        assert not {"headline", "statement", "estimates", "citations"} & finding.keys()
        assert "suspended" not in api.keys("findings/")
        api.get("citations/taken-back-1/", HTTPStatus.NOT_FOUND)
        assert api.get("sources/taken-back/")["finding_count"] == 0

    def test_a_withdrawn_finding_says_why(self, api: Api) -> None:
        finding = make.published(key="withdrawn")
        finding_withdraw(
            finding=finding, author=make.editor(), reason="It counted twice."
        )
        problem = api.get("findings/withdrawn/", HTTPStatus.GONE)
        assert "It counted twice." in problem["detail"]
