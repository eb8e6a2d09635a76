"""An address that leads to a quote on a web page (text fragments, WICG)."""

from urllib.parse import quote as escaped
from urllib.parse import urlsplit

FILES = (".pdf", ".csv", ".tsv", ".xls", ".xlsx", ".zip", ".json", ".txt", ".docx")
WHOLE = 12
"""Words up to which a quote is named whole; of a longer one the first and last."""
ENDS = 5


def text_fragment(url: str, quote: str) -> str:
    """Return the address at which a browser shows ``quote``; "" for what is no page.

    >>> text_fragment("https://example.org/a", "fell by 40%, or so")
    'https://example.org/a#:~:text=fell%20by%2040%25%2C%20or%20so'
    """
    parts = urlsplit(url)
    if not quote or not parts.netloc or parts.path.lower().endswith(FILES):
        return ""
    words = quote.split()
    if len(words) > WHOLE:
        ends = (words[:ENDS], words[-ENDS:])
        text = ",".join(_written(" ".join(end)) for end in ends)
    else:
        text = _written(quote)
    return f"{url}{'' if parts.fragment else '#'}:~:text={text}"


def _written(text: str) -> str:
    """Return ``text`` percent-encoded; a hyphen has a meaning of its own there."""
    return escaped(text, safe="").replace("-", "%2D")
