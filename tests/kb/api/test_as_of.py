"""A reference chain as it stood at some time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from citations.enums import NoticeKind
from citations.models import Source, SourceRelation
from citations.services import notice_record
from kb.services import (
    finding_publish,
    finding_revise,
    finding_submit,
    finding_withdraw,
)
from tests import make
from tests.kb.api.client import Api
from tests.kb.evidence import World
from tests.sql import value


def now() -> str:
    """Return the time in the database, as a client writes it."""
    told: datetime = value("SELECT clock_timestamp()")
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chain(api: Api, at: str, key: str = "summary") -> Any:
    document = api.get(f"sources/{key}/chain/", as_of=at)
    assert document["as_of"] == at
    return [(s["key"], s["depth"], s["standing"]) for s in document["chain"]]


@pytest.mark.django_db(transaction=True)
def test_relations_records_and_notices_count_from_when_they_were_recorded(
    api: Api,
) -> None:
    study = make.source(key="study", title="A study of typing", primary=True)
    summary = make.source(key="summary", title="A summary", primary=False)
    alone = now()
    relation = make.source_relation(
        from_source=summary, to_source=study, kind="reports_on"
    )
    told = now()
    make.notice(source=study, kind="retraction", issued_on=date(2020, 1, 1))
    retracted = now()
    relation.delete()
    apart = now()
    assert chain(api, alone) == [("summary", 0, "unchecked")]
    whole = [("summary", 0, "unchecked"), ("study", 1, "unchecked")]
    assert chain(api, told) == whole, "nobody knew of the retraction yet"
    assert chain(api, retracted) == [whole[0], ("study", 1, "retracted")]
    assert chain(api, apart) == [whole[0]]
    roots = [
        api.get("sources/summary/chain/", as_of=at)["roots"] for at in (alone, told)
    ]
    assert roots == [[], ["study"]]
    assert not SourceRelation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_given_back_was_away_in_between(api: Api) -> None:
    study = make.source(key="study", title="A study of typing", primary=True)
    summary = make.source(key="summary", title="A summary", primary=False)
    make.source_relation(from_source=summary, to_source=study, kind="reports_on")
    before = now()
    make.notice(source=study, kind="retraction", issued_on=date(2024, 1, 1))
    away = now()
    make.notice(source=study, kind="reinstatement", issued_on=date(2024, 6, 1))
    back = now()
    mistaken = make.notice(source=study, kind="concern", issued_on=date(2024, 7, 1))
    doubted = now()
    make.notice(
        source=study, kind="error", issued_on=date(2024, 7, 2), revokes=mistaken
    )
    cleared = now()
    stood = [chain(api, at)[1] for at in (before, away, back, doubted, cleared)]
    assert [standing for _, _, standing in stood] == [
        *("unchecked", "retracted", "good", "concern", "good"),
    ]
    here = api.get("sources/summary/chain/")["chain"]
    assert here == api.get("sources/summary/chain/", as_of=cleared)["chain"]


@pytest.mark.django_db(transaction=True)
def test_a_record_is_shown_as_it_was_written(api: Api) -> None:
    source = make.source(key="summary", title="First title")
    first = now()
    source.title = "Second title"
    source.full_clean()
    source.save()
    second = now()
    titles = [
        api.get("sources/summary/chain/", as_of=at)["chain"][0]["title"]
        for at in (first, second)
    ]
    assert titles == ["First title", "Second title"]
    assert Source.objects.count() == 1


@pytest.mark.usefixtures("here")
class TestTheDay:
    def test_today_is_as_it_is(self, api: Api) -> None:
        today = datetime.now(UTC).date()
        for key in ("study", "register"):
            here = api.get(f"sources/{key}/chain/")
            then = api.get(f"sources/{key}/chain/", as_of=today)
            assert then == here | {"as_of": today.isoformat()}
            assert here["as_of"] is None

    def test_before_it_was_known(self, api: Api) -> None:
        problem = api.get("sources/study/chain/", 404, as_of="2020-01-01")
        assert problem["detail"] == "study was not known here on 2020-01-01."

    @pytest.mark.parametrize(
        "at", ["2020", "2020-02-30", "yesterday", "2020-01-01T12:00:00", "9999-01-01"]
    )
    def test_no_time_or_one_to_come_is_refused(self, api: Api, at: str) -> None:
        assert "as_of" in api.refused("sources/study/chain/", as_of=at)

    def test_tomorrow_is_not_known(self, api: Api) -> None:
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        fault = api.refused("sources/study/chain/", as_of=tomorrow)["as_of"]
        assert "until today" in fault["detail"]


def rests(api: Api, at: str | None = None, key: str = "claim") -> Any:
    """Return version, state, and of each place its key and the chain behind it."""
    document = api.get(f"findings/{key}/chain/", **({"as_of": at} if at else {}))
    assert document["as_of"] == at
    places = [
        (place["key"], [(s["key"], s["standing"]) for s in place["chain"]])
        for place in document["citations"]
    ]
    return document["version"], document["state"], places


@pytest.mark.django_db(transaction=True)
def test_a_finding_rests_on_what_readers_were_told_then(api: Api) -> None:
    study = make.source(key="study", primary=True)
    summary = make.source(key="summary", primary=False)
    first, second = (
        make.reading(citation=make.citation(key=key, source=summary)).citation
        for key in ("p-1", "p-2")
    )
    unknown = now()
    draft = make.in_review(key="claim", source=summary, citations=[first])
    drafted = now()
    old = finding_publish(finding=draft, reviewer=make.reviewer())
    published = now()
    make.source_relation(from_source=summary, to_source=study, kind="reports_on")
    related = now()
    new = finding_revise(finding=old, author=old.author)
    new.citations.update(citation=second)
    revised = now()
    finding_submit(finding=new, author=new.author)
    finding_publish(finding=new, reviewer=make.reviewer())
    replaced = now()
    for at in (unknown, drafted):
        problem = api.get("findings/claim/chain/", 404, as_of=at)
        assert problem["detail"] == f"claim was not published here on {at}."
    alone, both = [("summary", "unchecked")], [("study", "unchecked")]
    assert rests(api, published) == (1, "published", [("p-1", alone)])
    assert rests(api, related) == (1, "published", [("p-1", [*alone, *both])])
    assert rests(api, revised) == rests(api, related), "a draft is nobody's business"
    assert rests(api, replaced) == (2, "published", [("p-2", [*alone, *both])])
    assert rests(api) == rests(api, replaced)


@pytest.mark.django_db(transaction=True)
def test_a_finding_that_was_suspended_since(api: Api) -> None:
    study = make.source(key="study")
    place = make.reading(citation=make.citation(key="p-1", source=study)).citation
    finding = make.published(key="claim", source=study, citations=[place])
    before = now()
    notice_record(
        source=study,
        kind=NoticeKind.RETRACTION,
        issued_on=date(2024, 1, 1),
        reason="The data were made up.",
        recorded_by=make.editor(),
    )
    assert rests(api, before) == (1, "published", [("p-1", [("study", "unchecked")])])
    assert rests(api) == (1, "suspended", [("p-1", [("study", "retracted")])])
    finding.refresh_from_db()
    finding_withdraw(finding=finding, author=make.editor(), reason="It was wrong.")
    problem = api.get("findings/claim/chain/", 410, as_of=before)
    assert "It was wrong." in problem["detail"]


def test_a_draft_rests_on_nothing_that_is_told(api: Api) -> None:
    make.draft(key="draft")
    api.get("findings/draft/chain/", 404)
    assert "as_of" in api.refused("findings/draft/chain/", as_of="yesterday")
    assert "x" in api.refused("findings/draft/chain/", x=1)


def test_a_merged_source_leads_on(api: Api, here: World) -> None:
    make.source(key="old", merged_into=here.source)
    answer = api.answer("sources/old/chain/?as_of=2026-11-22")
    assert answer["Location"] == "/api/v1/sources/study/chain/?as_of=2026-11-22"
