"""What is pasted around an identifier, and how it is taken off."""

import re
import unicodedata

LONGEST = 2_000
"""More characters than this are no identifier: nothing longer is looked at."""

STOPS = ".,;:!?'\"\u2019\u201d\u00bb\u2026"
OPENERS = "<([{'\"\u2018\u201c\u00ab"
PAIRS = {">": "<", ")": "(", "]": "[", "}": "{"}
DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-"
)

UNSEEN = (
    r"[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]"
)
"""Control characters but for tab and line ends, marks that turn the direction of
writing, and what stands where a text was not UTF-8: for Python and PostgreSQL alike."""

NOT_PLAIN = (
    "The text holds characters that nobody sees: control characters, or marks that "
    "turn the direction of writing. Type it again without them."
)


def is_plain(text: str) -> bool:
    """Tell whether ``text`` reads as it is stored, and can be stored at all.

    >>> is_plain("Ça va?"), is_plain("abc" + chr(0x202e) + "def"), is_plain(chr(0))
    (True, False, False)
    """
    broken = any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)
    return not broken and not re.search(UNSEEN, text)


def tidy(text: str) -> str:
    """Return ``text`` trimmed and without invisible characters (category Cf).

    Soft hyphens, zero-width spaces, byte order marks and marks of direction come along
    from PDFs and web pages and are part of no identifier. Too long a text gives "".
    """
    if len(text) > LONGEST:
        return ""
    return "".join(c for c in text if unicodedata.category(c) != "Cf").strip()


def unwrapped(text: str) -> str:
    """Return ``text`` without the brackets, quotes and full stops of the prose around.

    A closing bracket stays if it was opened inside, as in ``10.1016/s0140-6736(13)1``.

    >>> unwrapped("<https://doi.org/10.1000/1(2)>).")
    'https://doi.org/10.1000/1(2)'
    """
    text = text.strip().lstrip(OPENERS)
    while text:
        last = text[-1]
        opener = PAIRS.get(last, "")
        loose = opener and text.count(last) > text.count(opener)
        if not (loose or last in STOPS or last.isspace()):
            break
        text = text[:-1]
    return text


def dashed(text: str) -> str:
    """Return ``text`` with a plain hyphen for every kind of dash."""
    return text.translate(DASHES)


def lower_ascii(text: str) -> str:
    """Return ``text`` with small letters for A to Z, and nothing else changed."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def is_seen(text: str) -> bool:
    """Tell whether ``text`` has neither white space nor control characters."""
    return not any(c.isspace() or unicodedata.category(c) in {"Cc", "Cs"} for c in text)
