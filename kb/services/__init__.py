"""The only way to write findings, releases and reviews."""

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
from kb.services.pack import PackReport, pack_load
from kb.services.people import check_reviewer
from kb.services.refusal import refusals
from kb.services.release import Approval, release_approve
from kb.services.review import finding_publish, finding_reject, finding_return

__all__ = [
    "Approval",
    "PackReport",
    "check_reviewer",
    "finding_publish",
    "finding_reject",
    "finding_return",
    "finding_revise",
    "finding_save",
    "finding_submit",
    "finding_suspend",
    "finding_take_back",
    "finding_withdraw",
    "pack_load",
    "refusals",
    "release_approve",
    "row_delete",
    "row_save",
]
