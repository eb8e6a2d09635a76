"""What the text of a cell is.

A dataset has millions of cells and few values: each is understood once.
"""

import re
from decimal import Decimal
from functools import lru_cache

NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][+-]?\d+)?")


@lru_cache(maxsize=1 << 16)
def number_of(text: str) -> Decimal | None:
    """Return the number that ``text`` is, read without its thousands separators."""
    if not NUMBER.fullmatch(text) or not any(map(str.isdigit, text)):
        return None
    return Decimal(text.replace(",", ""))


@lru_cache(maxsize=1 << 12)
def month_of(text: str) -> str:
    """Return ``MM/YYYY`` or ``YYYY-MM…`` as ``YYYY-MM``; empty if it is neither."""
    if told := re.fullmatch(r"(0[1-9]|1[0-2])/(\d{4})", text):
        return f"{told[2]}-{told[1]}"
    if told := re.match(r"(\d{4})-(0[1-9]|1[0-2])(?!\d)", text):
        return f"{told[1]}-{told[2]}"
    return ""
