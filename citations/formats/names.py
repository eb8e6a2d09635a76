"""Names of people and bodies: order, initials, and how a list of them is shortened."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from citations.formats.markup import END, ITALIC, typeset

Name = Mapping[str, Any]

LETTERS = "a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0370-\u03ff\u0400-\u052f\u0590-\u05d4"
LETTERS += "\u05d6-\u05ff\u1f00-\u1fff\u0600-\u06ff\u0218-\u021b"
ALPHABETIC = re.compile(f"[-0-9{LETTERS}]")
STARTS_ALPHABETIC = re.compile(f"[&{LETTERS}]")
WORD = re.compile(f"([^\\W\\d_a-z])([{LETTERS}]*)(\\.)*")
SEPARATORS = re.compile(r"([-\s]+)")
PARTICLE = re.compile(
    r"((?:(?:[^\W\d_A-ZÀ-ÞЀ-Я][\w’'.]*|[dl]['’])\s+|[dl]['’](?=[A-ZÀ-Þ]))+)(?=\S)"  # noqa: RUF001
)
PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "du", "da", "di", "della", "la", "le", "zu"}
)


@dataclass(frozen=True, slots=True)
class NameList:
    """How a style writes a list of names.

    ``inverted``: ``all``, ``first`` or ``none``. ``dot``: what follows an initial;
    ``None`` keeps given names in full. ``last``: whether a comma stands before the
    last name (``always``, ``never``, ``contextual``: from three names). ``least`` names
    or more are cut to ``first``, and ``and_last`` adds the last one.
    """

    inverted: str = "none"
    dot: str | None = ". "
    hyphen: bool = True
    sort_comma: str = ", "
    delimiter: str = ", "
    word: str = "and"
    last: str = "contextual"
    least: int = 0
    first: int = 1
    and_last: bool = False
    others: str = "et al."
    others_comma: str = "contextual"
    demote: bool = False


def name_list(names: Sequence[Name], how: NameList) -> str:
    """Return the names as ``how`` asks; nothing for an empty list."""
    cut = bool(how.least) and len(names) >= how.least and len(names) > how.first
    shown = names[: how.first] if cut else names
    texts = [
        one_name(name, how, inverted=_is_inverted(how, place))
        for place, name in enumerate(shown)
    ]
    if cut:
        return _cut(texts, names[-1], how)
    if len(texts) < 2:
        return "".join(texts)
    comma = how.last == "always" or (how.last == "contextual" and len(texts) > 2)
    before = how.delimiter if comma or not how.word else " "
    ending = f"{before}{how.word} " if how.word else before
    return how.delimiter.join(texts[:-1]) + ending + texts[-1]


def _is_inverted(how: NameList, place: int) -> bool:
    return how.inverted == "all" or (how.inverted == "first" and place == 0)


def _cut(texts: list[str], last: Name, how: NameList) -> str:
    start = how.delimiter.join(texts)
    if how.and_last:
        final = one_name(last, how, inverted=how.inverted == "all")
        return f"{start}{how.delimiter}… {final}"
    comma = how.others_comma == "always" or len(texts) > 1
    return f"{start}{how.delimiter if comma else ' '}{how.others}"


def particled(name: Name) -> str:
    """Return what a name is called by in a sentence: family with particle, or all."""
    particle = str(name.get("non-dropping-particle") or "").strip()
    family = str(name.get("literal") or name.get("family") or "").strip()
    return _with_particle(particle, family) or str(name.get("given") or "").strip()


ITALIC_OTHERS = f"{ITALIC}et al.{END}"


def one_name(name: Name, how: NameList, *, inverted: bool) -> str:
    """Return one name; a body's name, or a name of one part, as it is."""
    literal = str(name.get("literal") or "").strip()
    if literal:
        return typeset(literal)
    parts = tuple(
        str(name.get(field) or "").strip()
        for field in (
            *("family", "given", "suffix"),
            *("non-dropping-particle", "dropping-particle"),
        )
    )
    return _person(parts, how, inverted)


@lru_cache(maxsize=8192)
def _person(parts: tuple[str, ...], how: NameList, inverted: bool) -> str:  # noqa: FBT001
    family, given, suffix, particle, dropping = parts
    given, _, tail = given.partition(",")
    suffix = suffix or tail.strip()
    particle, family = _particle(particle, family)
    if not dropping:
        given, dropping = _trailing(given)
    if not ALPHABETIC.search(family + given):
        return typeset(f"{particle}{family}{given}")
    given = given_names(given, how.dot if family else None, hyphen=how.hyphen)
    if not inverted:
        whole = _spaced(given, dropping, _with_particle(particle, family))
        return typeset(_spaced(whole, suffix))
    front, behind = _with_particle(particle, family), ""
    if how.demote and particle:
        front, behind = family, particle
    given = _spaced(given, dropping, behind)
    ordered = how.sort_comma.join(part for part in (front, given) if part)
    return typeset(how.sort_comma.join(part for part in (ordered, suffix) if part))


def _trailing(given: str) -> tuple[str, str]:
    """Return given names and the particles they end with, as in ``Ludwig van``."""
    words = given.split()
    start = len(words)
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    if start == len(words):
        return given, ""
    return " ".join(words[:start]), " ".join(words[start:])


def _particle(particle: str, family: str) -> tuple[str, str]:
    if particle:
        return particle, family
    match = PARTICLE.match(family)
    if match and match.end() < len(family):
        return match[1].strip(), family[match.end() :]
    return "", family


def _with_particle(particle: str, family: str) -> str:
    if particle.endswith(("'", "’", "-")):  # noqa: RUF001
        return particle + family
    return _spaced(particle, family)


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=8192)
def given_names(given: str, dot: str | None, *, hyphen: bool = True) -> str:
    """Return given names: initials followed by ``dot``, or in full if it is ``None``.

    >>> given_names("Jean-Paul M", ". ")
    'J.-P. M.'
    >>> given_names("J.K. Anne", None)
    'J. K. Anne'
    """
    if not given or not STARTS_ALPHABETIC.match(given):
        return given
    if not hyphen:
        given = given.replace("-", " ")
    text = re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", given))
    text = re.sub(r"-([a-z])", "\u2013\\1", text)
    text = re.sub(r"\.(?=[^ ])", ". ", text).replace(". -", ".-")
    pieces = SEPARATORS.split(text)
    done = _in_full(pieces) if dot is None else _initials(pieces, dot)
    done = re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", done.strip()))
    return re.sub("\u2013([a-z])", r"-\1", done)


def _initials(pieces: list[str], dot: str) -> str:
    for at in range(0, len(pieces), 2):
        word = pieces[at]
        match = WORD.match(word)
        if match and match[1] == match[1].upper():
            abbreviated = match[2] if match[3] else ""
            pieces[at] = match[1] + abbreviated + dot
            if at + 1 < len(pieces):
                pieces[at + 1] = "-" if "-" in pieces[at + 1] else ""
        elif word and ALPHABETIC.search(word):
            pieces[at] = f" {word}"
    return "".join(pieces)


def _in_full(pieces: list[str]) -> str:
    short = [
        (len(word) > 1 and word.endswith(".")) or (len(word) == 1 and word.isupper())
        for word in pieces
    ]
    for at in range(0, len(pieces), 2):
        if short[at] and pieces[at][-1] != ".":
            pieces[at] += "."
    return "".join(pieces)
