"""The one form in which texts are kept and quotes are looked for."""

import unicodedata


def folded(text: str) -> str:
    """Return ``text`` in NFC, each run of white space one space, and nothing else.

    Hyphens, dashes, quotation marks and letters stay what they are: whoever normalises
    more accepts a flipped sign.

    >>> folded(" Time fell\\n\\tby\\u00a040% ")
    'Time fell by 40%'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())
