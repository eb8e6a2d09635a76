"""Which addresses are watched."""

import pytest

from citations.models import LinkWatch
from citations.services import links_gather
from kb.services import merge
from tests import make
from tests.side import two_sides
from tests.sql import rows, update, value


def watched() -> set[tuple[str, str]]:
    found = LinkWatch.objects.exclude(due_at=None).values_list("role", "address")
    return set(found)


def test_records_dois_and_readings_are_watched_once_each() -> None:
    source = make.source(url="https://example.org/a?b=1", doi="10.1234/x")
    place = make.citation(source=source)
    for address in (
        *("https://example.org/b#:~:text=here", "https://example.org/b"),
        *("https://example.org/a?b=1", "file.csv, row 3", "see https://example.org"),
        *(
            "https://doi.org/10.1234/x",
            "https:///nothing",
            f"https://e.org/{'x' * 480}",
        ),
    ):
        make.reading(citation=place, address=address)
    assert links_gather() == 4
    assert watched() == {
        ("doi", "https://doi.org/10.1234/x"),
        ("record", "https://example.org/a?b=1"),
        ("reading", "https://example.org/b"),
        ("reading", f"https://e.org/{'x' * 480}"),
    }
    hosts = LinkWatch.objects.values_list("host", flat=True)
    assert set(hosts) == {"doi.org", "example.org", "e.org"}
    assert links_gather() == 0


def test_a_doi_is_written_so_that_a_resolver_reads_all_of_it() -> None:
    make.source(doi="10.1002/(sici)1<1::a%b#c?d>2")
    links_gather()
    address = LinkWatch.objects.get().address
    assert address == "https://doi.org/10.1002/(sici)1<1::a%25b%23c%3Fd>2"


def test_what_no_source_names_any_more_is_left_and_kept() -> None:
    source = make.source(url="https://example.org/old")
    links_gather()
    old = LinkWatch.objects.get()
    make.link_check(watch=old)
    update(source, url="https://example.org/new")
    assert links_gather() == 1
    assert watched() == {("record", "https://example.org/new")}
    assert old.checks.exists()
    update(source, url="https://example.org/old")
    assert links_gather() == 1
    assert watched() == {("record", "https://example.org/old")}


def test_merged_and_withdrawn_sources_are_not_watched() -> None:
    kept = make.source(url="https://example.org/kept")
    make.source(url="https://example.org/merged", merged_into=kept)
    make.source(url="https://example.org/gone", withdrawn_reason="A mistake.")
    links_gather()
    assert watched() == {("record", "https://example.org/kept")}


def test_what_a_worker_holds_is_not_touched() -> None:
    source = make.source(url="https://example.org/old")
    links_gather()
    rows("UPDATE citations_linkwatch SET taken_by = 'w', taken_until = now()")
    update(source, url="")
    links_gather()
    assert LinkWatch.objects.get().due_at is not None


@pytest.mark.real_reader
def test_two_workers_do_not_gather_at_once() -> None:
    make.source(url="https://example.org/a")
    with two_sides() as (first, second):
        first.begin()
        assert first.do(links_gather) == 1
        assert second.do(links_gather) == 0, "it does not wait either"
        first.commit()
    assert value("SELECT count(*) FROM citations_linkwatch") == 1


def test_a_merge_takes_the_links_along_but_for_those_that_are_there() -> None:
    old, into = (make.source(url=f"https://example.org/{name}") for name in "ab")
    for source in (old, into):
        place = make.citation(source=source)
        make.reading(citation=place, address="https://example.org/both")
    links_gather()
    for link in LinkWatch.objects.all():
        make.link_check(watch=link)
    merge(old=old, into=into, author=make.editor(), reason="They are one.")
    links_gather()
    assert set(into.links.exclude(due_at=None).values_list("address", flat=True)) == {
        "https://example.org/b",
        "https://example.org/both",
    }
    stayed = LinkWatch.objects.get(source=old)
    assert (stayed.address, stayed.due_at) == ("https://example.org/both", None)
    assert stayed.checks.count() == 1
