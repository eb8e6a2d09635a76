"""The page of a pair in other forms than HTML and JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from citations.selectors import Recorded
from kb.exchange.pair.markdown import markdown
from kb.exchange.pair.page import page_record
from kb.exchange.pair.sheet import sheet
from kb.exchange.references import WRITERS

Document = Mapping[str, Any]
Written = Callable[[Document, list[Recorded], str], str]


def references(name: str) -> Written:
    """Return what writes the reference list, numbered as on the page."""

    def write(document: Document, records: list[Recorded], style: str) -> str:
        listed = "".join(WRITERS[name](records, style))
        if name != "text" or not document["attribution"]:
            return listed
        return listed + "\n" + "".join(f"{line}\n" for line in document["attribution"])

    return write


PAIR_FORMS: Mapping[str, Written] = {
    "markdown": markdown,
    "csv": sheet,
    **{name: references(name) for name in WRITERS},
}
"""What writes each form, given the document, its references and a style."""

__all__ = ["PAIR_FORMS", "page_record"]
