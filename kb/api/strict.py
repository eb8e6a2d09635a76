"""JSON as a program must write it: each member once, numbers that are numbers."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any, TypeAlias

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from kb.api.problems import Problem

Parsed: TypeAlias = Any
LARGEST = 1_000_000
DEEPEST = 20
LARGEST_INTEGER = 2**63
TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
BRACKETS = re.compile(rb"[\[{\]}]")


class StrictJSONParser(BaseParser):
    """Read a body of JSON and refuse what two readers could read in two ways.

    Decimals stay as they were written: no figure passes through a binary fraction.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Parsed:
        """Return what the body says."""
        return strict_json(stream.read(LARGEST + 1))


def strict_json(raw: bytes) -> Parsed:
    """Return what ``raw`` says; raises a problem that says what is wrong with it."""
    if len(raw) > LARGEST:
        raise Problem("too-large", f"A body has {LARGEST:,} bytes at most.")
    if too_deep(raw):
        raise ParseError(f"The JSON is nested deeper than {DEEPEST} levels.")
    try:
        found = json.loads(
            raw.decode(),
            parse_float=Decimal,
            parse_constant=no_number,
            object_pairs_hook=each_once,
        )
        check_texts(found)
    except UnicodeError:
        raise ParseError("The body is not UTF-8 text.") from None
    except ValueError as error:
        raise ParseError(f"The body is not the JSON it should be: {error}") from None
    return found


def too_deep(raw: bytes) -> bool:
    """Tell whether brackets are nested too deep, outside of texts."""
    level = 0
    for bracket in BRACKETS.finditer(TEXTS.sub(b"", raw)):
        level += 1 if bracket[0] in b"[{" else -1
        if level > DEEPEST:
            return True
    return False


def no_number(name: str) -> None:
    """Refuse NaN and infinity, which JSON does not have."""
    raise ValueError(f"{name} is no number.")


def each_once(pairs: list[tuple[str, Parsed]]) -> dict[str, Parsed]:
    """Return an object, each of its members named once."""
    found: dict[str, Parsed] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"The member {name[:40]!r} stands twice in one object.")
        found[name] = value
    return found


def check_texts(value: Parsed) -> None:
    """Raise ``ValueError`` for what no column can hold, wherever it stands."""
    match value:
        case str():
            check_text(value)
        case dict():
            for name, inner in value.items():
                check_text(name)
                check_texts(inner)
        case list():
            for inner in value:
                check_texts(inner)
        case Decimal() if not value.is_finite() or abs(value.adjusted()) > 30:
            raise ValueError("A number is out of range.")
        case int() if abs(value) >= LARGEST_INTEGER:
            raise ValueError("A whole number is out of range.")


def check_text(text: str) -> None:
    """Raise ``ValueError`` for characters that no text can hold."""
    if "\x00" in text:
        raise ValueError("A text holds the character NUL.")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("A text holds half of a surrogate pair.")
