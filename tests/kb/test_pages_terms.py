"""Every page that shows what a release brought says whom to name."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from kb.models import Release
from kb.services import release_approve
from tests import make
from tests.kb.evidence import World, world

SAID, UNSAID = "By the makers of the dataset.", "By nobody yet."
CAREER, SKILL = "technical-writer", "writing"
PAGES = (
    "/",
    "/careers/",
    f"/careers/{CAREER}/",
    f"/careers/{CAREER}/tasks/",
    f"/careers/{CAREER}/skills/",
    f"/careers/{CAREER}/skills/{SKILL}/",
    f"/compare/?pair={CAREER}:{SKILL}",
    "/skills/",
    f"/skills/{SKILL}/",
    f"/skills/{SKILL}/adjacent/",
    "/findings/rated/",
    "/sources/the-dataset/",
    f"/search/?q={SKILL}",
)


@pytest.fixture
def brought() -> World:
    """Return a career, a skill and a finding that a dataset brought."""
    here = world()
    onet = {"dataset": "onet", "edition": "29.3", "pack": "onet-29-3"}
    source = make.source(key="the-dataset")
    release_approve(
        release=make.dataset_release(**onet, attribution=SAID, source=source),
        reviewer=make.reviewer(),
    )
    make.dataset_release(**onet, number=2, attribution=UNSAID, source=source)
    make.career_code(
        career=here.career, scheme="onet_soc_2019", code="1", release="29.3"
    )
    make.skill_code(skill=here.skill, scheme="onet_element", code="2", release="29.3")
    make.skill_adjacency(from_skill=here.skill, to_skill=make.skill())
    here.finding(
        key="rated",
        source=source,
        release=Release.objects.approved().get(pack="onet-29-3"),
    )
    return here


@pytest.mark.parametrize(
    ("page", "status"),
    [("/careers/wordsmith/", 300), ("/careers/tecnical-writer/", 404)],
)
def test_so_does_a_choice_of_careers(
    client: Client, brought: World, page: str, status: int
) -> None:
    for career in (brought.career, make.pair().career):
        make.career_alias(career=career, name="Wordsmith")
    answer = client.get(page)
    assert answer.status_code == status
    assert answer.content.decode().count(SAID) == 1


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize("page", PAGES)
def test_it_says_whom_to_name(client: Client, page: str) -> None:
    answer = client.get(page, follow=True)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert told.partition("<footer")[2].count(SAID) == 1
    assert UNSAID not in told


def test_every_line_of_a_table_has_it(client: Client, brought: World) -> None:
    share = make.measure(key="beta", kind="probability", unit="probability")
    brought.finding(
        topic=make.topic(key="ai-exposure", facet=brought.topic.facet),
        subjects=[{"career": brought.career}],
        population="each a Technical writer",
        estimates=[{"measure": share, "value": Decimal("0.5")}],
        release=Release.objects.approved().get(pack="onet-29-3"),
    )
    answer = client.get(f"/careers/{CAREER}/exposure.csv").content.decode()
    (line,) = csv.DictReader(io.StringIO(answer))
    assert (line["value"], line["attribution"]) == ("0.5", SAID)


def test_a_measure_names_the_pack_of_its_findings(client: Client) -> None:
    here = world()
    release = make.release(pack="some", attribution=SAID)
    release_approve(release=release, reviewer=make.reviewer())
    here.finding(key="packed", release=release)
    assert client.get("/measures/time-change/").content.decode().count(SAID) == 1


def test_what_no_release_brought_needs_no_words(client: Client) -> None:
    here = world()
    here.finding(key="by-hand")
    for page in ("/findings/by-hand/", f"/sources/{here.source.key}/"):
        assert SAID not in client.get(page).content.decode()
