"""Every move of a statement that a person makes: those of findings, by its services."""

from dataclasses import replace

from kb.admin.finding.moves import MOVES as OF_FINDINGS
from kb.admin.finding.moves import Service
from kb.services import (
    statement_publish,
    statement_reject,
    statement_restore,
    statement_return,
    statement_revise,
    statement_submit,
    statement_suspend,
    statement_take_back,
    statement_withdraw,
)

SERVICES: dict[str, Service] = {
    "submit": lambda s, who, _words, _read: statement_submit(statement=s, author=who),
    "take-back": lambda s, who, _words, _read: statement_take_back(
        statement=s, author=who
    ),
    "publish": lambda s, who, words, read: statement_publish(
        statement=s, reviewer=who, digest=read, note=words
    ),
    "return": lambda s, who, words, read: statement_return(
        statement=s, reviewer=who, digest=read, note=words
    ),
    "reject": lambda s, who, words, read: statement_reject(
        statement=s, reviewer=who, digest=read, note=words
    ),
    "suspend": lambda s, who, words, _read: statement_suspend(
        statement=s, author=who, reason=words
    ),
    "restore": lambda s, who, _words, _read: statement_restore(
        statement=s, reviewer=who
    ),
    "withdraw": lambda s, who, words, _read: statement_withdraw(
        statement=s, author=who, reason=words
    ),
    "revise": lambda s, who, words, _read: statement_revise(
        statement=s, author=who, reason=words
    ),
}
EXPLAINED = {
    "suspend": "Its page says that it is suspended, and why, without figures.",
    "withdraw": "It leaves its page. There is no way back but a new version.",
    "revise": "What readers see stays as it is until the new version is approved. It "
    "cites the newest published version of each finding.",
}
MOVES = tuple(
    replace(
        move,
        service=SERVICES[move.name],
        explained=EXPLAINED.get(move.name, move.explained),
    )
    for move in OF_FINDINGS
)
"""The same states, buttons and roles as those of findings."""
