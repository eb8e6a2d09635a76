"""The start page, and the lists of careers, skills, sources and measures."""

import datetime

import pytest
from django.test import Client

from citations.enums import NoticeKind
from citations.services import notice_record
from tests import make
from tests.kb.evidence import World, full_world
from tests.kb.page import get


@pytest.fixture
def here() -> World:
    return full_world()


@pytest.mark.parametrize(
    "address", ["/", "/careers/", "/skills/", "/sources/", "/measures/"]
)
def test_an_empty_database_says_that_nothing_is_here(
    client: Client, address: str
) -> None:
    page = get(client, address)
    assert "here yet" in page.text


def test_the_start_page_counts_what_is_published(client: Client, here: World) -> None:
    make.draft(key="a-draft")
    page = get(client, "/")
    terms = [e.text for e in page.all("dt")]
    numbers = [int(e.text) for e in page.all("dd")]
    counted = dict(zip(terms, numbers, strict=True))
    assert counted["published findings"] == 4
    assert counted["sources they rest on"] == 1
    assert counted["careers with their skills"] == 2
    assert "1 skill, 2 findings" in page.text
    assert "/careers/technical-writer/" in page.links


def test_the_start_page_tells_the_latest_changes(client: Client, here: World) -> None:
    notice_record(
        source=make.source(key="doubted", title="A doubted study"),
        kind=NoticeKind.CONCERN,
        issued_on=datetime.date(2024, 5, 1),
        reason="Nobody could repeat it.",
        recorded_by=make.editor(),
    )
    page = get(client, "/")
    assert "A doubted study" in page.text
    assert "concern recorded" in page.text
    assert "finding published" in page.text
    assert "/findings/direct-one/" in page.links


def test_curated_careers_come_before_measured_occupations(
    client: Client, here: World
) -> None:
    make.career(key="actuaries", name="Actuaries")
    page = get(client, "/careers/")
    links = [link for link in page.links if link.startswith("/careers/") and link[9:]]
    assert links == [
        "/careers/journalist/",
        "/careers/technical-writer/",
        "/careers/actuaries/",
    ]


def test_merged_and_withdrawn_rows_are_in_no_list(client: Client, here: World) -> None:
    make.career(name="Merged career", merged_into=here.career)
    make.career(name="Withdrawn career", withdrawn_reason="It was made up.")
    make.skill(name="Merged skill", merged_into=here.skill)
    make.source(title="Withdrawn source", withdrawn_reason="It was made up.")
    for address in ("/", "/careers/", "/skills/", "/sources/"):
        text = get(client, address).text
        assert "Merged" not in text
        assert "Withdrawn" not in text


def test_skills_stand_by_kind_with_their_counts(client: Client, here: World) -> None:
    page = get(client, "/skills/")
    assert (2, "Knowledge") in page.headings
    assert "Writing 2 careers, 2 findings" in page.text


def test_sources_stand_by_class_with_marks(client: Client, here: World) -> None:
    page = get(client, "/sources/")
    assert (2, "Peer-reviewed") in page.headings
    entry = next(e for e in page.all("li") if "A study of writers" in e.text)
    text = " ".join(entry.text.split())
    assert "4 published findings rest on it, primary" in text
    assert "by somebody who sells what it is about" in text


def test_measures_stand_by_kind(client: Client, here: World) -> None:
    page = get(client, "/measures/")
    assert "Change of time in percent, 4 findings" in page.text


@pytest.mark.parametrize("kind", ["careers", "skills"])
def test_what_only_datasets_name_comes_a_hundred_at_a_time(
    client: Client, here: World, kind: str
) -> None:
    maker = make.career if kind == "careers" else make.skill
    for number in range(101):
        maker(key=f"row-{number:03}", name=f"Row {number:03}")
    found: list[str] = []
    address = f"/{kind}/"
    sizes = []
    while address:
        page = get(client, address)
        rows = [link for link in page.links if link.startswith(f"/{kind}/row-")]
        found += rows
        sizes.append(len(rows))
        onward = [e for e in page.all("a") if "The next 100" in e.text]
        address = f"/{kind}/{onward[0].attributes['href']}" if onward else ""
    assert found == [f"/{kind}/row-{number:03}/" for number in range(101)]
    assert len(sizes) == 2
    assert 95 < sizes[0] <= 100
