"""Sources, places, looks and notices over the API."""

from http import HTTPStatus
from typing import Any

import pytest

from citations.enums import SourceClass
from citations.models import Citation, Source, SourceNotice
from kb.models import Finding
from tests import make
from tests.kb.api.editing.writer import Writer

CREATED = HTTPStatus.CREATED
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
RECORD = {
    "class": "article",
    "type": "article-journal",
    "primary": True,
    "title": "Experimental evidence",
    "author": [{"family": "Noy", "given": "Shakked"}],
    "issued": "2023-07",
    "doi": "https://doi.org/10.1126/SCIENCE.adh2586",
    "extra": {"ISSN": "0036-8075"},
}


@pytest.fixture
def writer() -> Writer:
    return Writer(make.editor())


def source(writer: Writer) -> dict[str, Any]:
    """Return a source that ``writer`` made a moment ago."""
    record = RECORD | {"class": SourceClass.values[0]}
    body = {"key": "noy-2023", "content": record}
    made: dict[str, Any] = writer.ask("POST", "sources/", body, CREATED)
    return made


class TestSources:
    def test_a_source_is_made_with_its_identifiers_made_normal(
        self, writer: Writer
    ) -> None:
        made = source(writer)
        assert made["content"]["doi"] == "10.1126/science.adh2586"
        assert made["content"]["extra"] == {"ISSN": "0036-8075"}
        assert made["standing"] == "unchecked"
        assert writer.ask("GET", "sources/noy-2023/") == made

    def test_two_sources_of_one_doi_are_refused(self, writer: Writer) -> None:
        made = source(writer)
        body = {"key": "another", "content": made["content"]}
        told = writer.refused("POST", "sources/", body, REFUSED)
        assert told == {"/content/doi": "identifier-is-unique"}

    def test_it_is_changed_as_it_was_read(self, writer: Writer) -> None:
        made = source(writer)
        body = {"content": made["content"] | {"volume": "381"}}
        required = HTTPStatus.PRECONDITION_REQUIRED
        writer.ask("PUT", "sources/noy-2023/", body, required)
        changed = writer.ask("PUT", "sources/noy-2023/", body, If_Match=writer.tag)
        assert changed["content"] == body["content"]

    def test_where_something_public_rests_on_it_somebody_says_why(
        self, writer: Writer
    ) -> None:
        row = make.published().source
        address = f"sources/{row.key}/"
        body = {"content": writer.ask("GET", address)["content"] | {"volume": "2"}}
        tag = writer.tag
        told = writer.refused("PUT", address, body, REFUSED, If_Match=tag)
        assert told == {"/why": "reasons-are-given"}
        body["why"] = "It was mistyped."
        writer.ask("PUT", address, body, If_Match=tag)
        assert Source.objects.get(pk=row.pk).volume == "2"

    def test_who_has_no_role_reads_nothing(self, writer: Writer) -> None:
        source(writer)
        writer.person.groups.clear()
        writer.ask("GET", "sources/noy-2023/", None, HTTPStatus.FORBIDDEN)


class TestPlaces:
    def body(self, **more: Any) -> dict[str, Any]:
        here = make.source(key="study")
        return {
            "content": {"source": here.key, "label": "page", "locator": "187"},
            "reading": {
                "read": "full_text",
                "confirmation": "primary",
                "address": "https://example.org/study.pdf",
                "says": "They were faster.",
            },
        } | more

    def test_a_place_is_made_with_the_first_look_at_it(self, writer: Writer) -> None:
        made = writer.ask("POST", "citations/", self.body(), CREATED)
        assert made["key"] == "study-187"
        assert made["readings"][0]["read_by"] == writer.person.username
        look = {"content": self.look()}
        again = writer.ask("POST", "citations/study-187/readings/", look, CREATED)
        assert [reading["says"] for reading in again["readings"]] == [
            "They were faster.",
            "So it is.",
        ]

    def look(self) -> dict[str, str]:
        return {
            "read": "full_text",
            "confirmation": "primary",
            "address": "https://example.org/study.pdf",
            "says": "So it is.",
        }

    def test_a_place_without_a_look_is_changed(self, writer: Writer) -> None:
        body = self.body(key="a-place", reading=None)
        made = writer.ask("POST", "citations/", body, CREATED)
        changed = {"content": made["content"] | {"locator": "188"}}
        address = "citations/a-place/"
        writer.ask("PUT", address, changed, HTTPStatus.PRECONDITION_REQUIRED)
        writer.ask("PUT", address, changed, If_Match=writer.tag)
        assert Citation.objects.get().locator == "188"

    def test_a_quote_without_a_snapshot_is_refused(self, writer: Writer) -> None:
        body = self.body()
        body["content"]["quote"] = "They were faster by forty percent."
        told = writer.refused("POST", "citations/", body, REFUSED)
        assert set(told.values()) == {"quote-stands-in-its-snapshot"}
        assert not Citation.objects.exists()

    def test_a_page_about_a_source_confirms_no_more_than_that(
        self, writer: Writer
    ) -> None:
        body = self.body()
        body["reading"]["read"] = "secondary_page"
        told = writer.refused("POST", "citations/", body, REFUSED)
        assert set(told.values()) == {"reading-confirms"}

    def test_a_contributor_adds_places_and_changes_none(self) -> None:
        contributor = Writer(make.contributor())
        contributor.ask("POST", "citations/", self.body(), CREATED)
        place = make.citation()
        address = f"citations/{place.key}/"
        body = {"content": contributor.ask("GET", address)["content"]}
        forbidden = HTTPStatus.FORBIDDEN
        contributor.ask("PUT", address, body, forbidden, If_Match=contributor.tag)


class TestNotices:
    def notice(self, key: str, **more: Any) -> dict[str, Any]:
        return {
            "content": {
                "source": key,
                "kind": "retraction",
                "issued_on": "2024-05-01",
                "reason": "The data could not be found.",
            }
            | more
        }

    def test_a_retraction_takes_what_rests_on_it_from_readers(
        self, writer: Writer
    ) -> None:
        finding = make.published()
        body = self.notice(finding.source.key)
        made = writer.ask("POST", "notices/", body, CREATED)
        assert made["standing"] == "retracted"
        assert made["suspended"] == [finding.key]
        assert Finding.objects.get().state == "suspended"
        assert SourceNotice.objects.get().recorded_by == writer.person

    def test_the_same_notice_does_not_stand_twice(self, writer: Writer) -> None:
        body = self.notice(make.source().key)
        writer.ask("POST", "notices/", body, CREATED)
        told = writer.refused("POST", "notices/", body, REFUSED)
        assert set(told.values()) == {"stands-once"}

    def test_a_mistake_is_struck_out_and_everything_comes_back(
        self, writer: Writer
    ) -> None:
        finding = make.published()
        key = finding.source.key
        made = writer.ask("POST", "notices/", self.notice(key), CREATED)
        error = self.notice(key, kind="error", revokes=made["number"])
        back = writer.ask("POST", "notices/", error, CREATED)
        assert back["standing"] == "good"
        assert Finding.objects.get().state == "published"

    def test_a_day_to_come_is_refused(self, writer: Writer) -> None:
        body = self.notice(make.source().key, issued_on="2999-01-01")
        told = writer.refused("POST", "notices/", body, REFUSED)
        assert set(told.values()) == {"notice-is-not-of-the-future"}

    def test_a_reviewer_records_none(self) -> None:
        body = self.notice(make.source().key)
        Writer(make.reviewer()).ask("POST", "notices/", body, HTTPStatus.FORBIDDEN)
