"""Who changed a row and its parts, when, why and how, as triggers recorded it."""

from kb.selectors.history.changed import SEEN, changed_last, last_change
from kb.selectors.history.deleted import Deleted, deleted_rows, ghost_of
from kb.selectors.history.steps import PAGE, Change, Step, Steps, steps_of, steps_since
from kb.selectors.history.tables import Event, Table, tables_of
from kb.selectors.history.versions import (
    Difference,
    Version,
    version_after,
    version_changes,
    version_seen,
    version_token,
)

__all__ = [
    "PAGE",
    "SEEN",
    "Change",
    "Deleted",
    "Difference",
    "Event",
    "Step",
    "Steps",
    "Table",
    "Version",
    "changed_last",
    "deleted_rows",
    "ghost_of",
    "last_change",
    "steps_of",
    "steps_since",
    "tables_of",
    "version_after",
    "version_changes",
    "version_seen",
    "version_token",
]
