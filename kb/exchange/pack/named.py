"""Whether what a finding claims to have measured stands in its own words."""

from collections.abc import Iterator
from typing import Any

from kb.exchange.pack.files import Pack
from kb.rules.registry import RULES
from kb.rules.rule import Violation
from kb.selectors import unnamed

NAMED = RULES["direct-subject-is-named"]


def problems_of_naming(pack: Pack) -> Iterator[Violation]:
    """Yield subjects with skill and career that the study nowhere names.

    The database asks the same of every finding at publication; asking here as well
    tells it together with all else that is wrong with a pack.
    """
    names = {kind: _names(pack, kind) for kind in ("skills", "careers")}
    asked = []
    for where, entry in pack.entries("findings"):
        if not isinstance(entry, dict) or entry.get("draft"):
            continue
        words = " | ".join(_words(entry))
        for subject in entry.get("subjects") or ():
            if "skill" in subject and "career" in subject:
                for kind, key in (("skills", "skill"), ("careers", "career")):
                    known = names[kind].get(subject[key], [])
                    asked.append((where, subject[key], words, known))
    for place in unnamed([(words, known) for _, _, words, known in asked]):
        where, key, _, _ = asked[place]
        yield Violation(NAMED, where, "subjects", f"{key} is named nowhere")


def _names(pack: Pack, kind: str) -> dict[str, list[str]]:
    """Return every name of each row: its own, its aliases, its codes and titles."""
    return {
        str(entry.get("key")): [
            str(entry.get("name", "")),
            *map(str, entry.get("aliases") or ()),
            *(
                str(code.get(part, ""))
                for code in entry.get("codes") or ()
                for part in ("code", "title")
            ),
        ]
        for _, entry in pack.entries(kind)
        if isinstance(entry, dict)
    }


def _words(entry: dict[str, Any]) -> Iterator[str]:
    for field in ("headline", "statement", "population", "comparison"):
        yield str(entry.get(field) or "")
    for estimate in entry.get("estimates") or ():
        yield f"{estimate.get('label')} {estimate.get('base', '')}"
    for citation in entry.get("citations") or ():
        yield str(citation.get("locator", ""))
        for reading in citation.get("readings") or ():
            yield str(reading.get("says"))
