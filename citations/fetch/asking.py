"""What the four registries share: the switch, the status, the sentence."""

import re
from collections.abc import Callable
from functools import cache

from django.conf import settings

from citations.fetch.answers import Answer, Fetched, FetchError, Reason, Refused
from citations.fetch.net import AGAIN, Net
from citations.fetch.transport import Limits

SWITCHED_OFF = (
    "Fetching is switched off on this server (setting FETCH): "
    "type the record, or paste BibTeX, RIS or CSL-JSON."
)
CONTACT = re.compile(r"(?:[!-?A-~]+@[!-?A-~]+)?")
NO_CONTACT = "Nothing is fetched: the setting FETCH_CONTACT is no e-mail address."


def net_of_settings(limits: Limits | None = None) -> Net:
    """Return the net of this process; raises ``FetchError`` if settings give none.

    Who needs other ``limits`` than a record does gets a net of its own.
    """
    if not settings.FETCH:
        raise FetchError(Reason.OFF, SWITCHED_OFF)
    if not CONTACT.fullmatch(settings.FETCH_CONTACT):
        raise FetchError(Reason.OFF, NO_CONTACT)
    return _net(settings.FETCH_CONTACT, limits)


@cache
def _net(contact: str, limits: Limits | None) -> Net:
    return Net(contact=contact, limits=limits)


def asked(net: Net | None, fetch: Callable[[Net], Fetched]) -> Fetched | Refused:
    """Return what ``fetch`` brings, or in a sentence why it brings nothing."""
    try:
        return fetch(net or net_of_settings())
    except FetchError as error:
        return Refused(str(error), error.reason)


def check_found(answer: Answer, who: str, what: str) -> None:
    """Raise ``FetchError`` unless the status of ``answer`` is 200."""
    status = answer.status
    if status == 200:
        return
    if status in {404, 410}:
        raise FetchError(Reason.NOT_FOUND, f"{who} does not know {what}.")
    if status in {401, 403}:
        raise FetchError(Reason.DENIED, f"{who} did not let us ask (status {status}).")
    if status in AGAIN:
        asked_for = answer.headers.get("retry-after", "")[:40]
        after = f" after {asked_for} seconds" if asked_for.isdecimal() else " later"
        raise FetchError(Reason.BUSY, f"{who} is busy: try again{after}.")
    raise FetchError(Reason.MALFORMED, f"{who} answered with status {status}.")
