"""What fetching gives back: an answer, a record, or why not, in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from citations.enums import NoticeKind


class Reason(StrEnum):
    """Why nothing was fetched."""

    OFF = "off"
    BLOCKED = "blocked"
    LIMIT = "limit"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    DENIED = "denied"
    NOT_FOUND = "not_found"
    MALFORMED = "malformed"


class FetchError(Exception):
    """Nothing was fetched; ``str`` is a sentence for a person.

    ``status`` is what the server answered, where it was the body that was not taken.
    """

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.status: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end, whatever its status.

    Names of ``headers`` are small; ``body`` is unpacked; ``hops`` are the addresses
    asked, of which ``address`` is the last; ``turns`` are the statuses that led on, one
    fewer than the hops.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[str, ...]
    turns: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """Return the address that gave this answer."""
        return self.hops[-1]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a registry says happened to a work after it appeared.

    ``kind`` is None for what changes no standing (addendum, new version) and for types
    nobody knows yet. ``about`` and ``by`` are DOIs (PMIDs from PubMed, see ``source``).
    """

    kind: NoticeKind | None
    type: str
    label: str
    about: str
    by: str
    issued: str
    source: str
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A record as valid CSL-JSON, and what it had no place for.

    ``updates`` are all notices that the registry has, so an empty one says that at
    ``fetched_at`` it had none; None says that this registry does not tell.
    """

    record: dict[str, Any]
    fetched_at: datetime
    address: str
    updates: tuple[Notice, ...] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no record, as a sentence for the person who asked."""

    sentence: str
    reason: Reason
