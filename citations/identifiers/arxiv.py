"""arXiv identifiers, old and new (arXiv help, "Understanding the arXiv identifier")."""

import re

from citations.identifiers.text import dashed, tidy, unwrapped
from citations.identifiers.web import find_address

HOSTS = re.compile(
    r"(?:(?:www|export|browse|[a-z]{2})\.)?arxiv\.org|xxx\.lanl\.gov|ar5iv\.org"
    r"|ar5iv\.labs\.arxiv\.org|(?:www\.)?alphaxiv\.org|huggingface\.co"
)
PATH = re.compile(
    r"/(?:abs|pdf|html|ps|format|src|e-print|papers|overview|tb|list)/(.+?)"
    r"(?:\.pdf|\.ps|\.gz)?/?",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:(?:arxiv|oai:arxiv\.org)\s*[:.]?\s*|(?:doi:\s*)?10\.48550/arxiv\.)",
    re.IGNORECASE,
)
CLASS = re.compile(r"\s*\[[\w.-]+\].*$", re.DOTALL)
NEW = re.compile(r"([0-9]{2})(0[1-9]|1[0-2])\.([0-9]{4,5})(?:v([1-9][0-9]*))?")
OLD = re.compile(
    r"(acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph"
    r"|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th"
    r"|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio"
    r"|quant-ph|solv-int|stat|supr-con)(?:\.[a-z]{2})?"
    r"/((?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])[0-9]{3})(?:v([1-9][0-9]*))?",
    re.IGNORECASE,
)
FIRST_NEW = "0704"
FIVE_DIGITS_FROM = "1501"
DOI_START = "10.48550/arxiv."


def normal_arxiv(text: str) -> tuple[str, int | None]:
    """Return a bare arXiv id and its version, if one is named.

    >>> normal_arxiv("arXiv:2302.06590v2")
    ('2302.06590', 2)
    """
    return find_arxiv(text) or (text.strip(), None)


def find_arxiv(text: str) -> tuple[str, int | None] | None:
    """Return the arXiv id and version that ``text`` is or is an address of.

    An old id loses its subject class: ``math.GT/0309136`` and ``math/0309136`` are one.
    """
    address = find_address(text)
    if address:
        found = PATH.fullmatch(address.path)
        if not found or not HOSTS.fullmatch(address.hostname or ""):
            return None
        return _id(found[1])
    bare = LABEL.sub("", unwrapped(dashed(tidy(text))))
    return _id(unwrapped(CLASS.sub("", bare)))


def _id(text: str) -> tuple[str, int | None] | None:
    """Return id and version if the whole of ``text`` is an arXiv id."""
    found = NEW.fullmatch(text)
    if found:
        month = found[1] + found[2]
        digits = 5 if month >= FIVE_DIGITS_FROM else 4
        if month < FIRST_NEW or len(found[3]) != digits:
            return None
        return f"{month}.{found[3]}", int(found[4]) if found[4] else None
    found = OLD.fullmatch(text)
    if found:
        number = f"{found[1].lower()}/{found[2]}"
        return number, int(found[3]) if found[3] else None
    return None


def doi_of_arxiv(number: str) -> str:
    """Return the DOI that DataCite holds for an arXiv id, in its stored form."""
    return DOI_START + number.lower()


def arxiv_of_doi(doi: str) -> str | None:
    """Return the arXiv id that a stored DOI names, or None if it is another DOI."""
    found = _id(doi.removeprefix(DOI_START)) if doi.startswith(DOI_START) else None
    return found[0] if found else None
