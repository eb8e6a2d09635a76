"""Screens of capture: what is brought in, and its rows."""

from kb.admin.citations.capture.batch import ImportBatchAdmin
from kb.admin.citations.capture.row import ImportRowAdmin

__all__ = ["ImportBatchAdmin", "ImportRowAdmin"]
