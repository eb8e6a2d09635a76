"""3. A quote equals its snapshot's text at its offsets, whoever writes it, and when."""

from collections.abc import Iterator

import pytest

from citations.models import Citation, Snapshot
from citations.services import snapshot_withdraw
from kb.rules.asked import shortfalls, stored_violations
from kb.selectors import finding_digest
from kb.services import finding_publish
from tests import make
from tests.side import Side, in_turn, rules_of, two_sides
from tests.sql import allowed, insert, refused, update

STANDS = "quote-stands-in-its-snapshot"
WORDS = "Time on the task fell by 40%"


def test_a_quote_is_from_a_snapshot_of_its_own_source() -> None:
    quoted, other = make.quoted(), make.source()
    with refused("citation_snapshot_of_its_source"):
        update(quoted, source_id=other.pk)
    stranger = make.snapshot(text=quoted.quote)
    with refused("citation_snapshot_of_its_source"):
        update(quoted, snapshot_id=stranger.pk)


def test_both_follow_their_source_into_another() -> None:
    held, other = make.snapshot(text=make.SAID), make.source()
    quoted = make.quoted(WORDS, snapshot=held)
    update(quoted.source, merged_into_id=other.pk)
    with allowed():
        update(quoted, source_id=other.pk)
        update(held, source_id=other.pk)
    with refused("citation_snapshot_of_its_source"):
        update(held, source_id=other.pk)


@pytest.mark.parametrize("column", ["snapshot_id", "quote_start", "quote_end"])
def test_nothing_of_a_quote_is_null(column: str) -> None:
    quoted = make.quoted()
    with refused("citation_quote_is_whole", STANDS):
        update(quoted, **{column: None})


@pytest.mark.parametrize(
    "place",
    [
        {"quote_start": 1},
        {"quote_end": 27},
        {"quote_start": 28, "quote_end": 28},
        {"quote_start": 2_000_000_000, "quote_end": 2_000_000_028},
        {"quote": "time on the task fell by 40%"},
        {"quote": "Time on the task fell by 40%\u200b"},
        {"quote": ""},
    ],
)
def test_a_quote_is_what_stands_there_to_the_character(
    place: dict[str, object],
) -> None:
    held = make.snapshot(text=make.SAID)
    right = {"quote": WORDS, "snapshot_id": held.pk, "quote_start": 0, "quote_end": 28}
    row = make.citation.unsaved(source=held.source)
    with allowed():
        insert(row, **right)
    with refused("citation_quote_is_whole", "citation_quote_is_no_shred", STANDS):
        insert(row, **right | place)


def test_characters_are_counted_as_characters() -> None:
    make.quoted(WORDS, text=f"\U0001f9ea Caf\u00e9 \u2014 {WORDS} in it.")


def test_a_quote_under_a_published_finding_is_frozen() -> None:
    quoted = make.quoted(WORDS, text=make.SAID)
    make.published(citations=[quoted])
    with refused("published-is-frozen", by="kb_citation_is_frozen"):
        update(quoted, quote="", snapshot_id=None, quote_start=None, quote_end=None)
    unquoted = make.published().citations.get().citation
    held = make.snapshot(source=unquoted.source, text=make.SAID)
    with refused("published-is-frozen", by="kb_citation_is_frozen"):
        update(unquoted, quote=WORDS, snapshot_id=held.pk, quote_start=0, quote_end=28)


def test_an_approval_names_the_quote_that_was_read() -> None:
    quoted = make.quoted(make.SAID)
    finding = make.in_review(citations=[quoted])
    read = finding_digest(finding)
    update(quoted, quote=WORDS, quote_start=0, quote_end=28)
    assert finding_digest(finding) != read
    update(quoted, quote="", snapshot_id=None, quote_start=None, quote_end=None)
    assert finding_digest(finding) != read


def test_the_audit_asks_for_numbers_again() -> None:
    finding = make.in_review(
        citations=[make.quoted("Time on the task rose by 40% in one group.")]
    )
    found = shortfalls([finding])
    assert [(v.rule.id, v.place, v.found) for v in found] == [
        (
            "number-occurs-in-quote",
            "estimate Change of the time on a task, value",
            "-40",
        )
    ]
    assert stored_violations() == []


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


@pytest.mark.django_db(transaction=True)
def test_one_withdraws_what_another_quotes(sides: tuple[Side, Side]) -> None:
    held, person = make.snapshot(text=make.SAID), make.editor()
    row = make.citation.unsaved(source=held.source)
    place = {"quote": WORDS, "snapshot_id": held.pk, "quote_start": 0, "quote_end": 28}
    error = in_turn(
        sides,
        lambda: insert(row, **place),
        lambda: snapshot_withdraw(snapshot=held, author=person, reason="Wrong file."),
    )
    assert "snapshot-is-as-received" in str(error)
    assert not Snapshot.objects.get().withdrawn_reason


@pytest.mark.django_db(transaction=True)
def test_one_quotes_what_another_withdraws(sides: tuple[Side, Side]) -> None:
    held = make.snapshot(text=make.SAID)
    row = make.citation.unsaved(source=held.source)
    place = {"quote": WORDS, "snapshot_id": held.pk, "quote_start": 0, "quote_end": 28}
    error = in_turn(
        sides,
        lambda: update(held, withdrawn_reason="The wrong file."),
        lambda: insert(row, **place),
    )
    assert STANDS in rules_of(error) or "withdrawn" in str(error)
    assert not Citation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_quote_changes_while_another_publishes(sides: tuple[Side, Side]) -> None:
    quoted = make.quoted(WORDS, text=f"{make.SAID} Time on the task rose by 40%")
    finding = make.in_review(citations=[quoted])
    reviewer = make.reviewer()
    start = len(make.SAID) + 1
    change = {"quote": "Time on the task rose by 40%", "quote_start": start}
    error = in_turn(
        sides,
        lambda: finding_publish(finding=finding, reviewer=reviewer),
        lambda: update(quoted, **change, quote_end=start + 28),
    )
    assert rules_of(error) == {"published-is-frozen"}
