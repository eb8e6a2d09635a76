"""PubMed and PubMed Central numbers (NLM, "PMID" and "PMCID")."""

import re

from citations.identifiers.text import tidy, unwrapped
from citations.identifiers.web import find_address

PMID_LABEL = re.compile(
    r"^(?:info:)?(?:pmid|pubmed)(?:\s+id)?\s*[:=/]?\s*", re.IGNORECASE
)
PMID_ADDRESS = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/"
    r"|(?:www\.)?europepmc\.org/(?:article|abstract)/med/)([0-9]+)(?:/.*)?",
    re.IGNORECASE,
)
PMCID_ADDRESS = re.compile(
    r"(?:pmc\.ncbi\.nlm\.nih\.gov/articles/|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/"
    r"|(?:www\.)?europepmc\.org/(?:article|articles)/(?:pmc/)?)(PMC[0-9]+)(?:[./].*)?",
    re.IGNORECASE,
)
PMCID = re.compile(r"(?:pmcid\s*[:=]?\s*)?(PMC\s?[0-9]+)(?:\.[0-9]+)?", re.IGNORECASE)
# A number without a label: shorter ones could be anything, longer ones are not given.
BARE_PMID = re.compile(r"[1-9][0-9]{5,7}")


def normal_pmid(text: str) -> str:
    """Return a PMID as its digits.

    >>> normal_pmid("PMID: 37440646.")
    '37440646'
    """
    return find_pmid(text) or _digits(unwrapped(tidy(text))) or text.strip()


def find_pmid(text: str) -> str | None:
    """Return the PMID that ``text`` says it is, by a label or an address, or None."""
    address = find_address(text)
    if address:
        found = PMID_ADDRESS.fullmatch(f"{address.hostname}{address.path}")
        return _digits(found[1]) if found else None
    bare = unwrapped(tidy(text))
    number = PMID_LABEL.sub("", bare)
    return _digits(number) if number != bare else None


def bare_pmid(text: str) -> str | None:
    """Return ``text`` if it is a number that is a PMID rather than anything else."""
    number = unwrapped(tidy(text))
    return number if BARE_PMID.fullmatch(number) else None


def normal_pmcid(text: str) -> str:
    """Return a PMCID as PMC and its digits; a version behind a point is left out.

    >>> normal_pmcid("https://pmc.ncbi.nlm.nih.gov/articles/pmc1234567/")
    'PMC1234567'
    """
    return find_pmcid(text) or text.strip()


def find_pmcid(text: str) -> str | None:
    """Return the PMCID that ``text`` is or is an address of, or None."""
    address = find_address(text)
    if address:
        found = PMCID_ADDRESS.fullmatch(f"{address.hostname}{address.path}")
    else:
        found = PMCID.fullmatch(unwrapped(tidy(text)))
    number = _digits(found[1][3:].strip(), longest=10) if found else None
    return f"PMC{number}" if number else None


def _digits(text: str, *, longest: int = 9) -> str | None:
    """Return a whole number above 0 as it is stored, or None."""
    number = text.lstrip("0") if re.fullmatch(r"[0-9]+", text) else ""
    return number if 0 < len(number) <= longest else None
