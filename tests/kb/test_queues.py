"""What waits for whom: each queue holds what belongs there, for whoever may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from careers.models import CareerAlias
from kb.models import Finding, FindingEditor, FindingWatch
from kb.selectors.queues import QUEUES, queues_of, unproved, waiting_in
from kb.selectors.queues.queue import MOST, PAGE
from kb.services import (
    finding_return,
    finding_revise,
    finding_take_back,
    findings_gather,
    release_approve,
)
from kb.services.recheck import finding_recheck
from tests import make
from tests.kb.waiting import ENTRIES
from tests.screen import address, signed_in
from tests.sql import insert, update

BUDGET = 12
TOMORROW = -1  # as a number of days ago


def both() -> User:
    """Return somebody with both roles, who sees every queue."""
    return make.person("editor", "reviewer")


def held(person: User, key: str) -> list[Any]:
    """Return the entries on the page of a queue."""
    page: Any = signed_in(person).get(address("queue", key))
    assert page.status_code == 200
    return list(page.context["page"].entries)


@pytest.mark.parametrize("key", [queue.key for queue in QUEUES])
def test_a_queue_holds_its_row_and_leads_to_it(key: str, settings: Settings) -> None:
    settings.REVIEW_AFTER_DAYS = TOMORROW
    person = both()
    row = ENTRIES[key](person)
    (entry,) = held(person, key)
    assert f"/{row.pk}/" in entry.address
    assert entry.reason.endswith(".")
    client = signed_in(person)
    for place in (entry.address, *(link for _text, link in entry.links)):
        assert client.get(place).status_code == 200


def count(person: User, key: str) -> int:
    """Return how much of a queue waits for a person."""
    (queue,) = (queue for queue in QUEUES if queue.key == key)
    return waiting_in([queue], person)[0].rows


def test_nobody_is_asked_to_decide_on_their_own() -> None:
    finding = make.in_review()
    wrote, interested, other = both(), both(), both()
    FindingEditor.objects.create(finding=finding, person=wrote)
    role = make.source_organization(source=finding.source)
    make.declared_interest(person=interested, organization=role.organization)
    finding.author.groups.add(*other.groups.all())
    asked = (finding.author, wrote, interested, other)
    assert [count(person, "waiting") for person in asked] == [0, 0, 0, 1]


def test_an_interest_in_a_cited_place_keeps_a_finding_away_too() -> None:
    finding, reviewer = make.in_review(), make.reviewer()
    assert count(reviewer, "waiting") == 1
    cited = finding.citations.get().citation.source
    role = make.source_organization(source=cited)
    make.declared_interest(person=reviewer, organization=role.organization)
    assert count(reviewer, "waiting") == 0


def test_what_came_with_a_release_waits_with_it() -> None:
    release, reviewer = make.release(), make.reviewer()
    finding = make.in_review(release=release)
    assert (count(reviewer, "waiting"), count(reviewer, "releases")) == (0, 1)
    role = make.source_organization(source=finding.source)
    interested = make.reviewer()
    make.declared_interest(person=interested, organization=role.organization)
    release_approve(release=release, reviewer=interested)
    assert (count(reviewer, "waiting"), count(reviewer, "releases")) == (1, 0)
    assert count(release.author, "releases") == 0


def test_what_its_author_took_back_asks_for_no_changes() -> None:
    person = both()
    finding = make.in_review(author=person)
    finding_take_back(finding=finding, author=person)
    assert count(person, "changes-asked") == 0
    given_back = make.in_review()
    FindingEditor.objects.create(finding=given_back, person=person)
    finding_return(finding=given_back, reviewer=make.reviewer(), note="More.")
    assert count(person, "changes-asked") == 1
    assert count(both(), "changes-asked") == 0


def test_whoever_reads_a_place_again_has_looked(settings: Settings) -> None:
    finding, person = make.published(), both()
    assert count(person, "review-due") == 0
    settings.REVIEW_AFTER_DAYS = TOMORROW
    assert count(person, "review-due") == 1
    again = make.reading.unsaved(citation=finding.citations.get().citation)
    insert(again, recorded_at=timezone.now() + timedelta(days=2))
    assert count(person, "review-due") == 0


def test_a_newer_version_in_work_is_a_look(settings: Settings) -> None:
    settings.REVIEW_AFTER_DAYS = TOMORROW
    finding, person = make.published(), both()
    finding_revise(finding=finding, author=person)
    assert count(person, "review-due") == 0


def test_a_reinstated_source_leaves_its_queue() -> None:
    notice = make.notice()
    make.finding(source=notice.source)
    assert count(both(), "retracted") == 1
    later = notice.issued_on + timedelta(days=1)
    make.notice(source=notice.source, kind="reinstatement", issued_on=later)
    assert count(both(), "retracted") == 0


def test_sources_that_are_known_to_be_two_do_not_look_alike() -> None:
    same = {"title": "  ON WORK — a stüdy.", "author": [{"family": "Noy"}]}
    older = make.source(title="On work: a study", author=[{"family": "NOY"}])
    make.source(title="On work: a study", author=[{"family": "Zhang"}])
    make.source(**same | {"issued": "2024-01"})
    assert count(both(), "twin-sources") == 0
    newer = make.source(**same | {"issued": "2023-07"})
    assert count(both(), "twin-sources") == 1
    make.source_relation(from_source=newer, to_source=older, kind="version_of")
    assert count(both(), "twin-sources") == 0


def test_a_name_and_an_alias_may_be_one_and_signs_tell_apart() -> None:
    career = make.career(name="Web developer")
    for name in ("C", "C++", "C#"):
        make.skill(name=name)
    assert count(both(), "twin-skills") == 0
    other = make.career()
    CareerAlias.objects.create(career=other, name="web-DEVELOPER")
    assert count(both(), "twin-careers") == 1
    other.merged_into = career
    other.save()
    assert count(both(), "twin-careers") == 0


def test_what_two_taxonomies_name_alike_is_no_twin() -> None:
    codes = [("onet_soc_2019", "15-1254.00"), ("esco", "2513.5"), ("isco_08", "2513")]
    for scheme, code in codes:
        career = make.career(name="Web developer", key=f"of-{scheme}".replace("_", "-"))
        make.career_code(career=career, scheme=scheme, code=code, match="exact")
    assert count(both(), "twin-careers") == 0
    ours = make.career(name="Webmaster")
    CareerAlias.objects.create(career=ours, name="Web-Developer")
    (entry,) = held(both(), "twin-careers")
    assert entry.name == f"Webmaster ({ours.key})"
    make.career_code(career=ours, scheme="esco", code="2513.9", match="close")
    assert count(both(), "twin-careers") == 1


def test_what_a_dataset_brings_waits_for_nobody_one_by_one(settings: Settings) -> None:
    """Its release is decided on, and its next edition looks at it again."""
    settings.REVIEW_AFTER_DAYS = TOMORROW
    person = both()
    findings = [
        make.in_review(key=key, release=release, author=person)
        for key, release in (
            ("of-a-pack", make.release()),
            ("of-onet", make.dataset_release()),
            ("of-nobody", None),
        )
    ]
    assert count(person, "mine") == 2
    assert "of-onet" not in str(held(person, "mine"))
    for finding in findings:
        make.review(finding=finding)
        update(finding, state="published")
    assert count(person, "review-due") == 2
    assert "of-onet" not in str(held(person, "review-due"))
    assert findings_gather() == 2
    assert not FindingWatch.objects.filter(finding=findings[1]).exists()
    FindingWatch.objects.create(finding=findings[1], due_at=timezone.now())
    findings_gather()
    assert FindingWatch.objects.get(finding=findings[1]).due_at is None


def test_each_role_sees_its_own_queues() -> None:
    seen = {
        role: {queue.key for queue in queues_of(QUEUES, {role})}
        for role in ("editor", "reviewer")
    }
    assert "waiting" in seen["reviewer"] - seen["editor"]
    assert "mine" in seen["editor"] - seen["reviewer"]
    assert queues_of(QUEUES, set()) == []
    page = signed_in(make.person(superuser=True)).get(address("index"))
    assert "What waits for you" not in page.content.decode()


def test_the_front_page_counts_every_queue_in_one_statement() -> None:
    make.in_review()
    client = signed_in(both())
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page = client.get(address("index"))
    text = page.content.decode()
    assert all(queue.title in text for queue in QUEUES)
    counting = [q["sql"] for q in caught.captured_queries if "count(*)" in q["sql"]]
    assert len(counting) == 1
    assert counting[0].count(f"LIMIT {MOST + 1}") == len(QUEUES)
    assert len(caught) <= BUDGET


def test_a_count_says_when_there_are_more_than_it_counts() -> None:
    source, topic, author = make.source(), make.topic(), make.editor()
    drafts = [
        make.finding.unsaved(source=source, topic=topic, author=author)
        for _ in range(MOST + 1)
    ]
    Finding.objects.bulk_create(drafts)
    (mine,) = waiting_in(queues_of(QUEUES, {"editor"})[:1], author)
    assert mine.count == "1,000+"
    page: Any = signed_in(author).get(address("queue", "mine"))
    shown = page.context["page"]
    assert len(shown.entries) == PAGE
    following: Any = signed_in(author).get(
        address("queue", "mine"), {"after": shown.after}
    )
    entries = following.context["page"].entries
    assert len(entries) == PAGE
    assert not {e.address for e in entries} & {e.address for e in shown.entries}


@pytest.mark.parametrize("after", ["", "-1", "x", "9" * 30, "²"])
def test_a_page_that_is_none_is_the_first(after: str) -> None:
    person = both()
    make.finding(author=person)
    page: Any = signed_in(person).get(address("queue", "mine"), {"after": after})
    assert len(page.context["page"].entries) == 1


def test_a_queue_without_rows_says_so_and_one_that_is_none_is_not_there() -> None:
    client = signed_in(both())
    assert (
        "Nothing waits here." in client.get(address("queue", "mine")).content.decode()
    )
    assert client.get(address("queue", "nothing")).status_code == 404


def test_a_page_takes_as_many_statements_for_many_rows_as_for_one() -> None:
    person = both()
    for key, rows in ENTRIES.items():
        rows(person)
        place, client = address("queue", key), signed_in(person)
        with CaptureQueriesContext(
            connection,
        ) as one:
            client.get(place)
        rows(person)
        with CaptureQueriesContext(
            connection,
        ) as two:
            client.get(place)
        assert len(two) == len(one) <= BUDGET, key


def test_a_published_number_without_a_quote_waits_once_a_worker_has_looked() -> None:
    finding = make.published()
    assert count(both(), "unverified") == 0
    watch = make.finding_watch(finding=finding, taken_by="w", taken_until=make.LONG_AGO)
    assert finding_recheck(watch=watch, worker="w")
    assert held(both(), "unverified")[0].name.startswith(finding.headline)
    proved = make.published(release=make.release())
    other = make.finding_watch(finding=proved, taken_by="w", taken_until=make.LONG_AGO)
    assert finding_recheck(watch=other, worker="w")
    assert count(both(), "unverified") == 1, "what came with a release is its own"


def test_of_many_drafts_the_newest_are_asked() -> None:
    old, new = make.draft(), make.draft()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unproved, "NEWEST", 1)
        assert [str(new) in entry.name for entry in held(both(), "unverified")] == [
            True
        ]
    assert count(both(), "unverified") == 2
    assert old.pk < new.pk
