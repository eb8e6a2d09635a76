"""Drafts over the API: written whole, and never over each other."""

from http import HTTPStatus

import pytest

from kb.models import Finding, Subject
from kb.services import finding_save
from tests import make
from tests.kb.api.editing.writer import Writer, content, draft
from tests.sql import value

CREATED = HTTPStatus.CREATED
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def editor() -> Writer:
    return Writer(make.editor())


class TestWriting:
    def test_what_was_sent_is_read_back(self, editor: Writer) -> None:
        make.finding(key="another")
        sent = content(
            subjects=[
                {"career": make.career().key, "skill": make.skill().key},
                {"group": "those who stayed"},
            ],
            bearings=[{"skill": make.skill().key, "reason": "It is like it."}],
            links=[{"to": "another", "kind": "conflicts", "note": "The contrary."}],
        )
        body = {"key": "mine", "content": sent}
        made = editor.ask("POST", "findings/", body, CREATED)
        assert editor.headers["Location"].endswith("/editing/findings/mine/")
        assert (made["key"], made["version"], made["state"]) == ("mine", 1, "draft")
        assert made["author"] == editor.person.username
        read = made["content"]
        assert read["subjects"][0]["career"] == sent["subjects"][0]["career"]
        assert read["estimates"][0]["value"] == "-40.5"
        assert read["estimates"][0]["subject"] == 0
        assert read["period"] == {"start": "2023", "end": "2023-06"}
        assert read["citations"] == sent["citations"]
        assert read["comparison"] is None
        assert editor.ask("GET", "findings/mine/") == made

    def test_what_was_read_can_be_sent_back_and_changes_nothing(
        self, editor: Writer
    ) -> None:
        made = draft(editor)
        events = value("SELECT count(*) FROM kb_subjectevent")
        body = {"content": made["content"]}
        same = editor.ask("PUT", "findings/mine/", body, If_Match=editor.tag)
        assert same["content"] == made["content"]
        assert value("SELECT count(*) FROM kb_subjectevent") == events

    def test_the_tag_of_a_compressed_answer_names_the_same_version(
        self, editor: Writer
    ) -> None:
        body = {"content": draft(editor)["content"]}
        packed = editor.send("GET", "findings/mine/", Accept_Encoding="gzip")
        assert packed["Content-Encoding"] == "gzip"
        assert packed["ETag"] == f"W/{editor.tag}"
        editor.ask("PUT", "findings/mine/", body, If_Match=packed["ETag"])

    def test_what_is_left_out_is_empty_and_what_stays_keeps_its_row(
        self, editor: Writer
    ) -> None:
        made = draft(editor, subjects=[{"group": "a"}, {"group": "b"}], estimates=[])
        kept = Subject.objects.get(group="a").pk
        body = {"content": made["content"] | {"subjects": [{"group": "a"}]}}
        del body["content"]["places"], body["content"]["period"]
        changed = editor.ask("PUT", "findings/mine/", body, If_Match=editor.tag)
        assert changed["content"]["places"] == []
        assert changed["content"]["period"] is None
        assert Subject.objects.get().pk == kept

    def test_a_figure_follows_its_subject(self, editor: Writer) -> None:
        made = draft(editor, subjects=[{"group": "a"}, {"group": "b"}])
        turned = made["content"] | {"subjects": [{"group": "new"}, {"group": "b"}]}
        body = {"content": turned}
        changed = editor.ask("PUT", "findings/mine/", body, If_Match=editor.tag)
        assert changed["content"]["estimates"][0]["subject"] == 0
        estimate = Finding.objects.get().estimates.get()
        assert estimate.subject is not None
        assert estimate.subject.group == "new"

    def test_a_draft_may_be_deleted(self, editor: Writer) -> None:
        draft(editor)
        status = HTTPStatus.NO_CONTENT
        editor.ask("DELETE", "findings/mine/", None, status, If_Match=editor.tag)
        editor.ask("GET", "findings/mine/", None, HTTPStatus.NOT_FOUND)

    def test_the_list_shows_what_is_in_work_and_no_more(self, editor: Writer) -> None:
        make.published()
        draft(editor)
        found = editor.ask("GET", "findings/")
        assert [row["key"] for row in found["results"]] == ["mine"]
        assert editor.ask("GET", "findings/?state=in_review")["results"] == []
        editor.ask("GET", "findings/?state=gone", None, HTTPStatus.BAD_REQUEST)

    def test_a_contributor_writes_their_own_and_sees_no_other(self) -> None:
        contributor = Writer(make.contributor())
        made = draft(contributor)
        assert made["author"] == contributor.person.username
        other = make.draft()
        missing = HTTPStatus.NOT_FOUND
        contributor.ask("GET", f"findings/{other.key}/", None, missing)
        contributor.ask("POST", "findings/mine/submit/", {}, If_Match="*")


