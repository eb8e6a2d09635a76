"""Asking an address, and what one answer says by itself."""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from citations.enums import LinkRole, LinkState
from citations.fetch import (
    Answer,
    FetchError,
    Net,
    Reason,
    media_type,
    page_text,
    sketch,
)
from citations.models import LinkWatch

ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"
FOR_GOOD = {301, 308}
GONE = {404, 410}
FAULTS = {408, 425}
# Where a site leads who asks for a page that it has no more (Bar-Yossef et al. 2004,
# “Sic transit gloria telae”, section 3: soft 404).
HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.[a-z]{2,5})?/?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look at an address brought.

    ``sketch`` is that of its ``text``: empty if there is too little of it, None where
    nothing can be compared. The text itself is looked at and not kept.
    """

    state: LinkState
    sentence: str
    gone: bool = False
    status: int | None = None
    final_address: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str = ""
    sketch: bytes | None = None
    text: str | None = None

    @property
    def good(self) -> bool:
        """Tell whether the address gave what it is there for."""
        return self.state in {LinkState.OK, LinkState.MOVED}


def link_ask(*, watch: LinkWatch, net: Net) -> Outcome:
    """Ask an address and return what it says; writes nothing, raises nothing.

    By GET: many servers answer HEAD wrongly or not at all.
    """
    try:
        answer = net.get(watch.address, accept=ACCEPT)
    except FetchError as error:
        return _without_body(error)
    return _judged(watch, answer)


def _without_body(error: FetchError) -> Outcome:
    """Return what is known where no answer, or only the head of one, came."""
    if error.status is None:
        held_back = error.reason in {Reason.BLOCKED, Reason.DENIED}
        state = LinkState.BLOCKED if held_back else LinkState.UNREACHABLE
        return Outcome(state, str(error))
    outcome = _by_status(error.status)
    told = f"{outcome.sentence} It was not read: {error}"
    return Outcome(outcome.state, told, outcome.gone, error.status)


def _by_status(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome(LinkState.OK, "It answers.", status=status)
    if status in GONE:
        said = f"It is gone (status {status})."
        return Outcome(LinkState.UNREACHABLE, said, gone=True, status=status)
    if 400 <= status < 500 and status not in FAULTS:
        said = f"It does not let a program in (status {status})."
        return Outcome(LinkState.BLOCKED, said, status=status)
    said = f"Its server has a fault (status {status})."
    return Outcome(LinkState.UNREACHABLE, said, status=status)


def _judged(watch: LinkWatch, answer: Answer) -> Outcome:
    state, said, gone = _state(watch, answer)
    text = page_text(answer) if state in {LinkState.OK, LinkState.MOVED} else None
    return Outcome(
        state=state,
        sentence=said,
        gone=gone,
        status=answer.status,
        final_address=answer.address,
        media_type=media_type(answer)[:100],
        size=len(answer.body),
        sha256=sha256(answer.body).hexdigest(),
        sketch=None if text is None else sketch(text),
        text=text,
    )


def _state(watch: LinkWatch, answer: Answer) -> tuple[LinkState, str, bool]:
    """Return the state of one answer, the sentence for it, and whether it was gone."""
    plain = _by_status(answer.status)
    if not plain.good:
        return plain.state, plain.sentence, plain.gone
    if answer.turns and is_home(answer.address) and not is_home(watch.address):
        said = f"It leads to the home page {answer.address} instead of what was there."
        return LinkState.UNREACHABLE, said, True
    new = moved_to(answer)
    if new and watch.role != LinkRole.DOI:  # to lead on is what a DOI is for
        return LinkState.MOVED, f"It has moved for good to {new}", False
    return plain.state, plain.sentence, False


def is_home(address: str) -> bool:
    """Tell whether an address is that of a site's front page.

    >>> is_home("https://example.org/en/"), is_home("https://example.org/?p=7")
    (True, False)
    """
    parts = urlsplit(address)
    return not parts.query and bool(HOME.fullmatch(parts.path))


def moved_to(answer: Answer) -> str:
    """Return where the address leads for good (RFC 9110, 15.4.2 and 15.4.9), or "".

    A redirect for now may lead elsewhere tomorrow, so what follows one does not count;
    neither does a change of no more than https, www or a last slash.
    """
    new = answer.hops[0]
    for turn, hop in zip(answer.turns, answer.hops[1:], strict=True):
        if turn not in FOR_GOOD:
            break
        new = hop
    return "" if _same(new, answer.hops[0]) else new


def _same(one: str, other: str) -> bool:
    first, second = (
        re.sub(r"^https?://(?:www\.)?|/$", "", x, flags=re.IGNORECASE)
        for x in (one, other)
    )
    return first == second
