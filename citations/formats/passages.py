"""Where a quote stands in a text: each place, the nearest one, the list of references.

Texts and quotes are folded (``citations.formats.texts.folded``), and a place is a pair
of offsets in characters, as Python and PostgreSQL both count them.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]

SPLICE = re.compile(r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.)\s*")
WORD = re.compile(r"\w+")
# A heading, in a text without lines: in capitals, or followed by what begins an entry.
HEADING = re.compile(
    r"\b(?:References(?: and Notes| Cited)?|Bibliography|Works Cited|Literature Cited"
    r"|Literaturverzeichnis|Bibliographie|REFERENCES(?: AND NOTES| CITED)?|BIBLIOGRAPHY"
    r"|WORKS CITED|LITERATURE CITED)\b:?"
    r"(?=\s+[\[(]?[\dA-Z\u00c0-\u00de\u201c\"\u2018*\u2020])"
)
# What an entry of a list of references has, and prose seldom has close together.
ENTRY = re.compile(
    r"\b(?:1[89]|20)\d\d[a-z]?\b|(?i:\bdoi\b|\barxiv\b)|https?://|\bet al\."
    r"|\bpp?\. ?\d|\b\d+ ?\(\d+\)|\b[A-Z\u00c0-\u00de]\.(?=[ ,;)-])|\bVol\."
    r"|\bPress\b|\bJournal\b|\bProceedings\b|\b\d+[-\u2013]\d+\b"
)
STEP = 400
"""Characters in which the text after a heading is weighed."""
DENSE = 6
"""Traces of entries in a step that is a list; prose with citations has fewer."""
PROSE = 4
"""Steps of prose after which a list of references has ended."""


def places_of(quote: str, text: str) -> Iterator[Place]:
    """Yield each place where ``quote`` stands in ``text``, in order."""
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def spliced(quote: str, text: str) -> list[str]:
    """Return the parts of a quote that joins places by an ellipsis; else nothing."""
    parts = [part for part in SPLICE.split(quote) if part]
    return parts if len(parts) > 1 and all(part in text for part in parts) else []


def nearest(quote: str, text: str) -> Place | None:
    """Return the passage with the most words of ``quote``, if it has half of them."""
    wanted = Counter(word.lower() for word in WORD.findall(quote))
    most = sum(wanted.values())
    window: deque[tuple[str, int, int]] = deque()
    held: Counter[str] = Counter()
    shared, best, place = 0, 0, None
    for found in WORD.finditer(text):
        word = found[0].lower()
        window.append((word, found.start(), found.end()))
        held[word] += 1
        shared += held[word] <= wanted[word]
        if len(window) > most:
            gone = window.popleft()[0]
            shared -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if shared > best:
            best, place = shared, (window[0][1], window[-1][2])
    return place if 2 * best >= most and most else None


def reference_list(text: str) -> Place | None:
    """Return from where to where the list of references goes, if there is one.

    A heading counts only where what follows is dense with years, initials, volumes and
    pages: a sentence about references, or a line of contents, is not one. The list ends
    where prose goes on, so that an appendix can be quoted.
    """
    for heading in HEADING.finditer(text):
        start = heading.end()
        end, prose = start, 0
        for at in range(start, len(text), STEP):
            step = text[at : at + STEP]
            if len(ENTRY.findall(step)) * STEP >= DENSE * len(step):
                end, prose = at + len(step), 0
            else:
                prose += 1
            if prose == (1 if end == start else PROSE):
                break
        if end > start:
            return heading.start(), end
    return None
