"""What an item of a check names: a key, an identifier, or a whole reference."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from citations.identifiers import Identifier, Kind, normal_doi, recognise

LONGEST = 2_000
"""Characters of an item; a reference is shorter."""
MEMBERS = ("key", "doi", "id", "reference")
"""What an item may be named by, one of these; ``key`` goes with kind and version."""
KINDS = ("source", "finding", "citation")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VERSIONED = re.compile(rf"({SLUG.pattern})(?:[@#]v?([0-9]{{1,5}}))?")
OURS = re.compile(
    rf"(?:https?://[^/\s]+)?/(?:api/v1/)?({'|'.join(KINDS)})s/({SLUG.pattern})/?"
)
DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+")
ARXIV = re.compile(r"arxiv[:\s/.]\s*(?:abs/)?([0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?)", re.I)
ADDRESS = re.compile(r"https?://[^\s\"<>]+")
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
# Where a style ends a title, or begins one: marks of quotation, a full stop, a year.
BREAK = re.compile(
    r"[“”\"]|[.?!]\s+|[.?!]$|,\s[“‘]|\[\d+\]|\s\[[A-Z][a-z ]+\]"  # noqa: RUF001
    r"|\((?:\d{4}|n\.d\.|no date|Version )[^)]*\)"
)
# What our own references say at their end; the address in it is that of the notice.
NOTICE = re.compile(
    r"\s*\[(?:retracted|withdrawn|corrected|expression of concern)\b[^\]]*\]\.?$", re.I
)
LONGEST_IDENTIFIER = 6
"""Words: ``ISBN 978 0 306 40615 7``."""
SHORTEST_TITLE = 12
MOST_TITLES = 24
COLUMNS = {Kind.DOI: "doi", Kind.ARXIV: "arxiv", Kind.PMID: "pmid"} | {
    Kind.ISBN: "isbn",
    Kind.URL: "url",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What an item names; ``problem`` says why it names nothing.

    ``identifiers`` are column and value, surest first; ``titles`` what may be the title
    in a reference, with the ``years`` that stand in it.
    """

    kind: str = ""
    key: str = ""
    version: int | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    arxiv_version: int | None = None
    titles: tuple[str, ...] = ()
    years: frozenset[str] = field(default_factory=frozenset)
    problem: str = ""


def read_item(item: object) -> Named:
    """Return what an item names. Rubbish is no error: it has a ``problem``."""
    if isinstance(item, Mapping):
        return _read_object(item)
    if not isinstance(item, str):
        return Named(
            problem="An item is a text, or an object with key, doi, id or reference."
        )
    return _checked(item) or _read_text(item.strip())


def _checked(text: str) -> Named | None:
    if not text.strip():
        return Named(problem="The item is empty.")
    if len(text) > LONGEST:
        return Named(problem=f"The item has more than {LONGEST} characters.")
    if "\x00" in text:
        return Named(problem="The item holds a NUL character.")
    return None


def _read_object(item: Mapping[str, object]) -> Named:
    names = [name for name in MEMBERS if name in item]
    if len(names) != 1 or set(item) - {*names, "version", "kind"}:
        return Named(
            problem="Give one of key, doi, id or reference; beside key version and "
            "kind."
        )
    text, version, kind = item[names[0]], item.get("version"), item.get("kind", "")
    if not isinstance(text, str) or _checked(text):
        return Named(problem=f"{names[0]} is a text of up to {LONGEST} characters.")
    if kind not in ("", *KINDS):
        return Named(problem=f"kind is one of: {', '.join(KINDS)}.")
    if names[0] != "key":
        if names[0] == "doi":
            return _by(Identifier(Kind.DOI, normal_doi(text)))
        return _read_text(text.strip())
    return _read_key(text.strip(), version, str(kind))


def _read_key(text: str, version: object, kind: str) -> Named:
    match = VERSIONED.fullmatch(text)
    if not match:
        return Named(problem="A key holds small letters, digits and hyphens.")
    told = int(match[2]) if match[2] else None
    if version is not None:
        whole = isinstance(version, int) and not isinstance(version, bool)
        if not whole or not 1 <= int(str(version)) < 100_000:
            return Named(problem="version is a whole number from 1.")
        told = int(str(version))
    return Named(kind=kind, key=match[1], version=told)


def _read_text(text: str) -> Named:
    if match := OURS.fullmatch(text):
        return Named(kind=match[1], key=match[2])
    if match := VERSIONED.fullmatch(text):
        found = recognise(text)
        known = _by(found).identifiers if found else ()
        version = int(match[2]) if match[2] else None
        return Named(key=match[1], version=version, identifiers=known)
    text = NOTICE.sub("", text)
    if len(text.split()) <= LONGEST_IDENTIFIER:
        found = recognise(text)
        if found and found.kind in COLUMNS:
            return _by(found)
    return _read_reference(text)


def _by(found: Identifier) -> Named:
    column = COLUMNS.get(found.kind)
    if column is None:
        return Named(problem=f"Nothing here is found by its {found.kind}.")
    return Named(identifiers=((column, found.normal),), arxiv_version=found.version)


def _read_reference(text: str) -> Named:
    """Return what a formatted reference names: identifiers in it, else its title."""
    known: list[tuple[str, str]] = []
    for pattern, column in ((DOI, "doi"), (ARXIV, "arxiv"), (ADDRESS, "url")):
        for match in pattern.finditer(text):
            found = recognise(match[0].rstrip(".,;)]"))
            if found and COLUMNS.get(found.kind) == column:
                known.append((column, found.normal))
    parts = [part.strip(" ,.;:“”‘’'") for part in BREAK.split(ADDRESS.sub("", text))]  # noqa: RUF001
    parts = [part for part in parts if part]
    joined = [". ".join(parts[at : at + 2]) for at in range(len(parts) - 1)]
    titles = [one for one in (*parts, *joined) if len(one) >= SHORTEST_TITLE]
    return Named(
        identifiers=tuple(dict.fromkeys(known)),
        titles=tuple(dict.fromkeys(titles))[:MOST_TITLES],
        years=frozenset(YEAR.findall(text)),
        problem="" if known or titles else "No key, identifier or title is in it.",
    )
