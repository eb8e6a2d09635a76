"""Numbers of court cases: federal courts of the United States, courts of the EU."""

import re

from citations.identifiers.text import dashed, tidy, unwrapped

LABEL = re.compile(
    r"^(?:(?:civil|criminal)\s+(?:action\s+)?)?(?:docket|case|cases|joined cases)?"
    r"\s*(?:nos?\.?|numbers?|\u2116)?\s*[:#]?\s*",
    re.IGNORECASE,
)
# Office, year, type and serial number, then the initials of judges, who may change.
DISTRICT = re.compile(
    r"(?:([0-9]{1,2}):)?(?:19|20)?([0-9]{2})[- ]?(ap|bk|cr|cv|mc|md|mj|ml|po|sw)[- ]?"
    r"0*([0-9]{1,6})((?:-[A-Za-z]{1,5}){0,4})",
    re.IGNORECASE,
)
APPEAL = re.compile(r"([0-9]{2})-0*([1-9][0-9]{0,5})")
UNION = re.compile(r"([CTF])-0*([1-9][0-9]{0,3})/([0-9]{2})(?:\s?(P(?:PU|-R)?))?", re.I)


def normal_docket(text: str) -> str:
    """Return the number of a case without what can change about it.

    A district court's number keeps office, year, type and serial number and loses the
    initials of its judges; an appeal's needs "No." in front to be one.

    >>> normal_docket("Case No. 3:23-CV-770-RFL")
    '3:23-cv-00770'
    """
    return find_docket(text) or text.strip()


def find_docket(text: str) -> str | None:
    """Return the normal form of the case number that ``text`` is, or None."""
    bare = unwrapped(dashed(tidy(text)))
    number = LABEL.sub("", bare)
    found = DISTRICT.fullmatch(number)
    if found:
        office = f"{int(found[1])}:" if found[1] else ""
        return f"{office}{found[2]}-{found[3].lower()}-{int(found[4]):05}"
    found = UNION.fullmatch(number)
    if found:
        kind = f" {found[4].upper()}" if found[4] else ""
        return f"{found[1].upper()}-{found[2]}/{found[3]}{kind}"
    found = APPEAL.fullmatch(number)
    return f"No. {found[1]}-{found[2]}" if found and number != bare else None
