"""How the addresses describe themselves in OpenAPI."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.serializers import ListSerializer

from kb.api.chosen import expansions
from kb.api.forms import form_contents, forming_parameters
from kb.api.parameters import (
    choosing_parameters,
    filter_parameter,
    paging_parameters,
    parameter,
    path_parameters,
)
from kb.api.problems import ADDRESS, MEDIA_TYPE, TYPES

Schema = dict[str, Any]

PROBLEM: Schema = {
    "type": "object",
    "description": "An error, as RFC 9457 has it.",
    "required": [
        *("type", "title", "status", "detail", "instance", "errors", "request_id"),
    ],
    "examples": [
        {
            "type": ADDRESS.format("invalid-parameters"),
            "title": TYPES["invalid-parameters"].title,
            "status": 400,
            "detail": "kid: Unknown parameter. Did you mean kind?",
            "instance": "/api/v1/skills/?kid=knowledge",
            "errors": [
                {
                    "parameter": "kid",
                    "code": "unknown",
                    "detail": "Unknown parameter. Did you mean kind?",
                    "suggestion": "kind",
                }
            ],
            "request_id": "4f2a9c61d07be358",
        }
    ],
    "properties": {
        "type": {"type": "string", "description": "Address that explains the type."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was wrong this time."},
        "instance": {"type": "string", "description": "What was asked for."},
        "request_id": {"type": "string", "description": "Finds it in our log."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "code", "detail"],
                "properties": {
                    "parameter": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "suggestion": {"type": "string"},
                    "choices": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
FAILURES = {
    "400": "invalid-parameters",
    "401": "unauthorized",
    "404": "not-found",
    "406": "not-acceptable",
    "413": "too-large",
    "415": "unsupported-media-type",
    "429": "too-many-requests",
    "503": "unavailable",
}
KEYED = {"410": "withdrawn"}


HEADERS: Schema = {
    "ETag": "Names these bytes: ask with it in If-None-Match.",
    "X-Request-ID": "The id of the request, its own or one that it was given.",
    "RateLimit": "Requests that are left, and seconds until all are back.",
    "RateLimit-Policy": "Requests in a minute that are let through.",
}
"""Headers of every answer; none of them has to be read."""


def page_schema(results: Schema) -> Schema:
    """Return the schema of one page of a list."""
    address = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["next", "previous", "results"],
        "properties": {
            "next": address | {"description": "Address of the next page."},
            "previous": address | {"description": "Address of the page before."},
            "count": {"type": "integer", "description": "About how many, if asked."},
            "results": {"type": "array", "items": results},
        },
    }


UNCHANGED = "Nothing has changed since the answer that the client holds."
ELSEWHERE = "The key was merged into another: Location leads there."


@cache
def examples(of: str = "") -> Schema:
    """Return what each operation, of a folder beside this, is sent or answers."""
    place = Path(__file__).parent / of / "examples.json"
    found: Schema = json.loads(place.read_text())
    return found


class ResourceSchema(AutoSchema):
    """The operation of a resource: its parameters, its answer and every error."""

    @property
    def resource(self) -> Any:  # noqa: ANN401
        """Return the view, a ``kb.api.base.Resource``."""
        return self.view

    def get_auth(self) -> list[Schema]:
        """Return that nobody needs to say who they are."""
        return []

    def get_tags(self) -> list[str]:
        """Return the noun under which the operation stands."""
        return super().get_tags() or ["index"]

    def get_operation_id(self) -> str:
        """Return the name that a client's function gets."""
        return str(self.resource.name)

    def is_deprecated(self) -> bool:
        """Return whether it should not be used any more."""
        return self.resource.deprecated is not None

    def get_description(self) -> str:  # type: ignore[override]
        """Return what the resource is, from its docstring."""
        return " ".join((self.view.__doc__ or "").split())

    def get_summary(self) -> str:
        """Return the first sentence of the description."""
        return self.get_description().partition(".")[0]

    def _get_parameters(self) -> list[Schema]:
        """Return the parameters of the path, then those of the list."""
        keys = path_parameters(self.path)
        formatting: tuple[str, ...] = getattr(self.resource, "formatting", tuple)()
        forming = (
            forming_parameters(formatting, self.resource.forms_here())
            if formatting
            else []
        )
        return [*keys, *self.list_parameters(), *forming]

    def list_parameters(self) -> list[Schema]:
        """Return the filters of a list, what is chosen of a row, order and paging."""
        filters = getattr(self.resource, "filters", None)
        extra = getattr(self.resource, "extra", {})
        chosen = (
            choosing_parameters(self.resource.serializer_class())
            if hasattr(self.resource, "described")
            else []
        )
        found = [*(parameter(name, *what) for name, what in extra.items()), *chosen]
        if filters is None:
            return found
        return [
            *found,
            *(filter_parameter(*each) for each in filters.base_filters.items()),
            *paging_parameters(list(self.resource.orderings), self.resource.usual),
        ]

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        """Return the answer, and every error as a problem document."""
        problem = self.component("Problem", PROBLEM)
        failures = self.failures()
        found = {"200": self.answer(), "304": {"description": UNCHANGED}}
        if "{" in self.path:
            found["308"] = {"description": ELSEWHERE}
        return found | {
            status: {
                "description": TYPES[name].title,
                "content": {MEDIA_TYPE: {"schema": problem}},
            }
            for status, name in sorted(failures.items())
        }

    def failures(self) -> dict[str, str]:
        """Return the type of problem behind each status of an error."""
        return FAILURES | (KEYED if "{" in self.path else {})

    def answer(self) -> Schema:
        """Return the answer of a request that succeeds."""
        schema = self.resource.describe(self)
        if hasattr(self.resource, "filters"):
            name = schema["$ref"].rpartition("/")[2]
            items = self.chosen(schema)
            schema = self.component(f"{name}Page", page_schema(items))
        elif hasattr(self.resource, "described") and "$ref" in schema:
            schema = self.chosen(schema)
        content: Schema = {"schema": schema}
        example = examples().get(self.resource.name)
        if example is not None:
            content["example"] = example
        forms: tuple[str, ...] = getattr(self.resource, "forms_here", tuple)()
        others = form_contents(forms)
        headers = {
            name: {"description": said, "schema": {"type": "string"}}
            for name, said in HEADERS.items()
        }
        return {
            "description": self.get_summary(),
            "headers": headers,
            "content": {"application/json": content, **others},
        }

    def chosen(self, schema: Schema) -> Schema:
        """Return what a row may look like: whole, or with the members chosen."""
        name = schema["$ref"].rpartition("/")[2]
        kind = ResolvedComponent.SCHEMA
        whole: Schema = self.registry[(name, kind)].schema
        usual = whole["properties"]
        wider = {
            member: self.expansion(part, usual.get(member))
            for member, part in expansions(self.resource.serializer_class()).items()
        }
        said = f"Members of {name} that fields and expand chose."
        some = {
            "type": "object",
            "description": said,
            "properties": usual | wider,
        }
        return {"anyOf": [schema, self.component(f"{name}Chosen", some)]}

    def expansion(self, part: Any, usual: Schema | None) -> Schema:  # noqa: ANN401
        """Return the schema of a member that may be asked for in full."""
        if isinstance(part, ListSerializer):
            return {"type": "array", "items": self.shape(type(part.child))}
        return {"anyOf": [self.shape(type(part)), usual or {"type": "null"}]}

    def shape(self, serializer: Any) -> Schema:  # noqa: ANN401
        """Return the reference to what a serializer describes."""
        found = self.resolve_serializer(serializer(), "response")
        reference: Schema = found.ref
        return reference

    def component(self, name: str, schema: Schema) -> Schema:
        """Keep ``schema`` under ``name`` for all operations; return its reference."""
        kind = ResolvedComponent.SCHEMA
        found: Any = ResolvedComponent(name, kind, schema, schema)  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(found)
        reference: Schema = found.ref
        return reference

    def _get_serializer_name(
        self,
        serializer: Any,  # noqa: ANN401
        direction: str,
        bypass_extensions: bool = False,  # noqa: FBT001, FBT002
    ) -> str:
        """Return the noun: the name of the class without its last word."""
        return type(serializer).__name__.removesuffix("Answer")
