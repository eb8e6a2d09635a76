"""From bytes to characters, without guessing."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)
HEAD = 4096
# What the HTML standard reads for these names, which pages declare out of habit.
HABITS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}


class Unreadable(ValueError):  # noqa: N818 - the name says what was received
    """What was received has no text that could be quoted; says why, and what would."""


def decoded(received: bytes, *, declared: bool) -> str:
    """Return ``received`` as characters: by its byte order mark, else as UTF-8.

    ``declared`` lets a web page name another encoding in its head. An encoding is never
    guessed: a wrong guess changes letters and signs without a trace.
    """
    encoding = "utf-8"
    for mark, name in BOMS:
        if received.startswith(mark):
            received, encoding = received[len(mark) :], name
            break
    else:
        found = DECLARED.search(received[:HEAD]) if declared else None
        if found:
            name = found[1].decode("ascii").lower()
            encoding = HABITS.get(name, name)
    try:
        text = received.decode(encoding)
    except LookupError as error:
        raise Unreadable(
            f"The page says that it is encoded as {encoding!r}, which is no encoding "
            "known here: save it as UTF-8."
        ) from error
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise Unreadable(
            f"Byte {at:,} is not {encoding.upper()}, and the file names no other "
            "encoding: save it as UTF-8."
        ) from error
    if "\0" in text:
        raise Unreadable(
            f"Character {text.index(chr(0)):,} is NUL, so this is no text: attach the "
            "file it was made from, or save it as UTF-8."
        )
    return text
