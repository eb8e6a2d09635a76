"""Search over names and words, and pairs beside each other."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.models import Career, Skill
from kb.selectors import pair_document
from kb.selectors.address import career_at, skill_at
from kb.selectors.meant import careers_meant
from kb.selectors.search import LONGEST, search, terms_of_hits
from kb.templatetags.reading import label

MOST = 4
NAMED = {"career", "skill"}
"""What is found by its name: where nothing is, a name may be misspelt."""
Document = dict[str, Any]


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """Show what is found for the words of the reader."""
    asked = request.GET.get("q", "")[:LONGEST]
    shelves = search(asked)
    named = any(shelf.kind in NAMED for shelf in shelves)
    words, meant = ("", []) if named else careers_meant(asked)
    context = {
        "asked": asked,
        "shelves": shelves,
        "words": words,
        "meant": meant,
        "attribution": terms_of_hits(shelves, meant),
    }
    return render(request, "kb/search.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Show up to four pairs beside each other, question by question."""
    asked = [pair for pair in request.GET.getlist("pair") if pair.strip()]
    pairs = list(dict.fromkeys(pair.strip() for pair in asked))
    problems = []
    if len(pairs) > MOST:
        problems.append(f"At most {MOST} pairs stand side by side; {len(pairs)} came.")
    documents = []
    for pair in pairs[:MOST]:
        found = document_of(pair)
        if found is None:
            problems.append(
                f"“{pair[:80]}” is no pair here: write the keys of a career and a "
                "skill, as in backend-developer:python."
            )
        else:
            documents.append(found)
    context = {
        "documents": documents,
        "rows": side_by_side(documents),
        "problems": problems,
        "near": nearby(documents),
        "full": len(documents) >= MOST,
        "attribution": sorted(
            {line for document in documents for line in document["attribution"]}
        ),
    }
    status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
    return render(request, "kb/compare.html", context, status=status)


def document_of(pair: str) -> Document | None:
    """Return the document of ``career:skill``, ``None`` where there is no such pair."""
    career_key, _, skill_key = pair.partition(":")
    if "\x00" in pair:
        return None
    career, skill = career_at(career_key), skill_at(skill_key)
    if not isinstance(career, Career) or not isinstance(skill, Skill):
        return None
    return pair_document(career, skill)


def side_by_side(documents: list[Document]) -> list[Document]:
    """Return a row for each question, with a cell for each pair.

    A cell has the coverage, the number of findings and of independent sources, and the
    nearest finding with its figures; figures of different measures are never ranked.
    """
    if not documents:
        return []
    return [
        {"facet": facet, "cells": [cell(document, place) for document in documents]}
        for place, facet in enumerate(documents[0]["facets"])
    ]


def cell(document: Document, place: int) -> Document:
    """Return what is known of one pair on one question."""
    facet = document["facets"][place]
    held = {finding["key"]: finding for finding in document["findings"]}
    nearest = held[facet["findings"][0]] if facet["findings"] else None
    return {
        "facet": facet,
        "pair": f"{document['skill']['name']}, {document['career']['name']}",
        "nearest": nearest,
        "level": label(nearest["directness"]["level"], "level") if nearest else "",
    }


def nearby(documents: list[Document]) -> list[Document]:
    """Return pairs to set beside: the same skill in other careers."""
    here = {document["key"] for document in documents}
    return [
        {
            "pair": f"{other['key']}:{document['skill']['key']}",
            "name": f"{document['skill']['name']}, {other['name']}",
        }
        for document in documents[:1]
        for other in document["also_in"]
        if f"{other['key']}/{document['skill']['key']}" not in here
    ]
