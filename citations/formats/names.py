"""Names of people and bodies, from CSL-JSON."""

import re
from typing import Any


def initials(given: str) -> str:
    """Return the initials of given names, keeping hyphens.

    >>> initials("Jean-Paul M.")
    'J.-P. M.'
    """
    given = given.partition(",")[0]
    parts = [
        "-".join(f"{piece[0]}." for piece in part.split("-") if piece)
        for part in given.split()
    ]
    return " ".join(part for part in parts if part)


def inverted(name: dict[str, Any]) -> str:
    """Return ``Family, G. M.``, or a body's name as it is.

    A suffix in the given name ("Edward, III") goes to the end, as APA 7 (9.8) asks.
    """
    if "literal" in name:
        return re.sub(r"\s+", " ", str(name["literal"])).strip()
    family = " ".join(
        part for part in (name.get("non-dropping-particle"), name.get("family")) if part
    )
    given, _, suffix = str(name.get("given", "")).partition(",")
    parts = [family, initials(given), str(name.get("suffix", "") or suffix).strip()]
    return ", ".join(part for part in parts if part)
