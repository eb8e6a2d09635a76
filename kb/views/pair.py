"""The page of a skill in a career."""

from collections import defaultdict
from itertools import groupby
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career, Skill
from kb.enums import Directness
from kb.selectors import pair_document
from kb.selectors.address import career_at, skill_at
from kb.views.answers import fresh, instead

Document: TypeAlias = dict[str, Any]


@require_safe
def pair(request: HttpRequest, career: str, skill: str) -> HttpResponseBase:
    """Answer how much a skill matters in a career, with all that is known."""
    at_career = career_at(career)
    if not isinstance(at_career, Career):
        return instead(request, at_career, "kb:pair", career="", skill=skill)
    at_skill = skill_at(skill)
    if not isinstance(at_skill, Skill):
        return instead(request, at_skill, "kb:pair", career=career, skill="")
    document = pair_document(at_career, at_skill)
    return fresh(
        request, "kb/pair.html", context(document), revision=document["revision"]
    )


@require_safe
def pair_json(request: HttpRequest, career: str, skill: str) -> HttpResponseBase:
    """Lead to the same page as data."""
    return redirect(data_address(career, skill))


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
    groups = grouped(document)
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
        "about": sum(len(g["findings"]) for g in groups if g["level"] != "general"),
        "api": data_address(document["career"]["key"], document["skill"]["key"]),
    }


def grouped(document: Document) -> list[Document]:
    """Return the findings by directness, nearest first, each with its references."""
    uses = uses_by_finding(document)
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
                        use | places(finding, use) for use in uses[finding["key"]]
                    ],
                }
                for finding in findings
            ],
        }
        for level, findings in groupby(
            document["findings"], key=lambda finding: finding["directness"]["level"]
        )
    ]


def uses_by_finding(document: Document) -> dict[str, list[Document]]:
    """Return each finding's uses of references, with number, letter and anchor."""
    uses: dict[str, list[Document]] = defaultdict(list)
    for reference in document["references"]:
        for use in reference["uses"]:
            number, letter = reference["number"], use["letter"]
            at = {"number": number, "letter": letter, "id": f"use-{number}-{letter}"}
            uses[use["finding"]].append(at)
    return uses


def places(finding: Document, use: Document) -> Document:
    """Return the places that ``finding`` cites in the reference of ``use``."""
    cited = [c for c in finding["citations"] if c["reference"] == use["number"]]
    return {"citations": cited}
