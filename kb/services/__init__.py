"""The only way to write findings, statements, releases and reviews."""

from kb.services.account import account_save, password_set
from kb.services.allowance import Left, allowance_take, client_key
from kb.services.dataset import ImportReport, dataset_load
from kb.services.description import (
    described_delete,
    described_revise,
    described_save,
)
from kb.services.drafts import Parts, PartsRefused, draft_write
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
from kb.services.flag import reader_flag_raise
from kb.services.interest import interest_declare, interest_withdraw
from kb.services.kept import (
    KeyBusyError,
    KeyReusedError,
    answer_keep,
    answer_kept,
)
from kb.services.merge import Merge, merge, merge_preview
from kb.services.note import note_resolve, note_write
from kb.services.notice import (
    ImportReach,
    Reach,
    notice_confirm,
    notice_weigh,
    notices_import_weigh,
)
from kb.services.pack import PackReport, pack_load
from kb.services.people import ADMINISTRATORS, REVIEWERS, ROLES, check_reviewer
from kb.services.quota import QuotaSpent, quotas_forget
from kb.services.recheck import finding_check_now, finding_recheck, findings_gather
from kb.services.refusal import refusals
from kb.services.release import (
    Approval,
    release_approve,
    release_open,
    release_reject,
)
from kb.services.restore import version_restore
from kb.services.review import (
    finding_publish,
    finding_reject,
    finding_restore,
    finding_return,
)
from kb.services.rows import row_check, rows_save
from kb.services.scores import Verified, scores_verify
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
from kb.services.token import token_create, token_revoke, token_used

__all__ = [
    "ADMINISTRATORS",
    "REVIEWERS",
    "ROLES",
    "Approval",
    "ImportReach",
    "ImportReport",
    "KeyBusyError",
    "KeyReusedError",
    "Left",
    "Merge",
    "PackReport",
    "Parts",
    "PartsRefused",
    "QuotaSpent",
    "Reach",
    "StaleEditError",
    "Verified",
    "account_save",
    "allowance_take",
    "answer_keep",
    "answer_kept",
    "check_reviewer",
    "client_key",
    "dataset_load",
    "described_delete",
    "described_revise",
    "described_save",
    "draft_write",
    "finding_check_now",
    "finding_publish",
    "finding_recheck",
    "finding_reject",
    "finding_restore",
    "finding_return",
    "finding_revise",
    "finding_save",
    "finding_submit",
    "finding_suspend",
    "finding_take_back",
    "finding_withdraw",
    "findings_gather",
    "interest_declare",
    "interest_withdraw",
    "merge",
    "merge_preview",
    "note_resolve",
    "note_write",
    "notice_confirm",
    "notice_weigh",
    "notices_import_weigh",
    "pack_load",
    "password_set",
    "quotas_forget",
    "reader_flag_raise",
    "refusals",
    "release_approve",
    "release_open",
    "release_reject",
    "row_check",
    "row_delete",
    "row_save",
    "rows_save",
    "scores_verify",
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
    "token_create",
    "token_revoke",
    "token_used",
    "unchanged",
    "version_restore",
]
