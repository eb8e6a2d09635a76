"""Whether every name in a pack leads to a row, of the pack or of a vocabulary."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from careers.models import WorkType
from kb.exchange.pack.files import Pack
from kb.models import Facet, Finding, Measure, Topic
from kb.rules.registry import RULES
from kb.rules.rule import Violation

RESOLVE = RULES["names-resolve"]
Keys: TypeAlias = dict[str, set[str]]
Use: TypeAlias = tuple[str, str, Any]
"""A use of a name: the field it stands in, the kind it must be of, and the name."""


def problems_of_references(pack: Pack) -> Iterator[Violation]:
    """Yield every name that leads nowhere."""
    known = _known(pack)
    for kind in pack.files:
        if kind == "adjacency":
            entries: Iterable[tuple[str, Any]] = edges(pack)
        else:
            entries = pack.entries(kind)
        for where, entry in entries:
            if isinstance(entry, dict):
                for field, target, name in _uses(kind, entry):
                    if isinstance(name, str) and name not in known[target]:
                        yield Violation(RESOLVE, where, field, name)


def edges(pack: Pack) -> Iterator[tuple[str, Any]]:
    """Yield each edge of adjacency.yaml with its place."""
    for name, data, _ in pack.files["adjacency"]:
        for side in ("skills", "careers"):
            rows = data.get(side, []) if isinstance(data, dict) else []
            for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
                yield f"{name}, {side} {number}", row


def _known(pack: Pack) -> Keys:
    """Return every key there is, by kind; vocabularies come from the database."""
    kinds = ("organizations", "sources", "careers", "skills", "tasks", "findings")
    known = {
        kind: {
            entry["key"]
            for _, entry in pack.entries(kind)
            if isinstance(entry, dict) and isinstance(entry.get("key"), str)
        }
        for kind in kinds
    }
    known["findings"] |= set(Finding.objects.values_list("key", flat=True))
    known["measures"] = set(Measure.objects.values_list("key", flat=True))
    known["facets"] = set(Facet.objects.values_list("key", flat=True))
    known["topics"] = set(Topic.objects.values_list("key", flat=True))
    known["work types"] = set(WorkType.objects.values_list("code", flat=True))
    return known


def _uses(kind: str, entry: dict[str, Any]) -> Iterator[Use]:
    """Yield every name that an entry uses."""
    for field, target in (
        ("source", "sources"),
        ("career", "careers"),
        ("skill", "skills"),
        ("topic", "topics"),
        ("facet", "facets"),
    ):
        yield field, target, entry.get(field)
    yield from _names("findings", "findings", entry.get("findings"))
    yield from _basis(entry)
    if kind == "adjacency":
        side = "skills" if "relation" in entry else "careers"
        yield "from", side, entry.get("from")
        yield "to", side, entry.get("to")
    for field, member, target in PARTS:
        for part in _parts(entry, field):
            yield f"{field}.{member}", target, part.get(member)
            yield from _basis(part)
    for item in _parts(entry, "items"):
        for member, target in (("skills", "skills"), ("findings", "findings")):
            yield from _names(f"items.{member}", target, item.get(member))


PARTS = (
    ("organizations", "organization", "organizations"),
    ("relations", "to", "sources"),
    ("skills", "skill", "skills"),
    ("subjects", "career", "careers"),
    ("subjects", "skill", "skills"),
    ("subjects", "task", "tasks"),
    ("bearing", "career", "careers"),
    ("bearing", "skill", "skills"),
    ("links", "to", "findings"),
    ("estimates", "measure", "measures"),
    ("citations", "source", "sources"),
    ("tasks", "task", "tasks"),
    ("tasks", "work_type", "work types"),
    ("items", "task", "tasks"),
    ("items", "finding", "findings"),
)
"""Lists inside entries, the member of each that is a name, and what it names."""


def _names(field: str, target: str, names: Any) -> Iterator[Use]:  # noqa: ANN401 - any YAML value
    for name in names if isinstance(names, list) else []:
        yield field, target, name


def _basis(row: dict[str, Any]) -> Iterator[Use]:
    basis = row.get("basis")
    if isinstance(basis, dict):
        yield "basis.finding", "findings", basis.get("finding")
        yield "basis.source", "sources", basis.get("source")


def _parts(entry: dict[str, Any], field: str) -> Iterator[dict[str, Any]]:
    rows = entry.get(field)
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            yield row
