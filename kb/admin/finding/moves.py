"""Every move of a finding that a person makes: from where, by whom, saying what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from django.contrib.auth.models import User

from kb.admin.house import CONTRIBUTOR, EDITOR, REVIEWER, Row
from kb.enums import State
from kb.services import (
    finding_publish,
    finding_reject,
    finding_restore,
    finding_return,
    finding_revise,
    finding_submit,
    finding_suspend,
    finding_take_back,
    finding_withdraw,
)

Service: TypeAlias = Callable[[Row, User, str, str], Row]
"""Takes the row, the person, their words, and the digest of what they read."""


@dataclass(frozen=True)
class Move:
    """A button on a finding and an action on a list of them.

    ``asks`` labels the text a person gives, empty if none; ``must`` says that without
    it the move is refused; ``contributed``, that contributors make it with their own.
    """

    name: str
    label: str
    done: str
    states: frozenset[State]
    role: str
    service: Service
    asks: str = ""
    must: bool = False
    explained: str = ""
    contributed: bool = False

    def open_to(self, held: set[str]) -> bool:
        """Whether somebody with these roles may try: with their own, a contributor."""
        return self.role in held or (self.contributed and CONTRIBUTOR in held)


MOVES = (
    Move(
        name="submit",
        label="Submit for review",
        done="is in review",
        states=frozenset({State.DRAFT}),
        role=EDITOR,
        contributed=True,
        service=lambda f, who, _words, _read: finding_submit(finding=f, author=who),
        explained="Another person decides on it. Until then it cannot be changed "
        "here unless it is taken back.",
    ),
    Move(
        name="take-back",
        label="Take back",
        done="is a draft again",
        states=frozenset({State.IN_REVIEW}),
        role=EDITOR,
        contributed=True,
        service=lambda f, who, _words, _read: finding_take_back(finding=f, author=who),
        explained="It leaves the reviewers' queue and can be changed.",
    ),
    Move(
        name="publish",
        label="Publish",
        done="is published",
        states=frozenset({State.IN_REVIEW}),
        role=REVIEWER,
        service=lambda f, who, words, read: finding_publish(
            finding=f, reviewer=who, digest=read, note=words
        ),
        asks="Note for the record (may stay empty)",
        explained="You approve this content. It freezes, and readers see it; a "
        "published older version is superseded.",
    ),
    Move(
        name="return",
        label="Ask for changes",
        done="is a draft again, with your reason",
        states=frozenset({State.IN_REVIEW}),
        role=REVIEWER,
        service=lambda f, who, words, read: finding_return(
            finding=f, reviewer=who, digest=read, note=words
        ),
        asks="What should change",
        must=True,
        explained="The author gets it back as a draft.",
    ),
    Move(
        name="reject",
        label="Reject",
        done="is rejected",
        states=frozenset({State.IN_REVIEW}),
        role=REVIEWER,
        service=lambda f, who, words, read: finding_reject(
            finding=f, reviewer=who, digest=read, note=words
        ),
        asks="Why it is refused",
        must=True,
        explained="This version never reaches readers. A new version can be written.",
    ),
    Move(
        name="suspend",
        label="Suspend",
        done="is suspended",
        states=frozenset({State.PUBLISHED}),
        role=EDITOR,
        service=lambda f, who, words, _read: finding_suspend(
            finding=f, author=who, reason=words
        ),
        asks="Why readers should not rely on it now",
        must=True,
        explained="Its address keeps answering, with this reason and without figures.",
    ),
    Move(
        name="restore",
        label="Give back to readers",
        done="is published again",
        states=frozenset({State.SUSPENDED}),
        role=REVIEWER,
        service=lambda f, who, words, read: finding_restore(
            finding=f, reviewer=who, digest=read, note=words
        ),
        asks="What settled the doubt (may stay empty)",
        explained="It is checked again as if it were published today.",
    ),
    Move(
        name="withdraw",
        label="Withdraw",
        done="is withdrawn",
        states=frozenset({State.PUBLISHED, State.SUSPENDED}),
        role=EDITOR,
        service=lambda f, who, words, _read: finding_withdraw(
            finding=f, author=who, reason=words
        ),
        asks="Why it is taken from readers for good",
        must=True,
        explained="Its address answers 410 with this reason. There is no way back but "
        "a new version.",
    ),
    Move(
        name="revise",
        label="Write a new version",
        done="is a draft beside the version that stands",
        states=frozenset(set(State) - {State.DRAFT, State.IN_REVIEW}),
        role=EDITOR,
        service=lambda f, who, words, _read: finding_revise(
            finding=f, author=who, reason=words
        ),
        asks="Why a new version is written",
        must=True,
        explained="What readers see stays as it is until the new version is approved.",
    ),
)

DECISIONS = tuple(
    move for move in MOVES if move.name in {"publish", "return", "reject"}
)
"""What a reviewer may decide, all on one page: approve first, then the refusals."""