class TestRefusals:
    def test_the_form_is_told_with_pointers(self, editor: Writer) -> None:
        wrong = content(
            estimates=[{"measure": "none-such", "value": True, "colour": "red"}],
            subjects=[{"carreer": "x"}],
        )
        del wrong["topic"]
        body = {"key": "mine", "content": wrong, "state": "published"}
        assert editor.refused("POST", "findings/", body, HTTPStatus.BAD_REQUEST) == {
            "/state": "unknown"
        }
        del body["state"]
        assert editor.refused("POST", "findings/", body, HTTPStatus.BAD_REQUEST) == {
            "/content/topic": "required",
            "/content/subjects/0/carreer": "unknown",
            "/content/estimates/0/colour": "unknown",
        }

    def test_the_rules_are_told_with_pointers_and_nothing_is_written(
        self, editor: Writer
    ) -> None:
        wrong = content()
        wrong["estimates"].append(wrong["estimates"][0] | {"low": "5", "high": "1"})
        body = {"key": "mine", "content": wrong}
        told = editor.refused("POST", "findings/", body, REFUSED)
        assert told == {"/content/estimates/1": "interval-holds-its-value"}
        assert not Finding.objects.exists()

    def test_a_key_that_is_none_is_told_beside_the_content(
        self, editor: Writer
    ) -> None:
        body = {"key": "Not A Key", "content": content()}
        told = editor.refused("POST", "findings/", body, REFUSED)
        assert set(told) == {"/key"}

    def test_a_figure_about_a_subject_that_is_not_there(self, editor: Writer) -> None:
        body = {"key": "mine", "content": content(subjects=[])}
        told = editor.refused("POST", "findings/", body, HTTPStatus.BAD_REQUEST)
        assert told == {"/content/estimates/0/subject": "invalid"}

    def test_what_is_published_is_frozen(self, editor: Writer) -> None:
        row = make.published()
        shown = editor.ask("GET", f"findings/{row.key}/")
        body = {"content": shown["content"] | {"headline": "It says more"}, "why": "x"}
        told = editor.refused(
            "PUT",
            f"findings/{row.key}/",
            body,
            REFUSED,
            If_Match=editor.tag,
        )
        assert set(told.values()) == {"published-is-frozen"}


class TestVersions:
    def test_a_change_needs_if_match(self, editor: Writer) -> None:
        made = draft(editor)
        tag = editor.tag
        required = HTTPStatus.PRECONDITION_REQUIRED
        body = {"content": made["content"]}
        editor.ask("PUT", "findings/mine/", body, required)
        assert editor.tag == tag
        editor.ask("DELETE", "findings/mine/", None, required)
        editor.ask("POST", "findings/mine/submit/", {}, required)

    def test_a_stale_one_is_told_what_stands_now(self, editor: Writer) -> None:
        made = draft(editor)
        stale = editor.tag
        row = Finding.objects.get()
        row.headline = "Somebody was here"
        finding_save(finding=row, author=make.editor())
        failed = HTTPStatus.PRECONDITION_FAILED
        body = {"content": made["content"]}
        editor.ask("PUT", "findings/mine/", body, failed, If_Match=stale)
        now = editor.tag
        assert now != stale
        assert Finding.objects.get().headline == "Somebody was here"
        editor.ask("PUT", "findings/mine/", body, If_Match=now)

    def test_a_part_that_changed_makes_another_version(self, editor: Writer) -> None:
        draft(editor)
        stale = editor.tag
        make.bearing(finding=Finding.objects.get())
        failed = HTTPStatus.PRECONDITION_FAILED
        editor.ask("POST", "findings/mine/submit/", {}, failed, If_Match=stale)

    def test_a_next_version_stands_beside_the_published_one(
        self, editor: Writer
    ) -> None:
        row = make.published()
        address = f"findings/{row.key}/"
        editor.ask("GET", address)
        new = editor.ask("POST", f"{address}revise/", {}, If_Match=editor.tag)
        assert (new["version"], new["state"]) == (2, "draft")
        assert editor.ask("GET", f"{address}?version=1")["state"] == "published"
        assert editor.ask("GET", address)["version"] == 2
