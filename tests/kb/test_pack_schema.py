"""The schema of packs, its documentation and the models say the same."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.models import Choices
from jsonschema import Draft202012Validator

from careers import enums as careers
from citations import enums as citations
from kb import enums as kb
from kb.exchange.pack.files import KINDS

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "seeds" / "pack.schema.json").read_text())
DOCS = (ROOT / "docs" / "evidence-pack.md").read_text()
SECTIONS = dict(
    re.findall(r"^## (\w+)(?:\.yaml)?\n(.*?)(?=^## |\Z)", DOCS, re.M | re.S)
)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", ["pack", *KINDS])
def test_every_member_of_a_file_is_explained(kind: str) -> None:
    section = SECTIONS[kind]
    missing = {
        name for name in members(SCHEMA["$defs"][kind]) if f"`{name}`" not in section
    }
    shared = {"scheme", "code", "title", "uri", "release", "match", "evidence"}
    shared |= {"finding", "source"}  # members of codes and bases: see careers.yaml
    assert missing - shared <= CSL


CSL = set(SCHEMA["$defs"]["csl"]["properties"])


def members(schema: Any) -> Iterator[str]:
    """Yield the name of every property in a part of the schema, and in its parts."""
    if isinstance(schema, list):
        for part in schema:
            yield from members(part)
    elif isinstance(schema, dict):
        if (target := schema.get("$ref")) and not target.endswith("/csl"):
            yield from members(SCHEMA["$defs"][target.rpartition("/")[2]])
        for name, part in schema.get("properties", {}).items():
            yield name
            yield from members(part)
        for word in ("items", "oneOf", "anyOf", "allOf", "then", "else", "contains"):
            yield from members(schema.get(word))


VOCABULARIES: list[tuple[str, type[Choices]]] = [
    ("finding.kind", kb.Kind),
    ("finding.design", kb.Design),
    ("finding.direction", kb.Direction),
    ("estimate.missing", kb.Missing),
    ("estimate.interval", kb.Interval),
    ("estimate.confirmation", citations.Confirmation),
    ("citation.label", citations.LocatorLabel),
    ("reading.read", citations.Read),
    ("sources.class", citations.SourceClass),
    ("organizations.interest", citations.Interest),
    ("skills.kind", careers.SkillKind),
    ("outlines.kind", kb.OutlineKind),
]


@pytest.mark.parametrize(("where", "vocabulary"), VOCABULARIES)
def test_vocabularies_are_those_of_the_models(
    where: str, vocabulary: type[Choices]
) -> None:
    definition, name = where.split(".")
    schema = SCHEMA["$defs"][definition]
    found = schema.get("items", schema)["properties"][name]["enum"]
    assert set(found) == set(vocabulary.values)


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").rglob("*.yaml")), ids=str)
def test_seeds_are_valid_and_say_what_they_hold(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("# ")
    kind = "findings" if path.parent.name == "findings" else path.stem
    part = {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]}
    Draft202012Validator(part).validate(yaml.safe_load(text))


def test_no_sentence_of_the_older_systems_is_copied() -> None:
    """Facts carry over, sentences never: no run of nine words stands in both."""
    shared = ROOT.parent / "shared" / "seeds"
    if not shared.is_dir():
        pytest.skip("the texts of the older systems are not on this machine")
    theirs = set()
    for path in shared.glob("*.txt"):
        theirs |= set(runs(path.read_text()))
    ours = set()
    for path in (ROOT / "seeds").rglob("*.yaml"):
        if path.stem not in {"sources", "organizations"}:
            ours |= set(runs(path.read_text()))
    assert not theirs & ours


def runs(text: str, length: int = 9) -> Iterator[tuple[str, ...]]:
    """Yield every run of ``length`` words outside addresses, whatever their case."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"https?://\S+", " ", text.lower()))
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])
