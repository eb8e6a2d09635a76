"""The only way to write findings, statements, releases and reviews."""

from kb.services.description import (
    described_delete,
    described_revise,
    described_save,
)
from kb.services.edit import StaleEditError, unchanged
from kb.services.finding import (
    finding_revise,
    finding_save,
    finding_submit,
    finding_suspend,
    finding_take_back,
    finding_withdraw,
    row_delete,
    row_save,
)
from kb.services.interest import interest_declare, interest_withdraw
from kb.services.merge import Merge, merge, merge_preview
from kb.services.pack import PackReport, pack_load
from kb.services.people import check_reviewer
from kb.services.refusal import refusals
from kb.services.release import Approval, release_approve, release_open
from kb.services.restore import version_restore
from kb.services.review import (
    finding_publish,
    finding_reject,
    finding_restore,
    finding_return,
)
from kb.services.rows import row_check, rows_save
from kb.services.statement import (
    statement_publish,
    statement_reject,
    statement_restore,
    statement_return,
    statement_revise,
    statement_save,
    statement_submit,
    statement_suspend,
    statement_take_back,
    statement_withdraw,
)

__all__ = [
    "Approval",
    "Merge",
    "PackReport",
    "StaleEditError",
    "check_reviewer",
    "described_delete",
    "described_revise",
    "described_save",
    "finding_publish",
    "finding_reject",
    "finding_restore",
    "finding_return",
    "finding_revise",
    "finding_save",
    "finding_submit",
    "finding_suspend",
    "finding_take_back",
    "finding_withdraw",
    "interest_declare",
    "interest_withdraw",
    "merge",
    "merge_preview",
    "pack_load",
    "refusals",
    "release_approve",
    "release_open",
    "row_check",
    "row_delete",
    "row_save",
    "rows_save",
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
    "unchanged",
    "version_restore",
]
