"""Tables as CSV, RFC 4180, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
NUMBER = re.compile(r"-\d+(\.\d+)?")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV, the first of them the header.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; a
    plain negative number stays as it is.
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([map(plain, row) for row in rows])
    return out.getvalue()


def plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if not cell.startswith(FORMULA) or NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"
