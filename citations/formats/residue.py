"""What a format has no field for travels as CSL-JSON in one field of its own.

BibTeX and RIS know fewer kinds, names and dates than CSL, and neither keeps runs of
white space. What is lost is found by reading back what was written. It is given back
only where the format is silent or says the same in other characters: who edits a
field by hand is believed.
"""

import json
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

Record = dict[str, Any]

SPACE = re.compile("[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
PLAIN = re.compile(r"[^\W_]+")


def flat(value: str) -> str:
    """Return ``value`` on one line, with single spaces."""
    return SPACE.sub(" ", value).strip(" ")


def lost(record: Mapping[str, Any], read: Mapping[str, Any]) -> str:
    """Return, as JSON in ASCII on one line, what ``read`` lacks of ``record``."""
    spaces: Record = {}
    rest: Record = {}
    for name, value in record.items():
        if name in read and read[name] == value:
            continue
        if isinstance(value, str) and flat(value) == read.get(name):
            spaces[name] = {"of": _sum(flat(value))} | _runs(value)
        else:
            rest[name] = value
    if extra := sorted(set(read) - set(record)):
        rest["-"] = extra
    left = ({"space": spaces} if spaces else {}) | ({"csl": rest} if rest else {})
    text = json.dumps(left, default=str, separators=(",", ":"))
    return text.replace("\x7f", "\\u007f") if left else ""


def restored(read: Record, residue: str) -> Record:
    """Return ``read`` with what ``lost`` noted; of a residue that is none, nothing."""
    try:
        left = _mapping(json.loads(residue)) if residue else {}
    except (ValueError, RecursionError):
        return read
    for name, runs in _mapping(left.get("space")).items():
        value = read.get(name)
        if isinstance(value, str) and _mapping(runs).get("of") == _sum(value):
            read[name] = _spaced(value, runs)
    rest = _mapping(left.get("csl"))
    for name in rest.pop("-", []):
        read.pop(str(name), None)
    return _completed(read, rest)


def _completed(read: Record, rest: Record) -> Record:
    for name, value in rest.items():
        if name not in read or name in ("id", "type") or _same(read[name], value):
            read[name] = value
    return read


def _sum(value: str) -> int:
    """Return a checksum: the noted spaces belong to this text and to no other."""
    return zlib.crc32(value.encode("utf-8", "replace"))


def _mapping(value: object) -> Record:
    return value if isinstance(value, dict) else {}


def _runs(value: str) -> dict[str, str]:
    """Return the runs of white space that are no single space, by their place."""
    core = value.strip("".join(map(chr, range(33))) + "\x85\u2028\u2029")
    start = value.index(core) if core else 0
    found = {
        str(place): run for place, run in enumerate(SPACE.findall(core)) if run != " "
    }
    edges = {"start": value[:start], "end": value[start + len(core) :]}
    return found | {name: run for name, run in edges.items() if run}


def _spaced(value: str, runs: Mapping[str, object]) -> str:
    words = value.split(" ")
    text = words[0]
    for place, word in enumerate(words[1:]):
        text += _space(runs.get(str(place)), " ") + word
    return _space(runs.get("start"), "") + text + _space(runs.get("end"), "")


def _space(run: object, usual: str) -> str:
    return run if isinstance(run, str) and not run.strip() else usual


def _same(read: object, noted: object) -> bool:
    """Return whether the format says the same; of a date it may say less."""
    words, full = Counter(_words(read)), Counter(_words(noted))
    return words <= full if isinstance(read, dict) else words == full


def _words(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for item in value.values() for word in _words(item)]
    if isinstance(value, list):
        return [word for item in value for word in _words(item)]
    return [word.lower() for word in PLAIN.findall(str(value))]
