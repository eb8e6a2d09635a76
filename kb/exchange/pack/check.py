"""Everything that is wrong with a pack, all at once, before a row is written."""

import json
from pathlib import Path
from typing import Any

from kb.exchange.pack.files import KINDS, Pack, read_pack
from kb.exchange.pack.meaning import problems_of_meaning
from kb.exchange.pack.named import problems_of_naming
from kb.exchange.pack.references import problems_of_references
from kb.exchange.pack.shape import problems_of_shape
from kb.rules.rule import RuleViolations
from kb.selectors import lost_numbers

SCHEMA = Path(__file__).parents[3] / "seeds" / "pack.schema.json"


def checked_pack(root: Path) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Read the pack in ``root`` and return its meta data and its entries by kind.

    Raises ``RuleViolations`` with everything that is wrong with any of its files.
    """
    pack = read_pack(root)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    problems = [
        *pack.problems,
        *problems_of_shape(pack, schema),
        *problems_of_references(pack),
        *problems_of_meaning(pack, lost_numbers),
        *problems_of_naming(pack),
    ]
    if problems:
        raise RuleViolations(dict.fromkeys(problems))
    contents = {kind: [entry for _, entry in pack.entries(kind)] for kind in KINDS}
    return pack.meta, contents | adjacency(pack)


def adjacency(pack: Pack) -> dict[str, list[dict[str, Any]]]:
    """Return the edges of adjacency.yaml, of skills and of careers apart."""
    edges: dict[str, list[dict[str, Any]]] = {"skill_edges": [], "career_edges": []}
    for _, data, _ in pack.files["adjacency"]:
        edges["skill_edges"] += data.get("skills", [])
        edges["career_edges"] += data.get("careers", [])
    return edges
