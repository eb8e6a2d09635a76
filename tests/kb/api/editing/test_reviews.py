"""Decisions over the API: by another person, on what they read."""

from http import HTTPStatus

import pytest

from kb.models import Finding
from tests import make
from tests.kb.api.editing.writer import Writer, draft

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def editor() -> Writer:
    return Writer(make.editor())


@pytest.fixture
def reviewer() -> Writer:
    return Writer(make.reviewer())


class TestReview:
    def submitted(self, editor: Writer) -> None:
        draft(editor)
        editor.ask("POST", "findings/mine/submit/", {}, If_Match=editor.tag)

    def test_another_person_approves_what_they_read(
        self, editor: Writer, reviewer: Writer
    ) -> None:
        self.submitted(editor)
        read = reviewer.ask("GET", "findings/mine/")
        assert read["shortfalls"] == []
        body = {"digest": read["digest"], "note": "It is so."}
        shown = reviewer.ask(
            "POST", "findings/mine/approve/", body, If_Match=reviewer.tag
        )
        assert shown["state"] == "published"
        assert shown["reviews"][0]["reviewer"] == reviewer.person.username

    def test_nobody_approves_their_own(self) -> None:
        both = Writer(make.person("editor", "reviewer"))
        self.submitted(both)
        digest = both.ask("GET", "findings/mine/")["digest"]
        told = both.refused(
            "POST",
            "findings/mine/approve/",
            {"digest": digest},
            REFUSED,
            If_Match=both.tag,
        )
        assert "four-eyes" in told.values()
        assert Finding.objects.get().state == "in_review"

    def test_nobody_approves_for_a_publisher_of_theirs(
        self, editor: Writer, reviewer: Writer
    ) -> None:
        self.submitted(editor)
        role = make.source_organization(source=Finding.objects.get().source)
        make.declared_interest(person=reviewer.person, organization=role.organization)
        digest = reviewer.ask("GET", "findings/mine/")["digest"]
        told = reviewer.refused(
            "POST",
            "findings/mine/approve/",
            {"digest": digest},
            REFUSED,
            If_Match=reviewer.tag,
        )
        assert "interest-keeps-away" in told.values()

    def test_a_decision_names_what_was_read(
        self, editor: Writer, reviewer: Writer
    ) -> None:
        self.submitted(editor)
        reviewer.ask("GET", "findings/mine/")
        address, tag = "findings/mine/approve/", reviewer.tag
        told = reviewer.refused(
            "POST", address, {}, HTTPStatus.BAD_REQUEST, If_Match=tag
        )
        assert told == {"/digest": "required"}
        told = reviewer.refused(
            "POST",
            address,
            {"digest": "0" * 64},
            REFUSED,
            If_Match=tag,
        )
        assert "review-names-what-was-read" in told.values()

    @pytest.mark.parametrize(
        ("step", "state"), [("ask-for-changes", "draft"), ("reject", "rejected")]
    )
    def test_a_refusal_says_why(
        self, editor: Writer, reviewer: Writer, step: str, state: str
    ) -> None:
        self.submitted(editor)
        digest = reviewer.ask("GET", "findings/mine/")["digest"]
        address, tag = f"findings/mine/{step}/", reviewer.tag
        status = REFUSED
        reviewer.ask("POST", address, {"digest": digest}, status, If_Match=tag)
        body = {"digest": digest, "note": "Say where."}
        after = reviewer.ask("POST", address, body, If_Match=tag)
        assert after["state"] == state

    def test_an_editor_takes_from_readers_and_a_reviewer_gives_back(
        self, editor: Writer, reviewer: Writer
    ) -> None:
        row = make.published()
        address = f"findings/{row.key}/"
        editor.ask("GET", address)
        body = {"reason": "Doubts."}
        taken = editor.ask("POST", f"{address}suspend/", body, If_Match=editor.tag)
        assert (taken["state"], taken["reason"]) == ("suspended", "Doubts.")
        body = {"digest": taken["digest"]}
        reviewer.ask("POST", f"{address}restore/", body, If_Match="*")
        editor.ask("GET", address)
        body = {"reason": "It was wrong."}
        gone = editor.ask("POST", f"{address}withdraw/", body, If_Match=editor.tag)
        assert gone["state"] == "withdrawn"
