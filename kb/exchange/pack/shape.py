"""Whether the files of a pack have the shape that pack.schema.json asks for."""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from kb.exchange.pack.files import Pack, place
from kb.rules.registry import RULES
from kb.rules.rule import Rule, Violation

SHAPE = RULES["pack-follows-its-schema"]
MEMBERS = {
    "directness": RULES["directness-is-derived"],
    "basis": RULES["edge-has-a-basis"],
    "citations": RULES["rests-on-a-standing-source"],
    "value": RULES["number-is-a-number"],
    "low": RULES["number-is-a-number"],
    "high": RULES["number-is-a-number"],
    "se": RULES["number-is-a-number"],
    "weight": RULES["number-is-a-number"],
    "locator": RULES["citation-has-a-locator"],
}
"""Members whose absence or value is a rule of its own, not only a matter of shape."""


def problems_of_shape(pack: Pack, schema: dict[str, Any]) -> Iterator[Violation]:
    """Yield every place where a file departs from its part of the schema."""
    yield from _problems(pack, "pack.yaml", pack.meta, [], _part(schema, "pack"))
    for kind, files in pack.files.items():
        for name, data, lines in files:
            yield from _problems(pack, name, data, lines, _part(schema, kind))


def _part(schema: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}


def _problems(
    pack: Pack,
    name: str,
    data: Any,  # noqa: ANN401 - any YAML value
    lines: list[int],
    schema: dict[str, Any],
) -> Iterator[Violation]:
    for error in Draft202012Validator(schema).iter_errors(data):
        path = list(error.absolute_path)
        entry = name
        if path and isinstance(path[0], int) and path[0] < len(lines):
            entry = place(name, lines[path[0]], data[path[0]])
            path = path[1:]
        for member, told in _told(error):
            where = ".".join(
                str(part) for part in [*path, *([member] if member else [])]
            )
            yield Violation(_rule(where), entry, where, told[:160])


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield the member and what is wrong, one for each member that is too many."""
    schema: Any = error.schema
    given: Any = error.instance
    if error.validator == "additionalProperties":
        for member in sorted(set(given) - set(schema.get("properties", ()))):
            yield member, f"no such field: {given[member]!r}"
    elif error.validator == "required":
        for member in schema["required"]:
            if member not in given and f"'{member}'" in error.message:
                yield member, "missing"
    else:
        yield "", error.message


def _rule(where: str) -> Rule:
    last = where.rpartition(".")[2]
    return MEMBERS.get(last, SHAPE)
