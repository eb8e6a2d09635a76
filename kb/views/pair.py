"""The page of a skill in a career."""

from collections import defaultdict
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career, Skill
from citations.formats import STYLES
from kb.enums import Directness, StatementKind
from kb.exchange.forms import FORMS
from kb.exchange.linked import graph, pair_page, trail
from kb.exchange.pair import PAIR_FORMS, page_record
from kb.exchange.pair.page import SHORT
from kb.exchange.references import reference as reference_text
from kb.selectors import pair_page as page_of
from kb.selectors.address import career_at, skill_at
from kb.selectors.pair import PairPage
from kb.views.answers import chosen_by_accept, fresh, instead
from kb.views.metadata import (
    Metadata,
    Signpost,
    absolutely,
    described_by,
    metadata_of,
    signposted,
    typed,
)

Document: TypeAlias = dict[str, Any]
HTML = "text/html"
SIBLINGS = {
    form.media_type: form.suffix
    for form in FORMS.values()
    if form.name in {"json", *PAIR_FORMS} and form.media_type != HTML
}
"""The suffix of the page in each other form, by media type."""
LISTED = ("markdown", "csv", "bibtex", "ris", "csljson")
"""The forms that a reader is offered, beside JSON."""
Uses: TypeAlias = dict[tuple[str | None, str], list[Document]]


@require_safe
def pair(request: HttpRequest, career: str, skill: str) -> HttpResponseBase:
    """Answer how much a skill matters in a career, with all that is known.

    Whoever would rather have data is led to it.
    """
    liked = request.get_preferred_type([HTML, *SIBLINGS])
    if liked is not None and liked != HTML:
        kind = SIBLINGS[liked]
        keys = {"career": career, "skill": skill, "format": kind}
        return chosen_by_accept(redirect(reverse("kb:pair-form", kwargs=keys)))
    at_career = career_at(career)
    if not isinstance(at_career, Career):
        return instead(request, at_career, "kb:pair", career="", skill=skill)
    at_skill = skill_at(skill)
    if not isinstance(at_skill, Skill):
        return instead(request, at_skill, "kb:pair", career=career, skill="")
    page = page_of(at_career, at_skill)
    document = page.document
    known = request.GET.get("revision", "")
    changed = bool(known) and not document["revision"].startswith(known)
    metadata = metadata_about(request, page)
    shown = context(document) | {
        "cited_revision": known[:SHORT] if changed else "",
        "metadata": metadata,
        "cite": partial(how_to_cite, request, page),
        "forms": [FORMS[name] for name in LISTED],
    }
    answer = fresh(
        request,
        "kb/pair.html",
        shown,
        revision=f"{document['revision']}{'-changed' * changed}",
    )
    return signposted(request, chosen_by_accept(answer), metadata)


def how_to_cite(request: HttpRequest, page: PairPage) -> list[tuple[str, str]]:
    """Return the reference to this page in every style, by its revision."""
    address = request.build_absolute_uri(page.document["url"])
    record = page_record(page.document, address, page.published)
    return [
        (style.label, reference_text(record, name, number=0))
        for name, style in STYLES.items()
    ]


def metadata_about(request: HttpRequest, page: PairPage) -> Metadata:
    """Return what the page of a pair tells programs."""
    absolute, document = absolutely(request), page.document
    career, skill = document["career"], document["skill"]
    steps = (
        ("Careers", reverse("kb:careers")),
        (career["name"], career["url"]),
        ("Skills", reverse("kb:career-skills", args=[career["key"]])),
        (skill["name"], document["url"]),
    )
    base = absolute(document["url"]).removesuffix("/")
    return metadata_of(
        graph(pair_page(document, absolute), trail(absolute, *steps)),
        (
            Signpost("cite-as", absolute(document["url"])),
            *described_by(base, ("json", *LISTED)),
            Signpost("item", f"{base}.csv", "text/csv"),
            *typed("WebPage"),
        ),
        cited=lambda: page.records,
    )


