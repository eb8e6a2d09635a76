"""The page of a pair as Markdown (CommonMark), whole: nothing is only in the HTML."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from citations.selectors import Recorded
from kb.enums import Directness, Mark
from kb.exchange.pair.page import SHORT
from kb.exchange.references import reference

Document = Mapping[str, Any]
# What CommonMark takes for markup inside a line, and a number or sign that begins one.
INSIDE = re.compile(r"([\\`*_\[\]<>|~&])")
LEADING = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]))")


def markdown(document: Document, records: list[Recorded], style: str) -> str:
    """Return the page, its reference list in ``style``, and whom to thank."""
    parts = [
        f"# {plain(document['question'])}",
        " ".join(plain(item["text"]) for item in document["answer"]),
        "## What is covered",
        "\n".join(coverage(document)),
    ]
    if document["statements"]:
        parts += ["## In words", "\n".join(statements(document))]
    for level, found in groupby(
        document["findings"], key=lambda one: one["directness"]["level"]
    ):
        parts.append(f"## {title_of(level)}")
        parts += [finding(one) for one in found]
    for outline in document["outlines"]:
        parts += [f"## {plain(outline['title'])}", "\n".join(listed(outline))]
    if document["questions"]:
        parts.append("## Questions")
        parts += [answered(one) for one in document["questions"]]
    if document["gaps"]:
        gaps = "\n".join(f"- {plain(gap)}" for gap in document["gaps"])
        parts += ["## What this evidence does not show", gaps]
    if records:
        parts += ["## References", "\n".join(references(document, records, style))]
    parts += [plain(line) for line in document["attribution"]]
    parts.append(f"Revision `{document['revision'][:SHORT]}`.")
    return "\n\n".join(parts) + "\n"


def plain(text: object) -> str:
    """Return text that Markdown shows as it is, on one line."""
    escaped = INSIDE.sub(r"\\\1", " ".join(str(text).split()))
    return LEADING.sub(r"\1\\\2", escaped)


def title_of(level: str) -> str:
    """Return the heading over findings of a level."""
    return str(Directness(level).label).capitalize()


def coverage(document: Document) -> Iterator[str]:
    """Yield the table of questions."""
    yield "| Question | Answered here? | Findings | Independent sources |"
    yield "|---|---|---|---|"
    for facet in document["facets"]:
        yield (
            f"| {plain(facet['label'])} | {facet['coverage']} |"
            f" {len(facet['findings'])} | {facet['roots']} |"
        )


def statements(document: Document) -> Iterator[str]:
    """Yield each sentence of the page, with its marks and references."""
    for one in document["statements"]:
        if one["text"] is None:
            yield f"- *Suspended:* {plain(one['reason'])}"
            continue
        cited = sorted({n for used in one["findings"] for n in used["references"]})
        yield f"- {plain(one['text'])}{numbers(cited)}{marks(one['marks'])}"


def finding(one: Document) -> str:
    """Return a finding: claim, figures, what was studied, how near it is."""
    cited = list(dict.fromkeys(place["reference"] for place in one["citations"]))
    lines = [
        f"### {plain(one['headline'])}",
        f"{plain(one['statement'])}{numbers(cited)}{marks(one['marks'])}",
        "\n".join(
            f"- {plain(figure['label'])}: {plain(figure['text'])}"
            + (f" ({plain(figure['subject'])})" if figure["subject"] else "")
            for figure in one["estimates"]
        ),
        f"{plain(one['design_label'])}; {plain(one['studied'])}. "
        f"{plain(one['directness']['reason'])}",
        *(
            f"> {plain(place['quote'])} ({plain(place['locator'])})"
            for place in one["citations"]
            if place["quote"]
        ),
    ]
    if one["limitations"]:
        lines.append("Limitations: " + " ".join(map(plain, one["limitations"])))
    return "\n\n".join(line for line in lines if line)


def listed(outline: Document) -> Iterator[str]:
    """Yield the items of an outline: opinion of older pages, never evidence."""
    yield f"*An opinion, no evidence: {plain(whence(outline))}.*\n"
    for item in outline["items"]:
        share = f" ({plain(item['share'])} %)" if item["share"] is not None else ""
        said = ": ".join(
            plain(item[name]) for name in ("label", "detail") if item[name]
        )
        yield f"- {said}{share}"


def answered(one: Document) -> str:
    """Return a question of an older page with its answer."""
    return f"**{plain(one['question'])}** {plain(one['answer'])} ({plain(whence(one))})"


def whence(one: Document) -> str:
    """Return the source of a text, and where in it."""
    return ", ".join(filter(None, (one["source_title"], one["locator"])))


def numbers(cited: list[int]) -> str:
    """Return the numbers of references as they stand behind a sentence."""
    return f" \\[{', '.join(map(str, cited))}\\]" if cited else ""


def marks(found: list[str]) -> str:
    """Return what to know first, in bold."""
    labels = ", ".join(plain(Mark(mark).label) for mark in found)
    return f" **{labels}**" if labels else ""


def references(
    document: Document, records: list[Recorded], style: str
) -> Iterator[str]:
    """Yield the numbered list, each reference with its standing."""
    for one, record in zip(document["references"], records, strict=True):
        shown = reference(record.csl(), style, number=0)
        doubt = one["standing"] not in {"good", "unchecked"}
        standing = f" **{plain(one['standing_label'])}**" if doubt else ""
        yield f"{one['number']}. {plain(shown)}{standing}"
