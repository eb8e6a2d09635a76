"""Whether what somebody cited still stands: a thousand items in three statements."""

from kb.selectors.standing.items import LONGEST, Named, read_item
from kb.selectors.standing.verdicts import MOST, STATUSES, verdicts

__all__ = ["LONGEST", "MOST", "STATUSES", "Named", "read_item", "verdicts"]
