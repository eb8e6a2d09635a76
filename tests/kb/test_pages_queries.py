"""A page asks the database equally often, whether it shows 1 finding or 50."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.kb.evidence import World, world

BUDGETS: dict[str, int] = json.loads(
    (Path(__file__).parents[1] / "queries.json").read_text()
)["pages"]
MANY = 50
PAIR = "/careers/technical-writer/skills/writing/"


def fill(here: World, count: int) -> None:
    """Publish ``count`` findings of each sort, each with a figure, link and edge."""
    for number in range(count):
        near = make.skill(name=f"Near {number}")
        make.pair(career=here.career, skill=near)
        make.pair(career=make.career(), skill=here.skill)
        edge = make.skill_adjacency(from_skill=here.skill, to_skill=near)
        make.edge_basis(pair=None, skill_edge=edge, finding_key=f"claim-{number}")
        make.career_adjacency(from_career=here.career, to_career=make.career())
        source = make.source(key="study-0") if number == 0 else make.source()
        here.finding(key=f"claim-{number}", source=source)
        here.finding(
            key=f"whole-{number}",
            source=source,
            subjects=[{"career": here.career}],
        )
        make.source_relation(from_source=here.source, to_source=source)


def statements(client: Client, address: str) -> list[str]:
    """Return the SQL that one request for ``address`` runs."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("count", [1, MANY])
def test_every_page_keeps_its_budget(client: Client, count: int) -> None:
    fill(world(), count)
    broken = {}
    for address, budget in BUDGETS.items():
        asked = statements(client, address)
        if len(asked) != budget:
            broken[f"{address} has {budget}, asks {len(asked)}"] = asked
    report = "\n".join(
        "\n  ".join([head, *(sql[:300] for sql in asked)])
        for head, asked in broken.items()
    )
    assert not broken, f"with {count} findings:\n{report}"


def test_the_page_of_a_pair_asks_at_most_eight_times() -> None:
    assert BUDGETS[PAIR] <= 8
