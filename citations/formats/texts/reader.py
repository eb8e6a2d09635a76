"""Run as a process of its own: reads one file from standard input, writes JSON.

``reader.py pdf <characters> <pages>`` or ``reader.py html <characters>``. It imports
nothing of the product, so that nothing of it is within reach of a hostile file.
"""

import html
import io
import json
import logging
import re
import resource
import sys

MEMORY = 1 << 30
SECONDS = {"pdf": 40, "html": 10}
# What ends a line or a cell in a browser; all other tags stand inside a word or line.
BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd"),
    *(
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
    ),
    *(
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
    ),
    *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
}
UNSEEN = {
    *("audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object"),
    *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
}
TAG = re.compile(r"<[^>]*>")
# Characters that no text has: what a font without names for its glyphs leaves behind.
STRANGE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")


class RefusedError(Exception):
    """Says why the file cannot be read."""


def confine(seconds: int) -> None:
    """Bound what this process may use from here on."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read_html(received: bytes, characters: int) -> list[str]:
    """Return the text of a page: what is not shown dropped, blocks apart."""
    import nh3  # noqa: PLC0415 - only for this kind, and after the limits are set

    shown = nh3.clean(
        received.decode(),
        tags=BLOCKS,
        clean_content_tags=UNSEEN,
        attributes={},
        link_rel=None,
    )
    text = html.unescape(TAG.sub(" ", shown))
    if len(text) > 10 * characters:  # most of it may be white space
        raise RefusedError(f"The page has more than {characters:,} characters of text.")
    return [STRANGE.sub("\ufffd", text)]


def read_pdf(received: bytes, characters: int, most: int) -> list[str]:
    """Return the text of each page."""
    import pypdf  # noqa: PLC0415 - only for this kind, and after the limits are set
    from pypdf.errors import (  # noqa: PLC0415
        DependencyError,
        LimitReachedError,
        PyPdfError,
    )

    try:
        document = pypdf.PdfReader(io.BytesIO(received))
        if document.is_encrypted and not document.decrypt(""):
            raise RefusedError(ENCRYPTED)
        count = len(document.pages)
        if count > most:
            raise RefusedError(
                f"The PDF has {count:,} pages; at most {most:,} are read. Attach the "
                "part that is cited."
            )
        parts: list[str] = []
        for page in document.pages:
            parts.append(STRANGE.sub("\ufffd", page.extract_text()))
            if sum(map(len, parts)) > 2 * characters:
                raise RefusedError(
                    f"The PDF has more than {characters:,} characters of text: attach "
                    "the part that is cited."
                )
    except DependencyError as error:
        raise RefusedError(ENCRYPTED) from error
    except LimitReachedError:
        sys.exit(1)
    except PyPdfError as error:
        raise RefusedError(BROKEN) from error
    return parts


ENCRYPTED = (
    "The PDF is encrypted: print it to a new PDF in a reader that opens it, and attach "
    "that, or paste the passage."
)
BROKEN = (
    "The PDF is broken or cut off: get it again, or print it to a new PDF in a reader "
    "that opens it, and attach that."
)


def main() -> None:
    """Read the file that the arguments and standard input give."""
    kind, *limits = sys.argv[1:]
    confine(SECONDS[kind])
    logging.disable()
    received = sys.stdin.buffer.read()
    try:
        numbers = map(int, limits)
        parts = (
            read_pdf(received, *numbers)
            if kind == "pdf"
            else read_html(received, *numbers)
        )
        answer: dict[str, object] = {"parts": parts}
    except RefusedError as refusal:
        answer = {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        sys.exit(1)
    except Exception:
        # A library meets a file that its authors did not foresee.
        answer = {"refused": BROKEN if kind == "pdf" else "The page cannot be read."}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
