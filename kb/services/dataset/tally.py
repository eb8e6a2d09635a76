"""What an import did to each table."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models


@dataclass
class Tally:
    """How many rows of each table were added, changed, unchanged and retired.

    ``step`` is called with the name of each table as it is done.
    """

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    retired: Counter[str] = field(default_factory=Counter)
    step: Callable[[str], None] = lambda _name: None

    def note(
        self,
        model: type[models.Model],
        *,
        added: int = 0,
        changed: int = 0,
        unchanged: int = 0,
        retired: int = 0,
    ) -> None:
        """Count what happened to rows of one table."""
        name = str(model._meta.verbose_name_plural)
        self.added[name] += added
        self.changed[name] += changed
        self.unchanged[name] += unchanged
        self.retired[name] += retired
        self.step(name)

    def anything(self) -> bool:
        """Tell whether any row was added, changed or retired."""
        counts = (self.added, self.changed, self.retired)
        return any(count.total() for count in counts)
