"""The parameters of an operation, as OpenAPI describes them."""

from itertools import pairwise
from typing import Any, TypeAlias

from kb.api.asked import ESTIMATED, LARGEST_LIMIT, LIMIT
from kb.api.chosen import expansions, members_of
from kb.filters import Sieve

Schema: TypeAlias = dict[str, Any]


def filter_parameter(name: str, sieve: Sieve) -> Schema:
    """Return the parameter of one filter."""
    found = parameter(name, sieve.schema, sieve.description)
    if sieve.lookup == "in":
        found |= {"style": "form", "explode": False}
    return found


def parameter(name: str, schema: Schema, description: str) -> Schema:
    """Return a parameter of a query."""
    return {"in": "query", "name": name, "description": description, "schema": schema}


def paging_parameters(orderings: list[str], usual: str) -> list[Schema]:
    """Return the parameters that order and page a list."""
    both = [sign + name for name in orderings for sign in ("", "-")]
    limits = {"minimum": 1, "maximum": LARGEST_LIMIT, "default": LIMIT}
    return [
        parameter("limit", {"type": "integer"} | limits, "Rows on a page."),
        parameter("cursor", {"type": "string"}, "From `next` or `previous`."),
        parameter(
            "ordering",
            {"type": "string", "enum": both, "default": usual},
            "Order of the rows; a hyphen in front turns it round.",
        ),
        parameter(
            "count",
            {"type": "string", "enum": [ESTIMATED]},
            "Adds about how many rows there are.",
        ),
    ]


def choosing_parameters(serializer: Any) -> list[Schema]:  # noqa: ANN401
    """Return the parameters that choose members of an answer."""
    return [
        parameter(name, names_of(known), said) | {"style": "form", "explode": False}
        for name, known, said in (
            ("fields", members_of(serializer), "Only these members."),
            ("expand", list(expansions(serializer)), "These members in full."),
        )
        if known
    ]


def names_of(known: list[str]) -> Schema:
    """Return the schema of names divided by commas."""
    items = {"type": "string", "enum": known}
    return {"type": "array", "minItems": 1, "items": items}


def path_parameters(path: str) -> list[Schema]:
    """Return the keys in a path, each with one that is there after ``make run``."""
    known = WRITTEN if "/editing/" in path else PLACES
    steps = path.split("/")
    return [
        path_parameter(step.strip("{}"), known.get(before))
        for before, step in pairwise(steps)
        if step.startswith("{")
    ]


PLACES = {
    "careers": "backend-developer",
    "skills": "programming",
    "sources": "noy-zhang-2023",
    "citations": "noy-zhang-time-1",
    "findings": "noy-zhang-time",
    "measures": "onet-importance",
    "organizations": "aaas",
    "tasks": "agree-interfaces",
    "facets": "demand",
    "releases": "starter-1",
}
"""Of each list a key that the starter evidence has."""
WRITTEN = {
    "findings": "doe-2025-time",
    "sources": "doe-2025",
    "citations": "doe-2025-p-14",
}
"""The keys of the rows that the examples of editing/examples.json write."""


def path_parameter(name: str, key: str | None) -> Schema:
    """Return a key in the path."""
    schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
    found = {"in": "path", "name": name, "required": True, "schema": schema}
    found |= {"description": "A public key."}
    return found | {"example": key} if key else found
