"""Text with marks: how pieces are joined and closed, and turned into text or HTML.

Inside this package a piece of a reference is a string that may hold private-use
characters as marks (italics, bold, raised, lowered, small capitals, quotation marks).
Quotation marks stay marks to the end, because their shape depends on their depth
(Chicago Manual of Style, 17th ed., 13.30) and because a comma or a period goes inside
them (6.9).
"""

import re
import unicodedata

ITALIC, BOLD, RAISED, LOWERED, SMALL = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
END = "\ue005"
OPEN, CLOSE, OPEN_SINGLE, CLOSE_SINGLE = "\ue006", "\ue007", "\ue008", "\ue009"
CLOSES = (CLOSE, CLOSE_SINGLE)

TAGS = {"i": ITALIC, "b": BOLD, "sup": RAISED, "sub": LOWERED, "sc": SMALL}
ELEMENTS = {
    ITALIC: ("<i>", "</i>"),
    BOLD: ("<b>", "</b>"),
    RAISED: ("<sup>", "</sup>"),
    LOWERED: ("<sub>", "</sub>"),
    SMALL: ('<span style="font-variant:small-caps;">', "</span>"),
}
UPRIGHT = ('<span style="font-style:normal;">', "</span>")
MARKS = re.compile("[\ue000-\ue009]")
UNSAFE = re.compile("[\ue000-\ue009\ud800-\udfff\x00-\x08\x0b\x0e-\x1f\x7f]")
TYPED = re.compile("[<'\"‘’“”]")  # noqa: RUF001
PAIRED = re.compile(r"<(i|b|sup|sub|sc)>((?:(?!<(?:i|b|sup|sub|sc)>).)*?)</\1>", re.S)
UNMARKED = re.compile(r'<span class="no(?:case|decor)">(.*?)</span>', re.S)
BEFORE = "(?:^|(?<=[\\s(\ue000-\ue008]))"
DOUBLE = re.compile(f'{BEFORE}"([^"]+)"|“([^“”]+)”')
SINGLE = re.compile(f"{BEFORE}'([^']+)'(?!\\w)|{BEFORE}‘([^‘’]+)’(?!\\w)")  # noqa: RUF001
DEEPEST = 8
# What the text ends with, and which marks of the style are not set after it.
SWALLOWS = {"!": ".:", "?": ".:", ":": ".", ";": ".:"}
PUNCTUATION = ".,:;!?"
RAISED_SIGNS = re.compile(
    "[ªº²³¹\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d61⁰ⁱ\u2074-\u207f℠™]"
)


def typeset(value: str) -> str:
    """Return a field's text as a piece: tags and quotes as marks, apostrophes curly.

    Only balanced ``<i> <b> <sup> <sub> <sc>`` are markup (CSL 1.0.2, "rich text");
    every other ``<`` stays text. What no text may hold (surrogates, control
    characters, our own marks) becomes U+FFFD.
    """
    if not TYPED.search(value):
        return UNSAFE.sub("\ufffd", value) if UNSAFE.search(value) else value
    value = UNSAFE.sub("\ufffd", value)
    if "<" in value:
        value = UNMARKED.sub(r"\1", value)
        for _ in range(DEEPEST):
            value = PAIRED.sub(_marked, value)
    value = DOUBLE.sub(lambda m: f"{OPEN}{m[1] or m[2]}{CLOSE}", value)
    value = SINGLE.sub(_single, value)
    return value.replace("'", "’")  # noqa: RUF001


def _single(match: re.Match[str]) -> str:
    """Return quotes as marks; typed with straight signs they count as double."""
    if match[1]:
        return f"{OPEN}{match[1]}{CLOSE}"
    return f"{OPEN_SINGLE}{match[2]}{CLOSE_SINGLE}"


def _marked(match: re.Match[str]) -> str:
    return f"{TAGS[match[1]]}{match[2]}{END}"


def italic(piece: str) -> str:
    """Return ``piece`` in italics, nothing for nothing."""
    return f"{ITALIC}{piece}{END}" if piece else ""


def bold(piece: str) -> str:
    """Return ``piece`` in bold, nothing for nothing."""
    return f"{BOLD}{piece}{END}" if piece else ""


def quoted(piece: str) -> str:
    """Return ``piece`` in quotation marks, nothing for nothing."""
    return f"{OPEN}{piece}{CLOSE}" if piece else ""


def wrapped(piece: str, before: str = "(", after: str = ")") -> str:
    """Return ``piece`` between ``before`` and ``after``, nothing for nothing."""
    return f"{before}{piece}{after}" if piece else ""


def joined(delimiter: str, *pieces: str) -> str:
    """Return what there is of ``pieces``, with ``delimiter`` between them.

    A mark that begins the delimiter goes inside a closing quotation mark and is left
    out after one that already ends the piece (Chicago 6.9, 6.122 to 6.125).
    """
    text = ""
    for piece in pieces:
        if piece:
            text = text + piece if not text else _glued(text, delimiter) + piece
    return text


def _glued(text: str, delimiter: str) -> str:
    if delimiter[:1] in PUNCTUATION and delimiter:
        return closed(text, delimiter[0]) + delimiter[1:]
    return text + delimiter


def closed(text: str, mark: str = ".") -> str:
    """Return ``text`` followed by ``mark``, as ``joined`` sets it."""
    if not text:
        return ""
    place = end = len(text)
    while end and (text[end - 1] == END or text[end - 1] in CLOSES):
        end -= 1
        if mark in ".," and text[end] in CLOSES:
            place = end
    last = text[end - 1] if end else ""
    if last == mark or mark in SWALLOWS.get(last, ""):
        return text
    return f"{text[:place]}{mark}{text[place:]}"


def as_text(piece: str) -> str:
    """Return plain text, with quotation marks in the shape of their depth."""
    if not MARKS.search(piece):
        return piece
    depth: list[str] = []
    return MARKS.sub(lambda m: _quote(m[0], depth), piece)


def _quote(mark: str, depth: list[str]) -> str:
    """Return the shape of a quotation mark; American ones, double outside."""
    if mark in (OPEN, OPEN_SINGLE):
        outer = (not depth and mark == OPEN) or (bool(depth) and depth[-1] == "’")  # noqa: RUF001
        depth.append("”" if outer else "’")  # noqa: RUF001
        return "“" if outer else "‘"  # noqa: RUF001
    if mark in CLOSES:
        return depth.pop() if depth else ""
    return ""


def as_html(piece: str) -> str:
    """Return escaped HTML without an outer element; only our marks become elements."""
    text = piece.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")
    text = re.sub(r"\s\s", "\u00a0 ", text)
    text = RAISED_SIGNS.sub(_raised, text)
    depth: list[str] = []
    ends: list[str] = []
    return MARKS.sub(lambda m: _element(m[0], ends) or _quote(m[0], depth), text)


def _raised(match: re.Match[str]) -> str:
    return f"<sup>{unicodedata.normalize('NFKC', match[0])}</sup>"


def _element(mark: str, ends: list[str]) -> str:
    if mark == END:
        return ends.pop() if ends else ""
    if mark not in ELEMENTS:
        return ""
    inside = mark == ITALIC and "</i>" in ends
    start, end = UPRIGHT if inside else ELEMENTS[mark]
    ends.append(end)
    return start
