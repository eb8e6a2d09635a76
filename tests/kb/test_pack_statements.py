"""Sentences of pages that come with a pack: with its findings, or not at all."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client

from kb.enums import State
from kb.models import Finding, Release, Statement
from kb.services import release_reject, statement_revise
from tests import make
from tests.kb.test_pack import (
    _people_and_vocabulary,
    approve,
    load,
    mend,
    pack,
    refused,
)
from tests.screen import address, signed_in

KEY = "knitter-knitting-importance"

__all__ = ["_people_and_vocabulary", "pack"]


def stated() -> list[tuple[int, str, list[tuple[str, int]]]]:
    """Return every version of the statement, with what it cites."""
    return [
        (
            row.version,
            row.state,
            list(row.findings.values_list("finding__key", "finding__version")),
        )
        for row in Statement.objects.filter(key=KEY).order_by("version")
    ]


def page() -> str:
    """Return the page of the pair, as a reader gets it."""
    return Client().get("/careers/knitter/skills/knitting/").content.decode()


def test_it_is_published_with_its_release_and_reads_on_its_page(pack: Path) -> None:
    load(pack)
    assert stated() == [(1, "in_review", [("knitting-matters", 1)])]
    assert "Knitters gave knitting" not in page()
    said = approve()
    assert "2 findings published, 1 statements published" in said
    assert stated() == [(1, "published", [("knitting-matters", 1)])]
    assert "Knitters gave knitting" in page()
    statement = Statement.objects.get()
    (review,) = statement.reviews.all()
    assert review.reviewer.username == "pack-reviewer"
    assert review.note.startswith("With release small 1.")
    assert statement.editors.get().person.username == "pack-editor"
    again = load(pack)
    assert "Nothing to review" in again


def test_a_changed_sentence_is_a_new_version_beside_the_old(pack: Path) -> None:
    load(pack)
    approve()
    mend(pack, "statements.yaml", "Knitters gave", "In one town knitters gave")
    load(pack)
    assert [row[:2] for row in stated()] == [(1, "published"), (2, "in_review")]
    assert "In one town" not in page()
    approve()
    assert [row[:2] for row in stated()] == [(1, "superseded"), (2, "published")]
    assert "In one town" in page()


def test_a_changed_finding_brings_its_sentences_along(pack: Path) -> None:
    load(pack)
    approve()
    mend(pack, "findings/knitting.yaml", "- One town", "- One small town")
    load(pack)
    assert stated()[1] == (2, "in_review", [("knitting-matters", 2)])
    approve()
    assert stated() == [
        (1, "superseded", [("knitting-matters", 1)]),
        (2, "published", [("knitting-matters", 2)]),
    ]
    assert "Knitters gave knitting" in page()


def test_what_waits_is_written_again_in_place(pack: Path) -> None:
    load(pack)
    mend(pack, "statements.yaml", "Knitters gave", "Some knitters gave")
    load(pack)
    assert [row[:2] for row in stated()] == [(1, "in_review")]
    assert Statement.objects.get().text.startswith("Some knitters")
    assert Release.objects.count() == 1


def test_what_somebody_changed_by_hand_is_not_changed_back(pack: Path) -> None:
    load(pack)
    approve()
    old = Statement.objects.get()
    new = statement_revise(statement=old, author=make.editor())
    assert new.release is None
    assert "Nothing to review" in load(pack)
    mend(pack, "statements.yaml", "Knitters gave", "Some knitters gave")
    said = _refusal(pack)
    assert f"Statement {KEY} is in work by" in said


def _refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as error:
        load(folder)
    return str(error.value)


def test_what_a_refused_release_brought_comes_again(pack: Path) -> None:
    load(pack)
    reviewer = make.reviewer()
    release_reject(release=Release.objects.get(), reviewer=reviewer, reason="Not yet.")
    (row,) = Statement.objects.all()
    assert (row.state, row.reviews.get().decision) == (State.DRAFT, "changes")
    assert "Not yet." in row.reviews.get().note
    load(pack)
    assert "1 statements published" in approve()
    assert [row[:2] for row in stated()] == [(1, "published")]


def test_an_interest_in_a_publisher_holds_its_sentences_back(pack: Path) -> None:
    load(pack)
    finding = Finding.objects.get(key="knitting-matters")
    held = finding.source.roles.get()
    person = make.reviewer()
    make.declared_interest(person=person, organization=held.organization)
    said = approve(person.username)
    assert f"has an interest: {KEY}" in said
    assert [row[:2] for row in stated()] == [(1, "in_review")]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("{knitting-matters:1:value}", "4.5 of 5", "digits-stand-in-slots"),
        ("{knitting-matters:1:value}", "{knitting-matters:9:value}", "slot-shows"),
        ("{knitting-matters:1:value}", "{knitting-pay:1:value}", "slot-shows"),
        ("{knitting-matters:1:value}.", "{knitting-matters:1:value}", "is-whole"),
        ("[knitting-matters]", "[knitting-nobody]", "names-resolve"),
        ("facet: importance", "facet: fame", "names-resolve"),
        ("kind: claim", "kind: boast", "pack-follows-its-schema"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_written(
    pack: Path, old: str, new: str, rule: str
) -> None:
    mend(pack, "statements.yaml", old, new)
    assert rule in refused(pack)


def test_a_draft_of_the_pack_is_not_cited(pack: Path) -> None:
    mend(pack, "findings/knitting.yaml", "- key: knitting-matters\n", DRAFT)
    said = refused(pack)
    assert "knitting-matters: a draft" in said
    assert "[claim-rests-on-findings]" in said


DRAFT = "- key: knitting-matters\n  draft: true\n  note: The table was not seen yet.\n"


def test_a_reviewer_reads_the_sentences_before_they_decide(pack: Path) -> None:
    load(pack)
    release = Release.objects.get()
    client = signed_in(make.reviewer())
    shown: Any = client.get(address("kb_release_approve", release.pk))
    text = shown.content.decode()
    assert "Sentences of pages, as they will read" in text
    assert "Knitters gave knitting <mark>4.5" in text
    waiting = client.get(address("queue", "statements-waiting")).content.decode()
    assert KEY not in waiting, "it is decided on with its release"
