"""Where the API begins."""

from typing import Any

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.schema import ResourceSchema

LISTS = (
    "careers",
    "skills",
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

    def get(self, request: Request) -> Response:
        """Answer the address of each list by its name."""
        refuse(misspelt(request.query_params, ()))
        return Response(
            {
                name: request.build_absolute_uri(reverse(f"kb:api:{name}"))
                for name in LISTS
            }
        )
