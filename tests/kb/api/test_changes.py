"""The feed of changes: whole, in the order of commits, and only what readers see."""

import json
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core import signing
from django.db import transaction
from django.test import Client

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.api.views.changes import SALT
from kb.models import Change
from kb.services import (
    finding_submit,
    finding_suspend,
    finding_withdraw,
    merge,
)
from tests import make
from tests.kb.api.client import Api
from tests.side import Side, two_sides
from tests.sql import rows, update, value

pytestmark = pytest.mark.real_reader
FEED = "changes/"
Line = tuple[str, str, str]


def told(document: Any) -> list[Line]:
    """Return resource, key and what happened, of each line."""
    return [(x["resource"], x["key"], x["what"]) for x in document["results"]]


def now(api: Api) -> str:
    """Return the cursor behind all that stands in the feed."""
    cursor = str(api.get(FEED, limit=200)["cursor"])
    while (found := api.get(FEED, since=cursor, limit=200))["results"]:
        cursor = found["cursor"]
    return cursor


class TestWhatIsTold:
    def test_nothing_of_a_draft(self, api: Api) -> None:
        finding = make.draft()
        here = now(api)
        finding_submit(finding=finding, author=finding.author)
        place = finding.citations.get().citation
        make.reading(citation=place, position=1)
        make.note(career=None, finding=finding)
        make.flag(citation=place)
        assert api.get(FEED, since=here)["results"] == []
        text = json.dumps(api.get(FEED, limit=200))
        assert finding.key not in text
        assert place.key not in text

    def test_a_finding_from_its_publication_to_its_end(self, api: Api) -> None:
        pair = make.pair()
        subject = {"career": pair.career, "skill": pair.skill}
        here = now(api)
        finding = make.published(
            population=f"people at {pair.skill.name}, each a {pair.career.name}",
            subjects=[subject],
        )
        place = finding.citations.get().citation.key
        page = f"{pair.career.key}/{pair.skill.key}"
        found = api.get(FEED, since=here)
        assert told(found)[-3:] == [
            ("finding", finding.key, "shown"),
            ("citation", place, "shown"),
            ("pair", page, "changed"),
        ]
        here = found["cursor"]
        finding_suspend(finding=finding, author=make.editor(), reason="Doubts.")
        found = api.get(FEED, since=here)
        assert told(found) == [
            ("finding", finding.key, "suspended"),
            ("citation", place, "removed"),
            ("pair", page, "changed"),
        ]
        here = found["cursor"]
        finding_withdraw(finding=finding, author=make.editor(), reason="Wrong.")
        assert told(api.get(FEED, since=here))[0] == (
            "finding",
            finding.key,
            "withdrawn",
        )

    def test_what_a_notice_takes_from_readers(self, api: Api) -> None:
        finding = make.published()
        here = now(api)
        notice_record(
            source=finding.source,
            kind=NoticeKind.RETRACTION,
            issued_on=date(2024, 5, 1),
            reason="The data could not be found.",
            recorded_by=make.editor(),
        )
        found = told(api.get(FEED, since=here))
        assert ("source", finding.source.key, "changed") in found
        assert ("finding", finding.key, "suspended") in found

    def test_a_merge_says_where_to(self, api: Api) -> None:
        gone, stays = make.skill(), make.skill()
        here = now(api)
        merge(old=gone, into=stays, author=make.editor(), reason="The same.")
        lines = api.get(FEED, since=here, resource="skill")["results"]
        merged = [line for line in lines if line["what"] == "merged"]
        assert {(x["key"], x["to"]) for x in merged} == {(gone.key, stays.key)}

    def test_a_row_that_was_taken_back(self, api: Api) -> None:
        source = make.source()
        here = now(api)
        update(source, withdrawn_reason="It was never published.")
        assert told(api.get(FEED, since=here)) == [("source", source.key, "withdrawn")]

    def test_a_pair_that_was_deleted(self, api: Api) -> None:
        pair = make.pair()
        here = now(api)
        rows("DELETE FROM careers_careerskill WHERE id = %s", pair.pk)
        page = f"{pair.career.key}/{pair.skill.key}"
        assert told(api.get(FEED, since=here)) == [("pair", page, "removed")]

    def test_parts_tell_of_their_whole(self, api: Api) -> None:
        career, skill, source = make.career(), make.skill(), make.source()
        here = now(api)
        make.career_alias(career=career)
        make.career_code(career=career)
        make.task(career=career)
        make.skill_alias(skill=skill)
        make.source_organization(source=source)
        found = set(told(api.get(FEED, since=here)))
        assert {
            ("career", career.key, "changed"),
            ("skill", skill.key, "changed"),
            ("source", source.key, "changed"),
        } <= found

    def test_every_address_that_is_told_says_what_the_line_says(
        self, api: Api, client: Client
    ) -> None:
        pair = make.pair()
        make.published(subjects=[{"skill": pair.skill}], population=pair.skill.name)
        gone, stays = make.career(), make.career()
        merge(old=gone, into=stays, author=make.editor(), reason="The same.")
        last = {}
        for line in api.get(FEED, limit=200)["results"]:
            last[line["resource"], line["key"]] = line
        assert len(last) > 5
        for line in last.values():
            status = client.get(line["url"]).status_code
            wanted = {"merged": 308, "removed": 404}.get(line["what"], 200)
            assert status == wanted, line


