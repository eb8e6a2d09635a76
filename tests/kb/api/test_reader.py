"""The API through the alias that may only read, and whose statements are prepared.

There the server must know the type of every parameter: what passes elsewhere may not
pass here.
"""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from kb.filters import Sieve
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_filters import PAIR, SETS, example, needed

pytestmark = pytest.mark.real_reader


@pytest.fixture(autouse=True)
def _pair() -> None:
    make.pair(
        career=make.career(key=PAIR["career"]), skill=make.skill(key=PAIR["skill"])
    )


def test_every_filter_of_every_list(api: Api, subtests: pytest.Subtests) -> None:
    for address, filter_set in SETS.items():
        for name, sieve in filter_set.base_filters.items():
            assert isinstance(sieve, Sieve)
            with subtests.test(address, name=name):
                api.get(address, **{name: example(sieve.schema)}, **needed(name))


def test_every_ordering_of_every_list_and_its_second_page(
    api: Api, subtests: pytest.Subtests
) -> None:
    for _ in range(2):
        make.published()
    for address in SETS:
        choices = api.refused(address, ordering="?")["ordering"]["choices"]
        for ordering in choices:
            with subtests.test(address, ordering=ordering):
                pair = PAIR if "directness" in ordering else {}
                page = api.get(address, ordering=ordering, limit=1, **pair)
                if page["next"]:
                    api.get(page["next"].removeprefix("http://testserver"))


def test_nothing_is_read_from_elsewhere(api: Api) -> None:
    finding = make.published()
    with CaptureQueriesContext(connections["default"]) as elsewhere:
        api.get(f"findings/{finding.key}/")
        api.get("findings/", **PAIR)
        api.get("careers/technical-writer/skills/writing/")
    asked = [query["sql"] for query in elsewhere.captured_queries]
    assert [sql for sql in asked if "kb_allowance_take" not in sql] == []
