"""An address costs the same number of statements, whether it shows 1 row or 50."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_answers import ADDRESSES, filled
from tests.kb.evidence import World

BUDGETS: dict[str, int] = json.loads(
    (Path(__file__).parents[2] / "queries.json").read_text()
)["api"]
MANY = 50
COUNTED = "kb_allowance_take"
"""Counting who asks stands beside the budgets: it reads nothing for the answer."""


def multiply(here: World, count: int) -> None:
    """Add ``count`` rows to every list, and to every list inside a row."""
    for number in range(count):
        near = make.skill()
        make.pair(career=here.career, skill=near)
        make.career_code(career=make.career())
        make.career_alias(career=here.career)
        edge = make.skill_adjacency(from_skill=here.skill, to_skill=near)
        make.edge_basis(pair=None, skill_edge=edge, finding_key=f"claim-{number}")
        source = make.source()
        make.source_organization(source=source)
        make.source_relation(from_source=here.source, to_source=source)
        here.finding(
            key=f"claim-{number}",
            source=source,
            estimates=[{"measure": here.measure}, {"measure": here.measure}],
        )


@pytest.mark.parametrize("count", [1, MANY])
def test_every_address_keeps_its_budget(
    api: Api, here: World, count: int, subtests: pytest.Subtests
) -> None:
    multiply(here, count)
    for address, budget in BUDGETS.items():
        with subtests.test(address), CaptureQueriesContext(connection) as captured:
            api.get(address)
            asked = [
                query["sql"][:300]
                for query in captured.captured_queries
                if COUNTED not in query["sql"]
            ]
            assert len(asked) == budget, "\n".join(asked)


@pytest.mark.parametrize("address", [a for a in BUDGETS if "?" not in a])
def test_no_list_counts_or_skips(api: Api, here: World, address: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        api.get(address)
    for query in captured.captured_queries:
        assert " OFFSET " not in query["sql"].upper()
        assert not query["sql"].upper().startswith("SELECT COUNT(")


def test_every_address_has_a_budget() -> None:
    budgeted = {address.partition("?")[0] for address in BUDGETS}
    assert {filled(path) for path in ADDRESSES} <= budgeted
