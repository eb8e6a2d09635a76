"""Where the API begins."""

from json import dumps
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from kb.api.answering import json_answer
from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.schema import ResourceSchema

LISTS = (
    "careers",
    "skills",
    "pairs",
    "adjacencies",
    "tasks",
    "search",
    "findings",
    "citations",
    "sources",
    "measures",
    "organizations",
    "facets",
    "releases",
)


class Index(Resource):
    """Read the addresses of all lists."""

    name = "index"

    def describe(self, schema: ResourceSchema) -> dict[str, Any]:
        """Return an object of addresses."""
        address = {"type": "string", "format": "uri"}
        return {
            "type": "object",
            "required": list(LISTS),
            "properties": dict.fromkeys(LISTS, address),
        }

    def get(self, request: Request) -> HttpResponse:
        """Answer the address of each list by its name."""
        refuse(misspelt(request.query_params, ()))
        return json_answer(
            dumps(
                {
                    name: request.build_absolute_uri(reverse(f"kb:api:{name}"))
                    for name in LISTS
                }
            )
        )
