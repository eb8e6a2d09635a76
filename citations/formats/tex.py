"""Text to TeX and back: what is special is written so that it can do nothing."""

import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexWalker,
    LatexWalkerError,
    get_default_latex_context_db,
)

SPECIAL = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
}
TO_TEX = str.maketrans(SPECIAL)
BACK = {written: sign for sign, written in SPECIAL.items()}
LIGATURE = re.compile("-(?=-)|`(?=`)|'(?=')|[?!](?=`)|,(?=,)|<(?=<)|>(?=>)")
COMMANDS = {
    "i": "textit",
    "b": "textbf",
    "sup": "textsuperscript",
    "sub": "textsubscript",
    "sc": "textsc",
}
TAGS = {command: tag for tag, command in COMMANDS.items()} | {"emph": "i"}
TAGGED = re.compile(r"<(i|b|sup|sub|sc)>((?:(?!</?(?:i|b|sup|sub|sc)>).)*)</\1>", re.S)
COMMANDED = re.compile(
    r"\\(textit|emph|textbf|textsuperscript|textsubscript|textsc)\s*\{([^{}]*)\}"
)
WRITTEN = re.compile("|".join(re.escape(text) for text in BACK))
ACTIVE = re.compile(r"[\\{}$~%]|--|``|''|[?!]`|,,|<<|>>")
# Without any of these a value is plain text but for braces, which hold letters as they
# are and say nothing else; three values of four that have braces are like that.
BEYOND_BRACES = re.compile(r"[\\$~%]|--|``|''|[-`'?!,<>]\{\}|[?!]`|,,|<<|>>")
NO_SORT = re.compile(r"\{?\\noopsort\s*\{[^{}]*\}\s*\}?")
APART = re.compile(r"(?<=[-`'?!,<>])\{\}")
DEEPEST = 8
JOINT = "\ue1ff"
# Stand for signs while pylatexenc reads the rest.
HELD = {sign: chr(0xE100 + place) for place, sign in enumerate(SPECIAL)}
UNHELD = str.maketrans({held: sign for sign, held in HELD.items()})
BRACES = str.maketrans("", "", "{}")
CONTEXT = get_default_latex_context_db()
CONVERTER = LatexNodes2Text(math_mode="text", strict_latex_spaces="except-in-equations")


def to_tex(text: str) -> str:
    """Return ``text`` as the value of a BibTeX field: no character of it is a command.

    Balanced ``<i> <b> <sup> <sub> <sc>`` of CSL become their TeX commands.
    """
    text = text.translate(TO_TEX)
    for _ in range(DEEPEST):
        text = TAGGED.sub(_command, text)
    return LIGATURE.sub(lambda match: f"{match[0]}{{}}", text)


def _command(match: re.Match[str]) -> str:
    return f"\\{COMMANDS[match[1]]}{{{match[2]}}}"


def from_tex(value: str) -> str:
    """Return the text of a BibTeX value; what TeX cannot read stays as it is."""
    if not ACTIVE.search(value):
        return value
    if not BEYOND_BRACES.search(value) and value.count("{") == value.count("}"):
        return value.translate(BRACES)
    text = WRITTEN.sub(lambda match: HELD[BACK[match[0]]], value)
    text = APART.sub(JOINT, NO_SORT.sub("", text))
    for _ in range(DEEPEST):
        text = COMMANDED.sub(_tag, text)
    if ACTIVE.search(text) or "\\" in text:
        text = _converted(text)
    return text.replace(JOINT, "").translate(UNHELD)


def _tag(match: re.Match[str]) -> str:
    tag = TAGS[match[1]]
    return f"<{tag}>{match[2]}</{tag}>"


def _converted(text: str) -> str:
    try:
        walker = LatexWalker(text.replace("%", "\\%"), latex_context=CONTEXT)
        shown = str(CONVERTER.nodelist_to_text(walker.get_latex_nodes()[0]))
    except (LatexWalkerError, ValueError, IndexError, RecursionError):
        return text
    return shown if "\u00a0" in text else shown.replace("\u00a0", " ")
