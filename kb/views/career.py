"""The page of a career, its tasks, its tables, and the table of its skills."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career
from kb.exchange.linked import graph, occupation, trail
from kb.formats.table import csv_text
from kb.selectors.address import career_at
from kb.selectors.career import CareerPage, career_page
from kb.selectors.career.classified import ALL as LISTED
from kb.selectors.career.classified import PER_SHELF
from kb.selectors.career.measured import ALL as MEASURED
from kb.selectors.career.measured import ORDERS, ratings, technologies
from kb.selectors.career.near import near_careers
from kb.selectors.career.place import at_place, places
from kb.selectors.career.table import TABLES
from kb.selectors.career.tasks import ALL, task_rows, told
from kb.selectors.coverage import CoverageTable, coverage_table
from kb.selectors.meant import careers_meant
from kb.selectors.names import led_here, named_so
from kb.selectors.terms import attributions_of
from kb.views.answers import PermanentRedirect, instead
from kb.views.metadata import (
    Metadata,
    Signpost,
    absolutely,
    described_by,
    metadata_of,
    signposted,
    typed,
)

RATED_BY = (
    {"sort": "name", "label": "Skill", "order": "ascending"},
    {"sort": "importance", "label": "Importance", "order": "descending"},
    {"sort": "level", "label": "Level", "order": "descending"},
)
"""The headings of the ratings: what each sorts by, and which way."""
CONTENTS: tuple[tuple[str, str, Callable[[CareerPage], object]], ...] = (
    ("glance", "At a glance", lambda page: True),
    ("statements", "In words", lambda page: page.statements),
    ("duties", "Duties", lambda page: page.sections["duties"]),
    ("tasks", "Tasks", lambda page: page.sections["tasks"]),
    ("activities", "Work activities", lambda page: page.sections["activities"]),
    ("exposure", "Exposure to AI", lambda page: True),
    ("profiles", "Task profiles", lambda page: page.sections["profiles"]),
    ("pay", "Pay", lambda page: True),
    ("market", "Candidates and openings", lambda page: page.sections["market"]),
    (
        "preparation",
        "Preparation",
        lambda page: page.sections["preparation"] or page.sections["schooling"],
    ),
    ("requirements", "Requirements", lambda page: page.sections["requirements"]),
    ("levels", "Levels", lambda page: page.sections["levels"]),
    ("learning", "Learning", lambda page: page.sections["learning"]),
    ("outlook", "Outlook", lambda page: True),
    ("role", "The role", lambda page: page.sections["outlines"]),
    ("questions", "Questions", lambda page: page.sections["questions"]),
    ("letter", "Letter", lambda page: page.sections["letters"]),
    ("conflicts", "Disagreements", lambda page: page.sections["conflicts"]),
    ("skills", "Skills", lambda page: True),
    ("findings", "Findings", lambda page: True),
    ("adjacent", "Adjacent careers", lambda page: page.neighbours),
    ("classified", "In classifications", lambda page: page.classified),
    ("codes", "Codes", lambda page: True),
    ("absent", "Not known here", lambda page: absent(page)),
    ("references", "References", lambda page: page.references),
    ("keep", "Keep and share", lambda page: True),
)
"""The sections of the page in their order, and when each is there."""


def absent(page: CareerPage) -> list[str]:
    """Return what a page of a career may hold and this one does not, in words."""
    return [words for name, words in DESCRIBED if not page.sections[name]]


DESCRIBED = (
    *(("duties", "duties"), ("tasks", "tasks"), ("activities", "work activities")),
    ("profiles", "task profiles"),
    *(("pay", "pay"), ("market", "candidates and openings")),
    *(("preparation", "job zone and education"), ("requirements", "requirements")),
    *(("levels", "levels"), ("learning", "how to divide learning")),
    *(("outlook", "outlook"), ("outlines", "role, workflow, depth and breadth")),
    *(("questions", "questions people ask"), ("letters", "a letter")),
    *(("ratings", "skills as rated"), ("technologies", "technologies")),
)
"""The sections that somebody writes or a dataset fills, in words."""


@require_safe
def career(request: HttpRequest, career: str) -> HttpResponseBase:
    """Show a career with all that is known of it as a whole."""
    found = career_at(career)
    if found is None:
        return by_name(request, career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career", career="")
    whole = request.GET.get("listed") == "all"
    page = career_page(found, LISTED if whole else PER_SHELF)
    asked = request.GET.get("place", "")
    context: dict[str, Any] = {
        "page": page,
        "whole": whole,
        "attribution": page.attribution,
        "contents": [
            {"anchor": anchor, "title": title}
            for anchor, title, there in CONTENTS
            if there(page)
        ],
        "permanent": request.build_absolute_uri(request.path),
        "tables": [name for name, table in TABLES.items() if len(table(page)) > 1],
        "asked": asked,
        "place": at_place(page.lines, page.numbers, asked),
        "known": places(page.lines),
        "via": led_here(page, request.GET.get("name", "")),
        "absent": absent(page),
        "metadata": metadata_about(request, page),
    }
    answer = render(request, "kb/career/page.html", context)
    return signposted(request, answer, context["metadata"])


def metadata_about(request: HttpRequest, page: CareerPage) -> Metadata:
    """Return what the page of a career tells programs."""
    absolute, found = absolutely(request), page.career
    path = reverse("kb:career", args=[found.key])
    skills = [pair.skill for shelf in page.skills for pair in shelf.pairs]
    steps = (("Careers", reverse("kb:careers")), (found.name, path))
    data = reverse("kb:api:career", args=[found.key]).removesuffix("/")
    return metadata_of(
        graph(occupation(found, absolute, skills), trail(absolute, *steps)),
        (
            Signpost("cite-as", absolute(path)),
            *described_by(absolute(data), ("json",)),
            *typed("Occupation"),
        ),
    )


@require_safe
def by_name(request: HttpRequest, name: str) -> HttpResponseBase:
    """Lead from another name or code of a career to it, or to the choice of several."""
    found = named_so(name)
    if len(found) == 1:
        path = reverse("kb:career", kwargs={"career": found[0].key})
        return PermanentRedirect(f"{path}?{urlencode({'name': name})}")
    if found:
        choice = {
            "name": name,
            "found": found,
            "attribution": attributions_of(careers=[one.key for one in found]),
        }
        status = HTTPStatus.MULTIPLE_CHOICES
        return render(request, "kb/career/names.html", choice, status=status)
    words, meant = careers_meant(name)
    context = {
        "asked": name,
        "words": words,
        "meant": meant,
        "attribution": attributions_of(careers=[hit.key for hit in meant]),
    }
    return render(request, "kb/absent.html", context, status=HTTPStatus.NOT_FOUND)


@require_safe
def career_tasks(request: HttpRequest, career: str) -> HttpResponseBase:
    """List all tasks of a career, its own and those of close matches."""
    found = career_at(career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career-tasks", career="")
    tasks = task_rows(found, near_careers(found), ALL)
    context = {
        "career": found,
        "tasks": tasks,
        **told(tasks),
        "attribution": attributions_of(
            careers={found.key, *(task["career"] for task in tasks)},
            findings={row["finding"] for task in tasks for row in task["figures"]},
        ),
    }
    return render(request, "kb/career/tasks.html", context)


@require_safe
def career_table(request: HttpRequest, career: str, table: str) -> HttpResponseBase:
    """Give the figures behind a chart of a career as CSV."""
    found = career_at(career)
    if table not in TABLES or not isinstance(found, Career):
        gone = None if isinstance(found, Career) else found
        return instead(request, gone, "kb:career-table", career="", table=table)
    page = career_page(found)
    head, *lines = TABLES[table](page)
    terms = " ".join(page.attribution)
    text = csv_text([[*head, "attribution"], *([*line, terms] for line in lines)])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{found.key}-{table}.csv"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
def career_skills(request: HttpRequest, career: str) -> HttpResponseBase:
    """Show which question is answered for which skill of a career."""
    found = career_at(career)
    if not isinstance(found, Career):
        return instead(request, found, "kb:career-skills", career="")
    table = coverage_table(found, request.GET.get("sort", ""))
    near, order = near_careers(found), request.GET.get("by", "")
    context: dict[str, Any] = {
        "table": table,
        "columns": columns(table),
        "ratings": ratings(near, limit=MEASURED, order=order),
        "technologies": technologies(near, limit=MEASURED),
        "order": order if order in ORDERS else "importance",
        "rated_by": RATED_BY,
    }
    context["attribution"] = attributions_of(
        careers=[found.key],
        skills=[row.pair.skill.key for row in table.rows],
        findings=[row["finding"] for row in context["ratings"]],
    )
    return render(request, "kb/career/skills.html", context)


def columns(table: CoverageTable) -> list[dict[str, str]]:
    """Return the headings: what each sorts by, and which way."""
    return [
        {"sort": "name", "label": "Skill", "order": "ascending"},
        {"sort": "role", "label": "Role", "order": "ascending"},
        {"sort": "basis", "label": "Basis", "order": "ascending"},
        {"sort": "direct", "label": "Direct findings", "order": "descending"},
        *(
            {"sort": facet.key, "label": facet.label, "order": "descending"}
            for facet in table.facets
        ),
    ]
