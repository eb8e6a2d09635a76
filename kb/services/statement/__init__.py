"""Writing statements of pages, and deciding on them."""

from kb.services.statement.review import (
    statement_publish,
    statement_reject,
    statement_restore,
    statement_return,
)
from kb.services.statement.writing import (
    statement_revise,
    statement_save,
    statement_submit,
    statement_suspend,
    statement_take_back,
    statement_withdraw,
)

__all__ = [
    "statement_publish",
    "statement_reject",
    "statement_restore",
    "statement_return",
    "statement_revise",
    "statement_save",
    "statement_submit",
    "statement_suspend",
    "statement_take_back",
    "statement_withdraw",
]
