"""The files of a pack: plain YAML, read strictly, each entry with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation

MAX_BYTES = 5_000_000
MAX_DEPTH = 24
KINDS = (
    *("organizations", "sources", "careers", "skills", "adjacency", "tasks"),
    *("findings", "profiles", "outlines", "duties", "requirements", "glance"),
    *("levels", "questions", "statements"),
)
"""The files of a pack besides pack.yaml; ``findings`` is a folder of files."""

READABLE = RULES["pack-is-readable"]


@dataclass
class Pack:
    """A pack as read: what each file holds, and where each entry begins."""

    root: Path
    meta: dict[str, Any] = field(default_factory=dict)
    files: dict[str, list[tuple[str, Any, list[int]]]] = field(default_factory=dict)
    problems: list[Violation] = field(default_factory=list)

    def entries(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Yield each entry of a kind with its place: ``sources.yaml:12, entry x``."""
        for name, data, lines in self.files.get(kind, ()):
            if isinstance(data, list):
                for line, entry in zip(lines, data, strict=True):
                    yield place(name, line, entry), entry


def place(name: str, line: int, entry: Any) -> str:  # noqa: ANN401 - any YAML value
    """Return where an entry stands: file, line and key."""
    key = entry.get("key") if isinstance(entry, dict) else None
    return f"{name}:{line}" + (f", entry {key}" if key else "")


def read_pack(root: Path) -> Pack:
    """Read every file of the pack in ``root``; what cannot be read is a problem in it.

    Raises ``RuleViolations`` if ``root`` holds no pack.yaml.
    """
    if not (root / "pack.yaml").is_file():
        raise RuleViolations(
            [Violation(READABLE, str(root), "pack.yaml", "there is no such file")]
        )
    pack = Pack(root)
    found = _read(pack, root / "pack.yaml")
    pack.meta = found[0] if found and isinstance(found[0], dict) else {}
    for kind in KINDS:
        paths = [root / f"{kind}.yaml", *sorted((root / kind).glob("*.yaml"))]
        pack.files[kind] = []
        for path in paths:
            if path.is_file() and (read := _read(pack, path)):
                name = path.relative_to(root).as_posix()
                pack.files[kind].append((name, *read))
    return pack


def _read(pack: Pack, path: Path) -> tuple[Any, list[int]] | None:
    """Return what a file holds and the line of each entry; a problem gives ``None``."""
    name = path.relative_to(pack.root).as_posix()
    try:
        node = _node(path)
        return _value(node), _lines(node)
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is not UTF-8"
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = f"line {mark.line + 1}: " if mark else ""
        found = f"{at}{error.problem}"
    except (yaml.YAMLError, OSError, ValueError) as error:
        found = str(error)
    pack.problems.append(Violation(READABLE, name, "", found[:300]))
    return None


def _node(path: Path) -> yaml.Node:
    """Return the root of a file that is small, plain and not empty."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise yaml.YAMLError(f"{size:,} bytes, of {MAX_BYTES:,} at most")
    text = path.read_text(encoding="utf-8")
    _refuse_bombs(text)
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None:
        raise yaml.YAMLError("the file is empty")
    return node


def _refuse_bombs(text: str) -> None:
    """Raise for anchors, aliases, tags and deep nesting, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _unread("anchors and aliases are not read", event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _unread(f"nested deeper than {MAX_DEPTH}", event.start_mark)


def _lines(node: yaml.Node) -> list[int]:
    """Return the line of each entry of a list, from 1."""
    if isinstance(node, yaml.SequenceNode):
        return [child.start_mark.line + 1 for child in node.value]
    return []


def _value(node: yaml.Node) -> Any:  # noqa: ANN401 - any YAML value
    """Return the plain value of a node; a key twice in one mapping is an error."""
    if isinstance(node, yaml.SequenceNode):
        return [_value(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for name, child in node.value:
            key = str(name.value)
            if key in found:
                raise _unread(f"the key {key} stands twice", name.start_mark)
            found[key] = _value(child)
        return found
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | int | bool | None:
    """Return a scalar; only plain true, false, null and whole numbers are not text."""
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "str":
            return text
        case "null":
            return None
        case "bool" if text in {"true", "false"}:
            return text == "true"
        case "int" if text.lstrip("-").isdigit() and len(text) < 20:
            return int(text)
        case kind:
            told = f"{text!r} is read as {kind}: put decimals and dates in quotes"
            raise _unread(told, node.start_mark)


def _unread(problem: str, mark: Any) -> yaml.MarkedYAMLError:  # noqa: ANN401 - C mark
    """Return the error for what a pack may not hold, with its place."""
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