def data_address(career: str, skill: str) -> str:
    """Return where the API answers with the document of a pair."""
    return reverse("kb:api:pair", kwargs={"career": career, "skill": skill})


def context(document: Document) -> Document:
    """Return what the template needs beside the document itself."""
    labels = {
        facet["key"]: {
            "label": facet["label"],
            "nearest": next(iter(facet["findings"]), None),
        }
        for facet in document["facets"]
    }
    uses = uses_by_place(document)
    groups = grouped(document, uses)
    statements, beyond = said(document, uses)
    return {
        "document": document,
        "overall": " ".join(
            item["text"] for item in document["answer"] if item["facet"] not in labels
        ),
        "answers": [
            item | labels[item["facet"]]
            for item in document["answer"]
            if item["facet"] in labels
        ],
        "groups": groups,
        "statements": statements,
        "beyond": beyond,
        "about": sum(len(g["findings"]) for g in groups if g["level"] != "general"),
        "api": data_address(document["career"]["key"], document["skill"]["key"]),
    }


def said(document: Document, uses: Uses) -> tuple[list[Document], list[Document]]:
    """Return the statements by facet, and those that are context.

    Each number leads to the reference it was taken from, or to its finding where that
    has left the page since.
    """
    statements = []
    for statement in document["statements"]:
        found = {cited["key"]: cited for cited in statement["findings"]}
        statements.append(
            statement
            | {
                "parts": [
                    part | {"url": leads_to(found.get(part["finding"]))}
                    for part in statement["parts"]
                ],
                "findings": [
                    cited
                    | {
                        "url": f"#finding-{cited['key']}"
                        if cited["references"]
                        else cited["url"],
                        "uses": uses[statement["key"], cited["key"]],
                    }
                    for cited in statement["findings"]
                ],
            }
        )
    here = [s for s in statements if s["kind"] != StatementKind.CONTEXT]
    context = [s for s in statements if s["kind"] == StatementKind.CONTEXT]
    return by_facet(here), context


def leads_to(cited: Document | None) -> str | None:
    """Return where a number of a cited finding leads on this page."""
    if cited is None:
        return None
    numbers = cited["references"]
    return f"#reference-{numbers[0]}" if numbers else str(cited["url"])


def by_facet(statements: list[Document]) -> list[Document]:
    """Return statements, which come in the order of facets, under their facets."""
    return [
        {"label": label, "statements": list(shelf)}
        for label, shelf in groupby(statements, key=lambda one: one["facet_label"])
    ]


def grouped(document: Document, uses: Uses) -> list[Document]:
    """Return the findings by directness, nearest first, each with its references."""
    labels = {facet["key"]: facet["label"] for facet in document["facets"]}
    return [
        {
            "level": level,
            "title": str(Directness(level).label).capitalize(),
            "findings": [
                finding
                | {
                    "facet_label": labels.get(finding["facet"]),
                    "uses": [
                        use | places(finding, use) for use in uses[None, finding["key"]]
                    ],
                }
                for finding in findings
            ],
        }
        for level, findings in groupby(
            document["findings"], key=lambda finding: finding["directness"]["level"]
        )
    ]


def uses_by_place(document: Document) -> Uses:
    """Return the uses of references, with number, letter and anchor.

    By the statement (``None`` outside of statements) and the finding that cites.
    """
    uses: Uses = defaultdict(list)
    for reference in document["references"]:
        for use in reference["uses"]:
            number, letter = reference["number"], use["letter"]
            at = {"number": number, "letter": letter, "id": f"use-{number}-{letter}"}
            uses[use["statement"], use["finding"]].append(at)
    return uses


def places(finding: Document, use: Document) -> Document:
    """Return the places that ``finding`` cites in the reference of ``use``."""
    cited = [c for c in finding["citations"] if c["reference"] == use["number"]]
    return {"citations": cited}
