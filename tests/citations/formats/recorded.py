"""The recorded results of citeproc-js: a sample here, all of them beside the tree.

The sample is from Crossref's metadata, which are facts and free to use.
"""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "data" / "citations"
IN_CITEPROC = {
    "apa": "apa",
    "mla": "modern-language-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "vancouver": "nlm-citation-sequence",
    "ieee": "ieee",
}
ENTRY = re.compile(r'<div class="csl-entry">\s*(.*?)\s*</div>', re.DOTALL)
NUMBERED = re.compile(
    r'<div class="csl-left-margin">(.*?)</div><div class="csl-right-inline">(.*)</div>',
    re.DOTALL,
)
Record = dict[str, Any]


def beside(name: str) -> Any:
    """Return a file of the shared data, or skip the test that asks for it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"The recorded data are not here: ../shared/data/citations/{name}")
    raw = path.read_bytes()
    return json.loads(gzip.decompress(raw) if name.endswith(".gz") else raw)


def text_beside(name: str) -> str:
    """Return a text file of the shared data, or skip the test that asks for it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"The recorded data are not here: ../shared/data/citations/{name}")
    return path.read_text(encoding="utf-8")


def all_records() -> list[Record]:
    """Return the 502 records of Crossref."""
    records: list[Record] = beside("crossref502.csl.json")
    return records


def sample() -> list[Record]:
    """Return the committed sample: records, each with its recorded results."""
    found: list[Record] = json.loads((HERE / "sample.json").read_text("utf-8"))
    return found


def goldens() -> list[Record]:
    """Return records of many kinds with references checked by hand."""
    found: list[Record] = json.loads((HERE / "goldens.json").read_text("utf-8"))
    return found


def inner(html: str) -> str:
    """Return recorded HTML without the elements around an entry."""
    match = ENTRY.fullmatch(html.strip())
    entry = match[1] if match else html
    if match := NUMBERED.fullmatch(entry):
        return f"{match[1]} {match[2]}"
    return entry
