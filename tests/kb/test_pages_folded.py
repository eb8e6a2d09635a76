"""What makes the page of a career long is folded, or a step away.

A fold is an element that browsers open by themselves: no script of ours is needed.
"""

from decimal import Decimal

import pytest
from django.test import Client

from kb.services import release_approve
from tests import make
from tests.kb.evidence import World, world
from tests.kb.page import Page, get

CAREER = "/careers/technical-writer/"


@pytest.fixture
def here() -> World:
    return world()


def folded(page: Page, summary: str) -> str:
    """Return what the fold with this summary holds, as the document has it."""
    inside = page.source.partition(f"<summary>{summary}")[2]
    assert inside, summary
    return inside.partition("</details>")[0]


def test_measures_beyond_the_sixth(client: Client, here: World) -> None:
    topic = make.topic(key="ai-exposure", facet=here.topic.facet)
    for number in range(8):
        measure = make.measure(
            key=f"exposure-{number}", kind="probability", unit="probability"
        )
        here.finding(
            topic=topic,
            subjects=[{"career": here.career}],
            population="each a Technical writer",
            estimates=[{"measure": measure, "value": Decimal(f"0.{number + 1}")}],
        )
    anchors = {f"measure-exposure-{number}" for number in range(8)}
    page = get(client, CAREER)
    assert len(anchors & set(page.ids)) == 6
    assert "All 8 measures" in page.text
    assert "?listed=all#exposure" in page.links
    whole = get(client, f"{CAREER}?listed=all")
    assert anchors <= set(whole.ids)
    assert "All 8 measures" not in whole.text


def test_a_study_comes_before_what_datasets_alone_measured(
    client: Client, here: World
) -> None:
    topic = make.topic(key="ai-exposure", facet=here.topic.facet)
    for key, release in (("a-dataset", make.dataset_release()), ("study", None)):
        measure = make.measure(key=key, kind="probability", unit="probability")
        make.published(
            topic=topic,
            subjects=[{"career": here.career}],
            population="each a Technical writer",
            estimates=[{"measure": measure, "value": Decimal("0.5")}],
            release=release,
        )
    ids = get(client, CAREER).ids
    assert ids.index("measure-study") < ids.index("measure-a-dataset")


def test_codes_beyond_the_sixth(client: Client, here: World) -> None:
    for number in range(9):
        make.career_code(
            career=here.career, scheme="esco", code=f"2641.{number}", match="close"
        )
    page = get(client, CAREER)
    inside = folded(page, "The other 3 codes")
    assert inside.count("2641.") == 3
    shown = page.source.partition('id="codes"')[2].partition("<summary>")[0]
    assert all(f"2641.{number}" in shown + inside for number in range(9))


def test_few_are_not_folded(client: Client, here: World) -> None:
    make.career_code(career=here.career, scheme="esco", code="2641.1", match="close")
    source = get(client, CAREER).source
    assert 'class="more"' not in source
    assert "2641.1" in source


def test_rows_of_a_classification(client: Client, here: World) -> None:
    release = make.dataset_release(edition="29.3", pack="onet-29-3")
    for number in range(5):
        make.listing(
            release=release,
            kind="related",
            career=here.career,
            to_career=make.career(name=f"Near {number}"),
            to_skill=None,
        )
    release_approve(release=release, reviewer=make.reviewer())
    inside = folded(get(client, CAREER), "5 rows")
    assert all(f"Near {number}" in inside for number in range(5))
