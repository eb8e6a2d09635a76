"""What a new source needs and no record says: key, class, and whether it is primary."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from citations.enums import SourceClass

LONGEST_KEY = 80
WORDS = 4
OTHER_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"}
)
SMALL = {
    "a", "an", "and", "are", "as", "at", "by", "der", "des", "die", "do", "does", "et",
    "for", "from", "how", "in", "is", "of", "on", "or", "the", "to", "und", "using",
    "what", "with",
}  # fmt: skip
CLASSES = {
    "article-journal": SourceClass.PEER_REVIEWED,
    "paper-conference": SourceClass.PEER_REVIEWED,
    "article": SourceClass.WORKING_PAPER,
    "manuscript": SourceClass.WORKING_PAPER,
    "legal_case": SourceClass.COURT,
    "hearing": SourceClass.COURT,
    "bill": SourceClass.GOVERNMENT,
    "legislation": SourceClass.GOVERNMENT,
    "regulation": SourceClass.GOVERNMENT,
    "treaty": SourceClass.GOVERNMENT,
    "patent": SourceClass.GOVERNMENT,
    "article-magazine": SourceClass.OPINION,
    "article-newspaper": SourceClass.OPINION,
    "interview": SourceClass.OPINION,
    "personal_communication": SourceClass.OPINION,
    "post": SourceClass.OPINION,
    "post-weblog": SourceClass.OPINION,
    "review": SourceClass.OPINION,
    "review-book": SourceClass.OPINION,
    "speech": SourceClass.OPINION,
}
PRIMARY = {
    "article",
    "article-journal",
    "dataset",
    "paper-conference",
    "report",
    "thesis",
}


def class_of(fields: Mapping[str, Any]) -> str:
    """Return the class that sources of this type mostly have; an editor confirms it."""
    return str(CLASSES.get(fields.get("csl_type", ""), SourceClass.INSTITUTIONAL))


def is_primary(fields: Mapping[str, Any]) -> bool:
    """Return whether sources of this type mostly make their own numbers."""
    return fields.get("csl_type") in PRIMARY


def key_of(fields: Mapping[str, Any]) -> str:
    """Return a key from first author, year and the first words of the title.

    >>> key_of({"author": [{"family": "Müller"}], "issued": "2023-07",
    ...         "title": "The effects of AI on writing"})
    'muller-2023-effects-ai-writing'
    """
    first = (fields.get("author") or [{}])[0]
    family = str(first.get("family") or first.get("literal") or "")
    words = [w for w in slug(str(fields.get("title", ""))).split("-") if w not in SMALL]
    parts = (slug(family)[:30], str(fields.get("issued", ""))[:4], *words[:WORDS])
    key = "-".join(part.strip("-") for part in parts if part.strip("-"))
    return key[:LONGEST_KEY].strip("-") or "source"


def slug(text: str) -> str:
    """Return small ASCII letters and digits of ``text``, joined by hyphens."""
    text = re.sub(r"<[^<>]*>", "", text).lower().translate(OTHER_LETTERS)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def free(key: str, taken: set[str]) -> str:
    """Return ``key``, or with the next number behind it, and put it among ``taken``."""
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}-{count}"
    taken.add(found)
    return found
