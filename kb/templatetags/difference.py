"""Which words of two texts differ."""

import re
from difflib import SequenceMatcher

from django import template

register = template.Library()
LONGEST = 2000
"""Words beyond which two texts are shown as wholes: comparing them takes too long."""


@register.simple_tag
def words_of(this: str, other: str) -> list[tuple[str, bool]]:
    """Return ``this`` in pieces, each with whether ``other`` lacks it.

    Texts that share less than half of their words are told as wholes: a page of
    snippets is harder to read than two sentences.
    """
    mine, theirs = (re.findall(r"\S+\s*", text) for text in (this, other))
    if not mine or len(mine) + len(theirs) > LONGEST:
        return [(this, True)]
    bare = [[word.strip() for word in words] for words in (mine, theirs)]
    matched = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    if matched.ratio() < 1 / 2:
        return [(this, True)]
    return [
        ("".join(mine[start:end]), kind != "equal")
        for kind, start, end, _start, _end in matched.get_opcodes()
        if end > start
    ]
