"""Reading what others wrote: any shape, any character, nothing believed."""

import html
import json
import re
import unicodedata
from typing import Any

from citations.fetch.answers import Answer, FetchError, Reason

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
KEPT_TAG = re.compile(r"<(/?)(i|b|sub|sup)(?:\s[^<>]*)?>", re.IGNORECASE)
# Directions that reorder what a reader sees (Unicode TR 9), and what no database keeps.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069]"
)
# Nothing of this can be markup, hidden or half a character: most lines are like it.
PLAIN = re.compile(r"[ -%'-;=?-~]*")
SURROGATE = re.compile("[\ud800-\udfff]")
DEEPEST = 40
LONGEST_NUMBER = 10**15


def object_of(answer: Answer, who: str) -> dict[str, Any]:
    """Return the JSON object of an answer, whatever its label says."""
    start = answer.body.lstrip()[:1]
    if start == b"<":
        raise _malformed(who, "with a page where a record was expected")
    try:
        value = json.loads(answer.body.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _malformed(who, "with something that is no JSON") from None
    if not isinstance(value, dict):
        raise _malformed(who, "with JSON that is no record")
    return value


def _no_number(name: str) -> float:
    raise ValueError(name)


def _malformed(who: str, how: str) -> FetchError:
    return FetchError(Reason.MALFORMED, f"{who} answered {how}.")


def text(value: object) -> str:
    """Return a value as one line of plain text: no markup, "" for what is no text."""
    if isinstance(value, str) and PLAIN.fullmatch(value):
        return " ".join(value.split())
    return _line(TAG.sub("", _string(value)))


def marked(value: object) -> str:
    """Return text with the four tags CSL-JSON knows (i, b, sub, sup) and no others."""
    kept = KEPT_TAG.sub(lambda tag: f"\0{tag[1]}{tag[2].lower()}\1", _string(value))
    line = _line(TAG.sub("", kept), keep="\0\1")
    return line.replace("\0", "<").replace("\1", ">")


def _string(value: object) -> str:
    """Return text, and a number as text, without NUL and the like."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < LONGEST_NUMBER else ""
    return HIDDEN.sub("", value) if isinstance(value, str) else ""


def _line(value: str, keep: str = "") -> str:
    parts = re.split(f"([{keep}])", value) if keep else [value]
    clean = "".join(p if p in keep and p else html.unescape(p) for p in parts)
    clean = SURROGATE.sub(
        "\ufffd", HIDDEN.sub(lambda c: c[0] if c[0] in keep else "", clean)
    )
    return unicodedata.normalize("NFC", " ".join(clean.split()))


def first(value: object) -> object:
    """Return the first of a list, or the value itself if it is none."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list, and an empty list for what is none."""
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []


def member(value: object, *names: str) -> object:
    """Return what stands under ``names``, one inside the other, or None."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def kept(value: object, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON, as it came
    """Return JSON that a database stores: without NUL and half characters.

    Nothing else is changed. What is nested deeper than anybody nests is refused.
    """
    if depth > DEEPEST:
        raise FetchError(Reason.MALFORMED, "The record is nested too deep to be one.")
    if isinstance(value, dict):
        return {kept(k): kept(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [kept(x, depth + 1) for x in value]
    if isinstance(value, str):
        return SURROGATE.sub("\ufffd", value.replace("\0", ""))
    return value


def filled(record: dict[str, Any]) -> dict[str, Any]:
    """Return ``record`` without empty members."""
    return {name: value for name, value in record.items() if value}
