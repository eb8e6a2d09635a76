"""What became of a source after it appeared, said in its record and in a reference.

CSL 1.0.2 has ``status`` for the publication status of an item ("retracted" among its
examples) and ``note`` for what a reader should see. The facts themselves travel under
``custom.standing``, so that no format loses them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from citations.formats.markup import typeset

Record = dict[str, Any]
Notice = Mapping[str, Any]

# By standing: the notice that brings it about, the words of ``status`` and of a note.
SAID = {
    "retracted": ("retraction", "retracted", "Retracted"),
    "withdrawn": ("withdrawal", "withdrawn", "Withdrawn"),
    "concern": ("concern", "expression of concern", "Expression of concern"),
    "corrected": ("correction", "corrected", "Corrected"),
}


def marked(
    record: Mapping[str, Any], standing: str, notices: Iterable[Notice]
) -> Record:
    """Return ``record`` saying its ``standing``; as it is if nothing stands against it.

    ``notices`` are those that count, oldest first, each with ``kind``, ``issued``
    (YYYY, YYYY-MM, YYYY-MM-DD or None), ``reason``, ``doi`` and ``url``.
    """
    if standing not in SAID:
        return dict(record)
    kind, status, words = SAID[standing]
    deciding = [notice for notice in notices if notice["kind"] == kind]
    last = deciding[-1] if deciding else {}
    address = f"https://doi.org/{last['doi']}" if last.get("doi") else last.get("url")
    facts = {
        "is": standing,
        "words": words,
        "issued": last.get("issued"),
        "reason": last.get("reason"),
        "link": address,
    }
    told = {name: value for name, value in facts.items() if value}
    notes = (f"{remark(told)}.", told.get("reason"), record.get("note"))
    return dict(record) | {
        "status": status,
        "note": " ".join(str(note) for note in notes if note),
        "custom": {**(record.get("custom") or {}), "standing": told},
    }


def remark(told: Mapping[str, Any]) -> str:
    """Return ``Retracted 2024-05-01, https://doi.org/…`` from ``custom.standing``."""
    dated = " ".join(str(told[name]) for name in ("words", "issued") if told.get(name))
    return f"{dated}, {told['link']}" if told.get("link") else dated


def warning(record: Mapping[str, Any]) -> str:
    """Return the remark that ends a reference, as a piece; "" where there is none."""
    custom = record.get("custom")
    told = custom.get("standing") if isinstance(custom, Mapping) else None
    if isinstance(told, Mapping) and told.get("words"):
        return f" [{typeset(remark(told))}]"
    for _, status, words in SAID.values():
        if record.get("status") == status:
            return f" [{words}]"
    return ""
