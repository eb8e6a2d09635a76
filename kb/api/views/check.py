"""Is what I cited still standing? Up to a thousand items in one request."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from citations.enums import Standing
from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.problems import Fault, Problem
from kb.api.schema import FAILURES, ResourceSchema, Schema
from kb.api.strict import StrictJSONParser
from kb.selectors.standing import LONGEST, MOST, STATUSES, verdicts

KINDS = ("source", "finding", "citation")
MEANINGS = "\n".join(f"* `{name}` - {meaning}" for name, meaning in STATUSES.items())
TEXT: Schema = {"type": "string"}
ITEM: Schema = {
    "anyOf": [
        TEXT
        | {
            "description": "A key, also with a version (`key@2`); an address of a page "
            "here; a DOI, arXiv id, PMID, ISBN or web address; or a whole reference, "
            f"formatted in whatever style; up to {LONGEST:,} characters.",
        },
        {
            "type": "object",
            "description": "One of key, doi, id and reference; with a key, which kind "
            "of row and which version is meant.",
            "properties": {
                "key": TEXT,
                "kind": TEXT | {"description": f"One of {', '.join(KINDS)}."},
                "version": {"type": "integer", "description": "From 1."},
                "doi": TEXT,
                "id": TEXT,
                "reference": TEXT,
            },
        },
        {"description": "Whatever else it is, it is `unknown`, with the reason."},
    ]
}
"""An item that cannot be read does not make the others fail: none is invalid."""


@extend_schema_field({"description": "The item as it was sent."})
class Item(serializers.JSONField):
    """Whatever was asked about."""


class RowAnswer(serializers.Serializer[Any]):
    """A row by its key."""

    key = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    url = serializers.CharField()


class CandidateAnswer(serializers.Serializer[Any]):
    """A row that an item may mean."""

    kind = serializers.ChoiceField(choices=KINDS)
    key = serializers.CharField()
    url = serializers.CharField(allow_null=True)


class VerdictAnswer(serializers.Serializer[Any]):
    """How one item stands: why, since when, and where that is told."""

    item = Item()
    status = serializers.ChoiceField(choices=list(STATUSES), help_text=MEANINGS)
    kind = serializers.ChoiceField(choices=KINDS, allow_null=True)
    key = serializers.CharField(allow_null=True)
    version = serializers.IntegerField(
        allow_null=True, help_text="The version of a finding that is meant."
    )
    standing = serializers.ChoiceField(choices=Standing.choices, allow_null=True)
    reason = serializers.CharField(allow_null=True)
    date = serializers.CharField(
        allow_null=True, help_text="Since when, YYYY, YYYY-MM or YYYY-MM-DD."
    )
    link = serializers.CharField(
        allow_null=True, help_text="Where the reason is told: the notice, or our page."
    )
    url = serializers.CharField(allow_null=True, help_text="The page that stands.")
    by = RowAnswer(allow_null=True, help_text="What took its place.")
    candidates = CandidateAnswer(many=True)


class VerdictsAnswer(serializers.Serializer[Any]):
    """A verdict for each item, in their order."""

    results = VerdictAnswer(many=True)


class CheckSchema(ResourceSchema):
    """The one operation that reads and yet has a body."""

    def get_tags(self) -> list[str]:
        """Return the heading of citations."""
        return ["citations"]

    def _get_request_body(self, direction: str = "request") -> Schema:
        """Return the list of items."""
        items = {"type": "array", "minItems": 1, "maxItems": MOST, "items": ITEM}
        named = {
            "type": "object",
            "required": ["items"],
            "properties": {"items": items},
            "additionalProperties": False,
        }
        body = {"anyOf": [self.component("CheckedItems", named), items]}
        sample = ["noy-zhang-2023", "10.1126/science.adh2586"]
        content = {"schema": body, "example": {"items": sample}}
        return {"required": True, "content": {"application/json": content}}

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        """Return the answer and every error; nothing of it is a row that moved."""
        found = super()._get_response_bodies(direction)
        return {
            status: each
            for status, each in found.items()
            if status == "200" or status in FAILURES
        }


class Check(Resource):
    """Tell of each of up to 1,000 items whether it still stands.

    A key, DOI or whole reference that means nothing here is `unknown`, with the reason;
    it does not make the others fail.
    """

    name = "citations_check"
    http_method_names = ["post", "options"]
    serializer_class = VerdictsAnswer
    parser_classes = (StrictJSONParser,)
    schema = CheckSchema()

    def post(self, request: Request) -> HttpResponseBase:
        """Answer a verdict for each item, in at most three statements."""
        refuse(misspelt(request.query_params, ()))
        found = verdicts(items_of(request.data))
        answer = Response({"results": found})
        patch_cache_control(answer, no_store=True)
        return answer


def items_of(body: object) -> list[object]:
    """Return the items of a body: its list, or that of its one member ``items``."""
    items = body
    if isinstance(body, dict):
        others = sorted(set(body) - {"items"})
        if others:
            raise wrong(f"There is no {others[0]} in the body: send items alone.")
        items = body.get("items")
    if not isinstance(items, list):
        raise wrong('Send {"items": [...]}: a list of texts or objects.')
    if not 1 <= len(items) <= MOST:
        raise wrong(f"Send 1 to {MOST:,} items, not {len(items):,}.")
    return items


def wrong(detail: str) -> Problem:
    """Return the problem of a body that holds no list of items."""
    fault = Fault("items", "invalid", detail)
    return Problem("malformed-request", detail, (fault,))
