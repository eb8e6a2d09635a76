"""Capture: what editors paste or upload becomes sources, row by row, and back.

Staged (``import_stage``), decided (``import_rows_decide``, ``import_row_save``,
``import_row_mend``), applied (``import_apply``) and undone (``import_undo``).
"""

from citations.services.capture.applying import Applied, import_apply
from citations.services.capture.deciding import (
    Decided,
    import_look_up,
    import_match_again,
    import_row_mend,
    import_row_save,
    import_rows_decide,
)
from citations.services.capture.merging import Difference, differences
from citations.services.capture.reading import MOST_BYTES, MOST_ENTRIES
from citations.services.capture.staging import import_stage
from citations.services.capture.undoing import Undone, import_undo

__all__ = [
    "MOST_BYTES",
    "MOST_ENTRIES",
    "Applied",
    "Decided",
    "Difference",
    "Undone",
    "differences",
    "import_apply",
    "import_look_up",
    "import_match_again",
    "import_row_mend",
    "import_row_save",
    "import_rows_decide",
    "import_stage",
    "import_undo",
]
