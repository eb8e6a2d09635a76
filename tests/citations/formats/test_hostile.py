"""No record, however strange, makes an error or an element, and none takes long."""

import time
from typing import Any

import pytest

from citations.formats import STYLES, format_reference
from citations.formats.files import FORMATS

LONG = 20_000
STRANGE: list[dict[str, Any]] = [
    {},
    {"type": None, "title": None, "author": None, "issued": None},
    {"title": ["a"], "author": "x", "issued": "2020", "volume": {"a": 1}},
    {"author": [None, {}, {"literal": ""}, "s", {"family": None, "given": 3}]},
    {"title": "\ud800\x00\x07", "author": [{"family": "\udfff"}]},
    {"title": "x" * LONG, "page": "1" * LONG, "volume": "1-" * LONG},
    {"title": "<i>" * LONG + "</i>" * LONG},
    {"title": '"' * LONG},
    {"title": "'" * LONG},
    {"title": "a: " * LONG},
    {"title": "{" * LONG},
    {"title": "$" * 999},
    {"title": "-" * LONG},
    {"title": " " * LONG + "x"},
    {"author": [{"family": f"F{place}", "given": "A B"} for place in range(3000)]},
    {"author": [{"family": "x", "given": " " * LONG + "a"}]},
    {"issued": {"date-parts": [["x", 99, 99]]}},
    {"title": "x}\n@article{evil, title={y}", "id": "a, b={c}"},
    {"author": [{"family": "a}\n@b{c,", "given": " and Evil, E"}]},
    {"page": " - ", "edition": "²", "volume": "٣"},
    {"page": 5, "volume": 2.5, "title": True},
]


@pytest.mark.parametrize("record", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_record_is_only_strange_text(record: dict[str, Any]) -> None:
    start = time.perf_counter()
    for style in STYLES:
        format_reference(record, style).encode()
        html = format_reference(record, style, html=True, locator="<script>")
        assert "<script" not in html.encode().decode()
    for form in FORMATS.values():
        text = form.write([record])
        text.encode()
        assert len(form.read(text).records) == 1
    assert time.perf_counter() - start < 10
