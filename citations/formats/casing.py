"""Headline-style capitals (MLA Handbook, 9th ed., 2.90; Chicago 17, 8.159).

The steps are those of citeproc-js, whose recorded results this package agrees with:
every word but short function words is capitalised, as are the first and the last word
and the first after a colon; a word that already has a capital stays as it is.
"""

import re
from collections.abc import Iterator

SHORT_WORDS = """
about above across afore after against al along alongside amid amidst among amongst
anenst apropos apud around as aside astride at athwart atop barring before behind below
beneath beside besides between beyond but by circa despite down during et except for
forenenst from given in inside into lest like modulo near next notwithstanding of off on
onto out over per plus pro qua sans since than through throughout thruout till to toward
towards under underneath until unto up upon versus vs. v. vs v via vis-à-vis with within
without or yet so and nor a an the de d' von van c ca
"""
MINOR = frozenset(SHORT_WORDS.split())
BREAKS = re.compile(
    "(‘|’|“|”| \"| '|\"|'|[-–—/.,;?!:]|\\[|\\]|\\(|\\)"  # noqa: RUF001
    '|<span class="no(?:case|decor)">|</span>|</?(?:i|sc|b|sub|sup)>)'
)
SPACES = re.compile("([\u00a0 \u2000-\u200b\u205f\u3000]+)")
FIRST = re.compile(r"(\s*)([^\n\r\u2028\u2029])([^\n\r\u2028\u2029]*)")
LONE_GREEK = re.compile("[\u0370-\u03ff]")
# Text in these keeps its case.
KEPT = {
    '<span class="nocase">': "</span>",
    '<span class="nodecor">': "</span>",
    "<sc>": "</sc>",
    "<sub>": "</sub>",
    "<sup>": "</sup>",
}
PAIRS = {' "': '"', " '": "'", "‘": "’", "“": "”"}  # noqa: RUF001
NESTED = {' "': " '", " '": ' "', "‘": "‘", "“": "“"}  # noqa: RUF001
NOWHERE = -2
QUOTING = frozenset("‘’“”\"'") | {' "', " '"}  # noqa: RUF001


def capitalised(text: str) -> str:
    """Return ``text`` with a capital first letter if its first word has none."""
    word = text.lstrip().partition(" ")[0]
    if not word or word != word.lower():
        return text
    start = text.index(word)
    if text.startswith("<", start):
        start = text.find(">") + 1
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def headline(text: str) -> str:
    """Return ``text`` in headline style; CSL tags in it stay as they are.

    >>> headline("the state of things: an essay")
    'The State of Things: An Essay'
    """
    return _Headline(text).result()


def _upper(word: str) -> str:
    match = FIRST.match(word)
    if not match or (LONE_GREEK.fullmatch(match[2]) and not match[3]):
        return word
    return match[1] + match[2].upper() + match[3]


class _Headline:
    """One run over a title: the pieces between breaks, and what was met so far."""

    def __init__(self, text: str) -> None:
        parts = BREAKS.split(text)
        self.tags, self.pieces = parts[1::2], parts[::2]
        self.original = list(self.pieces)
        self.first, self.after_mark = True, False
        self.kept: list[str] = []
        self.quotes: list[tuple[str, str, int]] = []
        self.last: tuple[int, int] | None = None

    def result(self) -> str:
        """Walk all pieces, then mend what a quotation mark or the end asks for."""
        if self.pieces[0].strip():
            follows = self.tags[0] if self.tags else ""
            self._capitals(0, hyphen=follows == "-")
        for place, tag in enumerate(self.tags):
            self._step(place, tag)
        for _, _, place in self.quotes:
            self._restore(place)
        self._last_word()
        return "".join(self._woven())

    def _woven(self) -> Iterator[str]:
        for place, piece in enumerate(self.pieces):
            yield piece
            if place < len(self.tags):
                yield self.tags[place]

    def _step(self, place: int, tag: str) -> None:
        piece = self.pieces[place + 1]
        if tag in KEPT:
            self.kept.append(KEPT[tag])
        elif self.kept and tag == self.kept[-1]:
            self.kept.pop()
        if tag[-1] in "!?:":
            self.after_mark = True
        if not self.kept:
            self._capitals(place + 1)
        elif piece.strip():
            self.last = None
        if tag in QUOTING:
            self._quote(tag, place)
        if piece.strip():
            self.first = self.after_mark = False

    def _capitals(self, place: int, *, hyphen: bool = False) -> None:
        if not self.pieces[place].strip():
            return
        words = SPACES.split(self.pieces[place])
        for at in range(0, len(words), 2):
            word = words[at]
            if not word:
                continue
            lower = word.lower()
            shown = (
                (len(word) > 1 and lower.strip() not in MINOR)
                or (hyphen and at == len(words) - 1)
                or self.first
                or self.after_mark
            )
            if shown and word == lower:
                words[at] = _upper(word)
            self.first = self.after_mark = False
            self.last = (place, at)
        self.pieces[place] = "".join(words)

    def _quote(self, tag: str, place: int) -> None:
        """Pair quotation marks; after an apostrophe the first letter stays small."""
        if tag in PAIRS:
            if not self.quotes or tag == self.quotes[-1][0]:
                self.quotes.append((NESTED[tag], PAIRS[tag], place))
            else:
                self._restore(self.quotes.pop()[2])
                self.quotes.append((NESTED[tag], PAIRS[tag], NOWHERE))
                self.last = None
        elif self.quotes and tag == self.quotes[-1][1]:
            self.quotes.pop()
        else:
            self._restore(place)
            self.last = None

    def _restore(self, place: int) -> None:
        if place == NOWHERE:
            return
        piece = self.pieces[place + 1]
        self.pieces[place + 1] = self.original[place + 1][:1] + piece[1:]

    def _last_word(self) -> None:
        if self.last is None:
            return
        place, at = self.last
        words = SPACES.split(self.pieces[place])
        if len(words[at]) > 1 and words[at].lower() in MINOR:
            words[at] = _upper(words[at])
        self.pieces[place] = "".join(words)
