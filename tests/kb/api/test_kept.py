"""What is kept written of a row is what would be written of it, to the letter."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db.models import F

from citations.models import Citation
from config.database import speaking_as
from kb.api.attribution import OfPlace, Terms
from kb.api.objects import Object
from kb.api.rows import member
from kb.api.shapes.sources import CitationAnswer
from kb.models import Facet, Finding, Release, Topic
from kb.services import (
    finding_publish,
    finding_revise,
    finding_submit,
    finding_suspend,
    release_approve,
)
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_statements import HARD
from tests.side import in_turn, two_sides
from tests.sql import delete, insert, refused, rows, update

TOLD = [text.replace("\x01\x1f", "") for text in HARD]
"""Texts that JSON has to escape, as far as the rules let them be stored."""
MEMBERS = ("read", "confirmation", "readings", "findings")


def afresh() -> dict[str, str]:
    """Return what is written of each citation where nothing was kept, by its key."""
    fields = CitationAnswer().fields
    lists = {name: member(fields[name], "") for name in ("readings", "findings")}
    cited = Citation.objects.filter(findings__finding__state="published").distinct()
    return dict(cited.annotate(json=Object(**lists)).values_list("key", "json"))


def kept() -> dict[str, str]:
    """Return the same as it is kept."""
    members = CitationAnswer.Meta.kept
    written = {names[-1]: read("") for names, read in members.items()}
    every = Citation.objects.annotate(json=Object(**written), cited=F("pk"))
    shown = {number for (number,) in rows("SELECT DISTINCT citation_id FROM kb_use")}
    texts = {row.key: row.json for row in every.filter(pk__in=shown)}  # type: ignore[attr-defined]
    return {key: "{" + text[text.index('"readings":') :] for key, text in texts.items()}


def same() -> None:
    """Hold that what is kept is what would be written, and of no citation besides."""
    assert kept() == afresh()


@pytest.mark.django_db
class TestTexts:
    @pytest.mark.parametrize("text", TOLD)
    def test_a_text_is_kept_as_it_is_written(self, api: Api, text: str) -> None:
        place = make.citation()
        for position, confirmation in enumerate(("secondary", "primary", "primary")):
            make.reading(
                citation=place,
                position=3 - position,
                confirmation=confirmation,
                says=f"{text} {position}",
                address=f"{text} {position}",
            )
        # No sentence may look as if it had lost its number.
        headline = "Claim: " + text.replace("%", "").replace("{0}", "")
        finding = make.published(citations=[place], headline=headline)
        same()
        row = api.get(f"citations/{place.key}/")
        assert [each["says"] for each in row["readings"]] == [
            f"{text} {position}" for position in (2, 1, 0)
        ]
        assert row["findings"][0]["headline"] == finding.headline
        assert row == json.loads(api.answer("citations.ndjson").getvalue())

    @pytest.mark.parametrize("text", TOLD)
    def test_a_place_and_its_source_too(self, api: Api, text: str) -> None:
        source = make.source(title=f"Hard: {text}")
        place = make.citation(source=source, locator=f"p. {text}", note=text)
        make.published(source=source, citations=[make.reading(citation=place).citation])
        whole = api.get(f"citations/{place.key}/")
        assert (whole["locator"], whole["note"]) == (f"p. {text}", text)
        for name in ("label", "locator", "quote", "note"):
            alone = api.get(f"citations/{place.key}/", fields=name)
            assert alone[name] == whole[name]
        record = api.get(f"sources/{source.key}/")
        assert whole["source"] == {name: record[name] for name in whole["source"]}

    def test_asked_one_by_one_members_say_the_same(self, api: Api) -> None:
        place = make.citation()
        for confirmation in ("secondary", "primary"):
            make.reading(citation=place, confirmation=confirmation)
        make.published(citations=[place])
        whole = api.get(f"citations/{place.key}/")
        for name in MEMBERS:
            alone = api.get(f"citations/{place.key}/", fields=name)
            assert alone[name] == whole[name]
        assert whole["confirmation"] == "primary"

    @pytest.mark.parametrize("count", [0, 1, 2])
    @pytest.mark.parametrize("whole", [False, True], ids=["packs", "an edition"])
    def test_whom_to_name_is_looked_up(
        self, api: Api, count: int, *, whole: bool
    ) -> None:
        """As all releases are asked where more than one may have brought a place."""
        place = make.reading().citation
        source = place.source
        terms = [f"By {number}" for number in range(count)]
        for number, text in enumerate(terms):
            release = approved(make.release(attribution=text, pack=f"pack-{number}"))
            make.published(source=source, citations=[place], release=release)
        make.published(source=source, citations=[place])
        if whole:
            given = {"attribution": "By all", "source": source}
            approved(make.dataset_release(**given))
        usual = Terms.expression(OfPlace(), "")
        written = Citation.objects.annotate(json=usual).get(pk=place.pk)
        row = api.get(f"citations/{place.key}/")
        assert row["attribution"] == json.loads(written.json)  # type: ignore[attr-defined]
        assert set(row["attribution"]) == {*terms, *(["By all"] if whole else [])}

    def test_a_release_that_nobody_approved_is_not_named(self, api: Api) -> None:
        place = make.reading().citation
        release = make.release(pack="new")
        make.published(source=place.source, citations=[place], release=release)
        assert api.get(f"citations/{place.key}/")["attribution"] == []

    def test_findings_stand_in_the_order_of_their_keys(self, api: Api) -> None:
        place = make.reading().citation
        for key in ("b-2", "a-10", "b-10", "a-2"):
            make.published(key=key, source=place.source, citations=[place])
        same()
        found = [row["key"] for row in api.get(f"citations/{place.key}/")["findings"]]
        assert found == sorted(found)


@pytest.mark.django_db
class TestUses:
    """A published finding stands under its citations, and under no others."""

    @pytest.fixture
    def finding(self) -> Finding:
        return make.published(citations=[make.reading().citation for _ in range(2)])

    def test_publication_writes_and_suspension_takes_back(
        self, finding: Finding
    ) -> None:
        same()
        assert len(kept()) == 2
        finding_suspend(finding=finding, author=make.editor(), reason="In doubt.")
        same()
        assert kept() == {}

    @pytest.mark.parametrize(
        "attack",
        [
            "DELETE FROM kb_use",
            "UPDATE kb_use SET told = '{}'",
            "INSERT INTO kb_use SELECT 0, citation_id, key, NULL, told FROM kb_use",
            "SELECT kb_write_uses(ARRAY(SELECT finding_id FROM kb_use))",
        ],
    )
    def test_nobody_writes_it_by_hand(self, finding: Finding, attack: str) -> None:
        before = kept()
        assert finding.key in str(before)
        with refused("use-is-current", by="kb_use_is_no_input"):
            rows(attack)
        assert kept() == before

    def test_a_draft_is_shown_nowhere(self) -> None:
        make.in_review()
        assert rows("SELECT 1 FROM kb_use") == []

    def test_a_new_version_takes_the_place_of_the_old(self, finding: Finding) -> None:
        draft = finding_revise(finding=finding, author=finding.author)
        place = make.reading(citation=make.citation(source=finding.source)).citation
        make.finding_citation(finding=draft, citation=place, position=5)
        finding_submit(finding=draft, author=finding.author)
        finding_publish(finding=draft, reviewer=make.reviewer())
        same()
        assert len(kept()) == 3

    @pytest.mark.parametrize(
        "change",
        [
            lambda: update(Topic.objects.get(), facet_id=None),
            lambda: update(Topic.objects.get(), key="renamed"),
            lambda: update(Facet.objects.get(), key="renamed"),
        ],
        ids=["facet of a topic", "key of a topic", "key of a facet"],
    )
    def test_the_vocabulary_moves(self, change: Callable[[], Any]) -> None:
        topic = make.topic(facet=make.facet())
        make.published(topic=topic)
        before = kept()
        change()
        assert kept() != before
        same()


@pytest.mark.django_db(transaction=True)
def test_a_topic_that_moves_and_a_publication_wait_for_each_other() -> None:
    topic = make.topic(facet=make.facet())
    finding, reviewer = make.in_review(topic=topic), make.reviewer()
    with two_sides() as sides:
        stopped = in_turn(
            sides,
            lambda: update(topic, facet_id=None),
            lambda: finding_publish(finding=finding, reviewer=reviewer),
        )
    assert stopped is None
    same()
    assert '"facet":null' in next(iter(kept().values()))


@pytest.mark.django_db(transaction=True)
def test_two_publish_on_one_citation_without_waiting() -> None:
    place = make.reading().citation
    both = [make.in_review(citations=[place], source=place.source) for _ in range(2)]
    reviewer = make.reviewer()
    with two_sides() as sides:
        for side, finding in zip(sides, both, strict=True):
            side.begin()
            side.do(partial(finding_publish, finding=finding, reviewer=reviewer))
        for side in sides:
            side.commit()
    same()
    assert kept()[place.key].count('"key":') == 2


@pytest.mark.django_db(transaction=True)
def test_a_link_that_moves_or_goes_is_followed() -> None:
    """As a merge moves them, and as an owner of the tables may."""
    finding = make.published(citations=[make.reading().citation for _ in range(2)])
    first, last = finding.citations.order_by("pk")
    other = make.citation(source=finding.source)
    with free_hand():
        update(first, citation_id=other.pk)
        same()
        assert other.key in kept()
        delete(last)
        same()
        insert(make.finding_citation.unsaved(finding=finding))
        same()
        assert len(kept()) == 2
        rows("DELETE FROM kb_findingcitation WHERE citation_id <> %s", other.pk)
        same()
        assert set(kept()) == {other.key}
        update(finding, state="draft")
    assert rows("SELECT FROM kb_use") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_restored_is_written() -> None:
    """A published row comes in as such, before what it rests on."""
    place = make.reading().citation
    with free_hand():
        number = insert(make.finding.unsaved(state="published"))
        finding = Finding.objects.get(pk=number)
        insert(make.finding_citation.unsaved(finding=finding, citation=place))
    same()
    assert place.key in kept()


def approved(release: Release) -> Release:
    """Approve a release that brings nothing yet, and return it."""
    release_approve(release=release, reviewer=make.reviewer())
    return Release.objects.get(pk=release.pk)


@contextmanager
def free_hand() -> Iterator[None]:
    """Let the block write past the triggers that freeze what is published."""
    guards = {
        "kb_finding": ("finding_moves", "finding_publication_begins"),
        "kb_findingcitation": ("findingcitation_is_frozen",),
    }
    try:
        switch("DISABLE", guards)
        yield
    finally:
        switch("ENABLE", guards)


def switch(way: str, guards: Mapping[str, tuple[str, ...]]) -> None:
    """Switch triggers off or on."""
    with speaking_as(settings.DATABASE_OWNER):
        for table, triggers in guards.items():
            for trigger in triggers:
                rows(f"ALTER TABLE {table} {way} TRIGGER {trigger}")
