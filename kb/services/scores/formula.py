"""How a published score follows from the rows behind it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Formula:
    """A statement that computes scores again.

    ``sql`` yields the number of each published figure, its score as it comes out of the
    rows that are shown to readers, and how many rows that took. A difference of
    ``tolerance`` is rounding. ``source`` says where the formula is published.
    """

    key: str
    measures: tuple[str, ...]
    tolerance: Decimal
    source: str
    sql: str