class TestPaging:
    def test_pages_are_the_feed_cut_into_pieces(self, api: Api) -> None:
        for _ in range(5):
            make.career()
        whole = told(api.get(FEED, limit=200))
        pieces: list[Line] = []
        document = api.get(FEED, limit=2)
        while document["results"]:
            pieces += told(document)
            assert document["more"] == (len(pieces) < len(whole))
            document = api.get(FEED, since=document["cursor"], limit=2)
        assert pieces == whole

    def test_an_end_is_a_place_to_wait_at(self, api: Api) -> None:
        here = now(api)
        waiting = api.get(FEED, since=here)
        assert waiting["cursor"] == here
        assert waiting["more"] is False
        career = make.career()
        assert told(api.get(FEED, since=here)) == [("career", career.key, "shown")]

    def test_one_kind_alone(self, api: Api) -> None:
        make.career()
        make.skill()
        found = api.get(FEED, resource="skill,source")
        assert {line["resource"] for line in found["results"]} == {"skill"}

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"since": "forged"}, "since"),
            ({"since": ""}, "since"),
            ({"limit": "0"}, "limit"),
            ({"resource": "draft"}, "resource"),
            ({"sinse": "x"}, "sinse"),
        ],
    )
    def test_what_cannot_be_asked(
        self, api: Api, given: dict[str, str], named: str
    ) -> None:
        assert set(api.refused(FEED, **given)) == {named}

    def test_a_cursor_of_another_database(self, api: Api) -> None:
        cursor = signing.dumps([12345, 1, 1], salt=SALT)
        problem = api.get(FEED, HTTPStatus.GONE, since=cursor)
        assert problem["type"] == "/api/problems/cursor-of-another-era/"


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


class TestTwoWriters:
    """Whoever writes first may commit last: nothing is told before it is its turn."""

    def test_nothing_is_missed_though_the_later_one_commits_first(
        self, api: Api, sides: tuple[Side, Side]
    ) -> None:
        here = now(api)
        first, second = sides
        first.begin()
        slow = first.do(make.career).key
        second.begin()
        quick = second.do(make.career).key
        second.commit()
        held = api.get(FEED, since=here)
        assert held["results"] == [], "the first may still commit before it"
        first.commit()
        after = api.get(FEED, since=held["cursor"])
        assert told(after) == [("career", slow, "shown"), ("career", quick, "shown")]

    def test_what_was_undone_is_not_told_and_holds_nothing_up(
        self, api: Api, sides: tuple[Side, Side]
    ) -> None:
        here = now(api)
        first, second = sides
        first.begin()
        first.do(make.career)
        second.begin()
        kept = second.do(make.career).key
        second.commit()
        first.do(lambda: transaction.set_rollback(True))
        first.commit()
        assert told(api.get(FEED, since=here)) == [("career", kept, "shown")]

    def test_the_order_is_the_same_for_whoever_asked_early_or_late(
        self, api: Api, sides: tuple[Side, Side]
    ) -> None:
        here = now(api)
        first, second = sides
        seen: list[Line] = []
        cursor = here
        for _ in range(3):
            first.begin()
            first.do(make.career)
            second.begin()
            second.do(make.skill)
            second.commit()
            part = api.get(FEED, since=cursor)
            seen, cursor = seen + told(part), part["cursor"]
            first.commit()
            part = api.get(FEED, since=cursor)
            seen, cursor = seen + told(part), part["cursor"]
        assert seen == told(api.get(FEED, since=here))
        assert len(seen) == 6


def test_a_change_is_told_once_in_a_transaction(sides: tuple[Side, Side]) -> None:
    career = make.career()
    names = iter(("one", "two", "three"))
    before = Change.objects.count()
    first, _ = sides
    first.begin()
    for _ in range(3):
        first.do(lambda: make.career_alias(career=career, name=next(names)))
    first.commit()
    assert Change.objects.count() == before + 1


def test_nobody_needs_to_write_for_the_feed_to_go_on(api: Api) -> None:
    """A reader alone finds what was committed: no worker stands between."""
    career = make.career()
    assert ("career", career.key, "shown") in told(api.get(FEED, limit=200))
    assert value("SELECT kb_era()") > 0
