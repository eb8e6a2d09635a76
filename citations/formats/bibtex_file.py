"""BibTeX files in: bibtexparser reads the blocks, this the rest.

What bibtexparser sets aside is looked at too: repeated keys and repeated fields are
entries like any other, and what is broken is a problem with its line.
"""

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from citations.formats.bibtex_entry import entry_record
from citations.formats.reading import Reading

KEYLESS = re.compile(
    r"^([ \t]*@(?!string\b|comment\b|preamble\b)\w+\s*[{(]\s*)(?=[\w-]+\s*=)",
    re.IGNORECASE | re.MULTILINE,
)
UNUSABLE = re.compile(r"""[\s"#%'(),={}~\\\x00-\x1f\x7f-\x9f\ufffd]""")
"""What no key holds. With such a key and no field it is not an entry that was meant."""
MEANT = re.compile(r"^[ \t]*@[^\s{]*[ \t]*\{", re.MULTILINE)
"""What looks like the beginning of an entry."""
JOINED = re.compile(r'(?:"(?:[^"{}]|\{[^{}]*\})*"|\{(?:[^{}]|\{[^{}]*\})*\}|\w+)')
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def from_bibtex(text: str) -> Reading:
    """Return the records of a ``.bib`` file and a problem for each broken entry.

    An entry without a key gets ``entry-`` and its place among the entries. Repeated
    keys are told apart by a number, and said.
    """
    reading = Reading()
    library = parse_string(KEYLESS.sub(r"\1,", text.lstrip("\ufeff")))
    strings = {string.key.lower(): str(string.value) for string in library.strings}
    found = sorted(_entries(library, reading), key=lambda pair: pair[0].start_line or 0)
    _between(library, reading)
    taken: set[str] = set()
    for place, (entry, sentence) in enumerate(found, start=1):
        key = _key(entry.key or f"entry-{place}", taken)
        if sentence and (entry.key or "field" in sentence):
            reading.note(_line(entry.start_line), sentence.format(key=key))
        record = _record(key, entry, strings, enclosed=bool(sentence))
        reading.add(record, _line(entry.start_line), entry.raw or "")
    return reading


def _entries(library: Library, reading: Reading) -> Iterator[tuple[Entry, str]]:
    """Yield what is an entry, with a sentence if it was mended; note what is none."""
    for entry in library.entries:
        if entry.fields or not UNUSABLE.search(entry.key):
            yield entry, ""
        else:
            reading.note(_line(entry.start_line), _broken(entry), entry.raw or "")
    for block in library.failed_blocks:
        rescued = _rescued(block)
        if rescued is not None:
            yield rescued, _repeated(block)
        else:
            reading.note(_line(block.start_line), _broken(block), block.raw or "")


def _between(library: Library, reading: Reading) -> None:
    """Keep what stands between entries, unless it was meant to be one."""
    for block in library.comments:
        if not isinstance(block, ImplicitComment) or not block.comment.strip():
            continue
        if MEANT.search(block.comment):
            reading.note(_line(block.start_line), _broken(block), block.comment)
        else:
            reading.loose.append((_line(block.start_line), block.comment))


def _line(start: int | None) -> str:
    return f"line {(start or 0) + 1}"


def _rescued(block: ParsingFailedBlock) -> Entry | None:
    inner = getattr(block, "ignore_error_block", None)
    return inner if isinstance(inner, Entry) else None


def _repeated(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        return f"The entry has the field {names} twice; the first one counts."
    if isinstance(block, DuplicateBlockKeyBlock):
        return "The key is used twice; this entry is now “{key}”."
    return "The entry was read in spite of an error; look it over."


def _broken(block: Block) -> str:
    start = re.sub(r"\s+", " ", (block.raw or "").strip())[:60]
    return (
        f"This is no BibTeX entry: “{start}”. Check its key, the comma after it, "
        "and that every brace is closed."
    )


def _key(wanted: str, taken: set[str]) -> str:
    key, count = wanted, 1
    while key in taken:
        count += 1
        key = f"{wanted}-{count}"
    taken.add(key)
    return key


def _record(
    key: str, entry: Entry, strings: dict[str, str], *, enclosed: bool
) -> dict[str, object]:
    """Return the record; ``enclosed`` if bibtexparser left braces and quotes on."""
    values: dict[str, str] = {}
    for item in entry.fields:
        value = str(item.value).strip(" \t\r\n")
        if enclosed and JOINED.fullmatch(value):
            value = _unwrapped(value, strings)
        values.setdefault(item.key.lower(), _joined(value, strings))
    return entry_record(key, entry.entry_type, values)


def _joined(value: str, strings: dict[str, str]) -> str:
    """Return a value put together with ``#`` as one text."""
    if " # " not in value or (not value.startswith(('"', "{")) and "#" not in value):
        return value
    parts = JOINED.findall(value)
    if "#".join(parts).replace(" ", "") != value.replace(" ", ""):
        return value
    return "".join(_unwrapped(part, strings) for part in parts)


def _unwrapped(part: str, strings: dict[str, str]) -> str:
    if part[:1] in '"{' and len(part) > 1:
        return part[1:-1]
    return strings.get(part.lower(), part)
