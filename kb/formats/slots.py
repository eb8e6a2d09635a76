"""The slots of a statement: ``{finding-key:figure:field}`` in the middle of words.

``figure`` is the place of the figure in the finding, from 1; ``field`` is one of
``FIELDS``. Braces stand for nothing else. The database reads the same grammar
(``kb_slots``) and has the last word; this module gives the sentence and the position.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FIELDS = {
    "value": "the figure with its unit; money with its year too",
    "low": "the low end of its interval, with the unit",
    "high": "the high end of its interval, with the unit",
    "ci_level": "the level of its confidence interval",
    "se": "its standard error",
    "n": "how many cases, and of what",
    "start": "the year its period begins",
    "year": "the year of its prices, else the year its period ends",
    "figure": "all of it: value, interval, error and cases",
}
"""Every field that a slot may name, and what it shows."""

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLACE = re.compile(r"[1-9][0-9]{0,2}")
TOKEN = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True)
class Slot:
    """A slot: which field of which figure of which finding."""

    finding: str
    figure: int
    field: str

    def __str__(self) -> str:
        return slot_text(self.finding, self.figure, self.field)


@dataclass(frozen=True)
class Mistake:
    """Something in braces that is no slot: what stands there, where, and why not.

    ``position`` counts characters from 1.
    """

    found: str
    position: int
    why: str

    def __str__(self) -> str:
        return f"At character {self.position}, “{self.found}”: {self.why}"


def slot_text(finding: str, figure: int, field: str = "value") -> str:
    """Return a slot as it is typed.

    >>> slot_text("noy-zhang-time", 1)
    '{noy-zhang-time:1:value}'
    """
    return f"{{{finding}:{figure}:{field}}}"


def read_slots(text: str) -> Iterator[str | Slot | Mistake]:
    """Yield the pieces of a text in their order: words, slots and mistakes."""
    end = 0
    for token in TOKEN.finditer(text):
        if words := text[end : token.start()]:
            yield words
        yield _slot(token[0], token.start() + 1)
        end = token.end()
    if text[end:]:
        yield text[end:]


def _slot(found: str, position: int) -> Slot | Mistake:
    if found in {"{", "}"}:
        side = "closed" if found == "{" else "opened"
        return Mistake(found, position, f"this brace is never {side}.")
    parts = found[1:-1].split(":")
    if len(parts) != len(("finding", "figure", "field")):
        why = "a slot has three parts, as {noy-zhang-time:1:value}."
        return Mistake(found, position, why)
    finding, figure, field = parts
    if not KEY.fullmatch(finding):
        return Mistake(found, position, f"“{finding}” is no key of a finding.")
    if not PLACE.fullmatch(figure):
        why = f"“{figure}” is no place of a figure: count from 1."
        return Mistake(found, position, why)
    if field not in FIELDS:
        why = f"“{field}” is no field: take one of {', '.join(FIELDS)}."
        return Mistake(found, position, why)
    return Slot(finding, int(figure), field)
