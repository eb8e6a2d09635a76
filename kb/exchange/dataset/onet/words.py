"""How O*NET's codes and terms are called here."""

import hashlib
import re
from functools import lru_cache

from kb.formats.dataset.items import Ref

WHO = {
    "Incumbent": "job incumbents",
    "Analyst": "analysts",
    "Analyst - Transition": "analysts",
    "Occupational Expert": "occupational experts",
    "Machine Learning": "estimates of a model",
    "AI/SME": "AI and subject matter experts",
}
"""Who rated, by domain source; the unit of N."""

OLD_TAXONOMY = (25, 1)
"""The first release on O*NET-SOC 2019; those before are on O*NET-SOC 2010."""


def scheme_of(edition: str) -> tuple[str, str]:
    """Return the taxonomy of occupations of a release, and the other one."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", edition))
    schemes = ("onet_soc_2019", "onet_soc_2010")
    return schemes if numbers >= OLD_TAXONOMY else (schemes[1], schemes[0])


# Codes come again and again, once a row.
@lru_cache(maxsize=1 << 14)
def slug(code: str) -> str:
    """Return a code as a part of a key: 15-1254.00 is 15-1254-00."""
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")


def element_ref(code: str) -> Ref:
    """Return an element of the content model as a code."""
    return Ref("onet_element", code)


def technology_ref(example: str) -> Ref:
    """Return a technology as a code: O*NET names it, and has no other code for it."""
    return Ref("onet_technology", example)


def technology_key(example: str) -> str:
    """Return the key of a technology: C, C++ and C# differ by a few digits at its end.

    They are the first of the SHA-256 of the name.
    """
    digest = hashlib.sha256(example.encode()).hexdigest()[:8]
    return "-".join(
        part for part in ("onet-technology", slug(example)[:90], digest) if part
    )


def short(headline: str, otherwise: str) -> str:
    """Return a headline if it fits the column, else a shorter one."""
    return headline if len(headline) <= 160 else otherwise[:160]
