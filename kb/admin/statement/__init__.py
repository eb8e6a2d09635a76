"""Statements: written here with slots, decided on here, frozen once decided."""

from kb.admin.statement.record import StatementEditorAdmin, StatementReviewAdmin
from kb.admin.statement.screen import StatementAdmin

__all__ = ["StatementAdmin", "StatementEditorAdmin", "StatementReviewAdmin"]
