"""9. No circle of sources: every chain ends, at a primary source or openly without one.

Rows that only grow: tests/constraints/.
"""

import pytest

from citations.models import Source
from tests import make
from tests.sql import rows

CHAIN = ("derived_from", "reports_on", "uses_data_of")
BESIDE = ("version_of", "supersedes", "replicates")


def chain(source: Source) -> list[tuple[int, int]]:
    """Return the sources below ``source``, with their depth."""
    return [
        (number, depth)
        for number, depth, _, _ in rows(
            "SELECT * FROM citations_chain(%s) ORDER BY depth, source_id", source.pk
        )
    ]


def roots(source: Source) -> set[int]:
    return {int(n) for (n,) in rows("SELECT citations_roots(%s)", source.pk)}


@pytest.mark.parametrize("kind", [*CHAIN, *BESIDE])
def test_what_stands_beside_a_source_is_no_part_of_its_chain(kind: str) -> None:
    edge = make.source_relation(kind=kind)
    below = [(edge.to_source_id, 1)] if kind in CHAIN else []
    assert chain(edge.from_source) == [(edge.from_source_id, 0), *below]


def test_the_shortest_way_down_is_told() -> None:
    top, middle, end = make.source(), make.source(), make.source()
    make.source_relation(from_source=top, to_source=middle)
    make.source_relation(from_source=middle, to_source=end)
    make.source_relation(from_source=top, to_source=end, kind="uses_data_of")
    assert chain(top) == [(top.pk, 0), (middle.pk, 1), (end.pk, 1)]


def test_summaries_and_versions_stand_for_one_study() -> None:
    study = make.source()
    preprint = make.source(primary=True)
    news = make.source(primary=False, source_class="opinion")
    make.source_relation(from_source=preprint, to_source=study, kind="version_of")
    make.source_relation(from_source=news, to_source=preprint, kind="reports_on")
    assert roots(news) == roots(preprint) == roots(study) == {study.pk}


def test_a_source_that_rests_on_nothing_primary_has_no_root() -> None:
    assert roots(make.source(primary=False)) == set()


def test_two_studies_are_two_roots() -> None:
    review = make.source(primary=False)
    studies = {make.source().pk, make.source().pk}
    for number in studies:
        make.source_relation(
            from_source=review, to_source=Source.objects.get(pk=number)
        )
    assert roots(review) == studies


def test_shared_data_do_not_make_one_study_of_two() -> None:
    edge = make.source_relation(kind="uses_data_of")
    assert roots(edge.from_source) == {edge.from_source_id}
