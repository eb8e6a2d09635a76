"""The words of a page, as far as a program can tell them from its code."""

import html
import re
import unicodedata

from citations.fetch.answers import Answer

READ = re.compile(r"text/[a-z0-9.+-]+|application/(?:[a-z0-9.-]+\+)?(?:xml|json)")
MARKED = re.compile(r".*(?:html|xml)")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
HEAD = 2_048
# Each turn takes what it has looked at, so a page of broken tags costs what a good one
# does. A parser that builds the tree takes minutes for elements nested 100,000 deep.
CODE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|noscript|template|svg)\b[^<>]*>.*?(?:</\1\b[^<>]*>|\Z)"
    r"|<[!?/A-Za-z][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)


def media_type(answer: Answer) -> str:
    """Return the media type that the answer says it has, in small letters, or ""."""
    told = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return told if told.isprintable() else ""


def page_text(answer: Answer) -> str | None:
    """Return the text of an answer without its markup; None for what is no text."""
    kind = media_type(answer)
    if not READ.fullmatch(kind):
        return None
    text = _decoded(answer)
    if MARKED.fullmatch(kind):
        text = html.unescape(CODE.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _decoded(answer: Answer) -> str:
    """Return the body as text; letters that the encoding does not know are replaced."""
    start = answer.body[:HEAD].decode("latin-1")
    label = answer.headers.get("content-type", "")
    named = CHARSET.search(label) or CHARSET.search(start)
    try:
        return answer.body.decode(named[1] if named else "utf-8-sig", "replace")
    except (LookupError, ValueError):
        return answer.body.decode("utf-8-sig", "replace")
