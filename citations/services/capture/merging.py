"""Merging a row into a source, field by field: what is empty is filled, no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from citations.models import ImportRow, Source

LABELS = {
    field.name: str(field.verbose_name) for field in Source._meta.concrete_fields
} | {
    "doi": "DOI",
    "isbn": "ISBN",
    "arxiv": "arXiv id",
    "pmid": "PMID",
    "url": "address",
}
FILL, KEEP, TAKE, LEAVE, SAME = "fill", "keep", "take", "leave", "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what stands here, what the row brings, and what a merge would do.

    ``fill`` an empty field, ``leave`` it empty, ``keep`` what differs, ``take`` over
    what the row brings; ``same`` on both sides.
    """

    field: str
    label: str
    old: Any
    new: Any
    fate: str

    @property
    def writes(self) -> bool:
        """Return whether the merge would write this field."""
        return self.fate in (FILL, TAKE)


def differences(source: Source, row: ImportRow) -> list[Difference]:
    """Return each field that the row brings, against what stands in ``source``."""
    return list(_differences(source, row.fields, row.extra, row.choices))


def _differences(
    source: Source,
    fields: Mapping[str, Any],
    extra: Mapping[str, Any],
    choices: Mapping[str, str],
) -> Iterator[Difference]:
    for name, new in fields.items():
        if new in ("", None, []):
            continue
        old = getattr(source, name)
        if old == new:
            fate = SAME
        elif old in ("", None, []):
            fate = LEAVE if choices.get(name) == "old" else FILL
        else:
            fate = TAKE if choices.get(name) == "new" else KEEP
        yield Difference(name, LABELS[name], old, new, fate)
    more = joined(source.extra, extra)
    if more != source.extra:
        fate = LEAVE if choices.get("extra") == "old" else FILL
        yield Difference("extra", LABELS["extra"], source.extra, more, fate)


def joined(
    old: Mapping[str, Any], new: Mapping[str, Any], *, inside: bool = False
) -> dict[str, Any]:
    """Return ``old`` with the members that only ``new`` has, also below “custom”."""
    held = {**new, **old}
    for name in old.keys() & new.keys():
        here, there = old[name], new[name]
        deeper = inside or name == "custom"
        if deeper and isinstance(here, dict) and isinstance(there, dict):
            held[name] = joined(here, there, inside=True)
    return held


def told(found: list[Difference]) -> str:
    """Return in a sentence what merging would do."""
    filled = [d.label for d in found if d.writes]
    kept = [d.label for d in found if d.fate == KEEP]
    words = f"Merging would write {', '.join(filled)}." if filled else ""
    if kept:
        verb = "differs and stays" if len(kept) == 1 else "differ and stay"
        words += f" {', '.join(kept).capitalize()} {verb} as here unless you choose."
    return words.strip() or "It brings nothing that is not here."
