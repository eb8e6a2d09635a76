"""What the screens of capture cost: no more for many rows than for one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.citations.capture.bring import Desk, bibtex

BUDGET = 12


def cost(rows: int) -> int:
    """Return how many statements the page of a batch of so many rows takes."""
    desk = Desk()
    for number in range(rows):
        make.source(doi=f"10.1234/{rows}.{number}")
    entries = (bibtex(f"e{n}", doi=f"10.1234/{rows}.{n}") for n in range(rows))
    desk.paste("".join(entries))
    desk.page()
    with CaptureQueriesContext(connection) as statements:
        desk.page()
    return len(statements)


def test_a_batch_of_one_row_and_one_of_fifty_cost_the_same() -> None:
    one = cost(1)
    assert one <= BUDGET
    assert cost(50) == one


def test_staging_and_applying_take_no_statement_for_a_row() -> None:
    counts = []
    for size in (3, 30):
        desk = Desk()
        with CaptureQueriesContext(connection) as statements:
            desk.paste(
                "".join(bibtex(f"{n}", title=f"Made {size} {n}") for n in range(size))
            )
            desk.press("apply")
        counts.append(len(statements))
    assert counts[0] == counts[1]
