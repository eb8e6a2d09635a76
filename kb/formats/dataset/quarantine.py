"""Rows of a dataset that cannot be loaded: where they stand, and why."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kb.formats.dataset.dialect import Bad, Row
from kb.formats.dataset.problem import BadCellError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One row that stays out: its file, its line, the reason, and what stands there."""

    file: str
    line: int
    reason: str
    text: str = ""


@dataclass
class Quarantine:
    """All rows of one import that stay out."""

    rows: list[Quarantined] = field(default_factory=list)
    seen: set[Quarantined] = field(default_factory=set)

    def add(self, file: str, line: int, reason: str, text: str = "") -> None:
        """Keep a row out, with the reason; one that is read twice is kept out once."""
        row = Quarantined(file, line, reason, text[:500])
        if row not in self.seen:
            self.seen.add(row)
            self.rows.append(row)

    def of(self, file: str) -> Bad:
        """Return what takes the lines of ``file`` that are no rows of its table."""
        return lambda line, reason, text: self.add(file, line, reason, text)

    def add_row(self, row: Row, reason: str) -> None:
        """Keep ``row`` out, with the reason."""
        self.add(row.file, row.line, reason, " | ".join(row.cells))

    def by_file(self) -> Counter[str]:
        """Return how many rows of each file stay out."""
        return Counter(row.file for row in self.rows)

    def each(
        self, rows: Iterable[Row], make: Callable[[Row], Item | None]
    ) -> Iterator[Item]:
        """Yield what ``make`` makes of each row; a row with a bad cell stays out.

        ``make`` returns ``None`` for a row that is not wanted and keeps none out by
        that.
        """
        for row in rows:
            try:
                made = make(row)
            except BadCellError as bad:
                self.add_row(row, str(bad))
            else:
                if made is not None:
                    yield made

    def write_report(self, path: Path) -> None:
        """Write every row that stays out as CSV: file, line, reason, text."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream)
            out.writerow(["file", "line", "reason", "text"])
            out.writerows([r.file, r.line, r.reason, r.text] for r in self.rows)
