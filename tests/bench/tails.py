"""Laws that large collections follow, as expressions in SQL: few of most, most of few.

Words and names follow Zipf's law, shares of a whole that of Zipf and Mandelbrot, sizes
of one thing that of Pareto. ``random()`` begins where ``seeded`` set it.
"""

from django.db import connection

SEED = 0.20261122
VOCABULARY = 20_000
FAMILIES = 30_000
MOST_AUTHORS = 40
HEAD = 50.0
"""What flattens the head of the law of Zipf and Mandelbrot: no source has all."""


def seeded() -> None:
    """Begin again: what follows is the same in every run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])


def word(vocabulary: int = VOCABULARY) -> str:
    """Return a word; the n-th most frequent comes an n-th as often as the first."""
    rank = f"floor(power({vocabulary}, random()))::int::text"
    return f"translate({rank}, '0123456789', 'aeioulnrst')"


def words(row: str, least: int, most: int) -> str:
    """Return some words; ``row`` is a column, so that each row draws its own."""
    count = f"{least} + ({row} % {most - least + 1})"
    each = f"generate_series(1, {count})"
    return f"(SELECT string_agg({word()}, ' ') FROM {each})"  # noqa: S608 - our own


def authors(row: str) -> str:
    """Return a list of authors in CSL: mostly one to three, now and then 40."""
    count = (
        f"least({MOST_AUTHORS}, floor(power(1 - random(), -0.75)))::int + 0 * ({row})"
    )
    name = (
        f"jsonb_build_object('family', initcap({word(FAMILIES)}), 'given',"
        f" chr(65 + floor(26 * random())::int) || '.')"
    )
    each = f"generate_series(1, {count})"
    return f"(SELECT jsonb_agg({name}) FROM {each})"  # noqa: S608 - our own


def share(part: str, whole: str, takers: int) -> str:
    """Return whose the ``part`` of ``whole`` is, among takers numbered from 1.

    The first taker has most, and each one further on has less.
    """
    grown = f"power({1 + takers / HEAD}, ({part})::float / ({whole}))"
    return f"greatest(1, least({takers}, ceil({HEAD} * ({grown} - 1))))::int"
