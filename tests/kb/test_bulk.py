"""The rows that benches are measured on: the same in every run, with long tails."""

import pytest
from django.core.management import call_command
from django.db import connection

from tests import make
from tests.bench.many import OPEN, fill
from tests.bench.tails import MOST_AUTHORS, authors, seeded, words

CITATIONS = 4_000
SIZES = """
SELECT max(jsonb_array_length(author)),
  count(*) FILTER (WHERE jsonb_array_length(author) = 1) * 2 > count(*)
FROM citations_source
"""
PARTS = """
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY parts), max(parts)
FROM (SELECT count(c.id) AS parts FROM citations_source s
  LEFT JOIN {} c ON c.source_id = s.id GROUP BY s.id) AS sizes
"""
WORDS = """
SELECT count(*) AS times FROM citations_source,
  regexp_split_to_table(title, ' ') AS word WHERE word <> 'Of'
GROUP BY word ORDER BY times DESC
"""


def rows(statement: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.fixture
def _collection() -> None:
    for name in ("facets", "topics", "measures"):
        call_command("loaddata", name, verbosity=0)
    author, reviewer = make.editor(), make.reviewer()
    fill(
        CITATIONS // 4,
        author=author.pk,
        reviewer=reviewer.pk,
        states=OPEN,
        citations=CITATIONS,
    )


def test_every_run_draws_the_same() -> None:
    def drawn() -> list[tuple[int, ...]]:
        seeded()
        drawn = f"{words('n', 3, 14)}, {authors('n')}"
        return rows(f"SELECT {drawn} FROM generate_series(1, 99) n")  # noqa: S608

    first = drawn()
    assert drawn() == first
    assert len(set(map(str, first))) == len(first)


@pytest.mark.usefixtures("_collection")
class TestCollection:
    def test_most_have_one_author_and_a_few_very_many(self) -> None:
        ((most, half),) = rows(SIZES)
        assert half
        assert MOST_AUTHORS // 2 < most <= MOST_AUTHORS

    @pytest.mark.parametrize("table", ["citations_citation", "kb_finding"])
    def test_a_few_sources_have_most_of_all(self, table: str) -> None:
        ((middle, most),) = rows(PARTS.format(table))
        assert most > 4 * max(1, middle)

    def test_words_come_as_often_as_zipf_says(self) -> None:
        times = [count for (count,) in rows(WORDS)]
        assert times[0] > 5 * times[9]
        assert sum(count == 1 for count in times) > len(times) / 4
