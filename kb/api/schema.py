"""How the addresses describe themselves in OpenAPI."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from kb.api.asked import LARGEST_LIMIT, LIMIT
from kb.api.problems import MEDIA_TYPE, TYPES
from kb.filters import WORDS, Sieve

Schema = dict[str, Any]

PROBLEM: Schema = {
    "type": "object",
    "description": "An error, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail", "instance", "errors"],
    "properties": {
        "type": {"type": "string", "description": "Address that explains the type."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was wrong this time."},
        "instance": {"type": "string", "description": "What was asked for."},
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
}
KEYED = {"410": "withdrawn"}


def page_schema(results: Schema) -> Schema:
    """Return the schema of one page of a list."""
    address = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["next", "previous", "results"],
        "properties": {
            "next": address | {"description": "Address of the next page."},
            "previous": address | {"description": "Address of the page before."},
            "results": {"type": "array", "items": results},
        },
    }


def filter_parameter(name: str, sieve: Sieve) -> Schema:
    """Return the parameter of one filter."""
    asked = WORDS[sieve.lookup]
    member = name.removesuffix(f"__{sieve.lookup}") if sieve.lookup else name
    found = parameter(name, sieve.schema, f"`{member}` {asked}.")
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
    ]


def path_parameter(name: str) -> Schema:
    """Return a key in the path."""
    schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
    found = {"in": "path", "name": name, "required": True, "schema": schema}
    return found | {"description": "A public key."}


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

    def get_description(self) -> str:  # type: ignore[override]
        """Return what the resource is, from its docstring."""
        return " ".join((self.view.__doc__ or "").split())

    def get_summary(self) -> str:
        """Return the first sentence of the description."""
        return self.get_description().partition(".")[0]

    def _get_parameters(self) -> list[Schema]:
        """Return the parameters of the path, then those of the list."""
        steps = [step for step in self.path.split("/") if step.startswith("{")]
        keys = [path_parameter(step.strip("{}")) for step in steps]
        return [*keys, *self.list_parameters()]

    def list_parameters(self) -> list[Schema]:
        """Return the filters of a list, and how it is ordered and paged."""
        filters = getattr(self.resource, "filters", None)
        if filters is None:
            return []
        return [
            *(parameter(name, *what) for name, what in self.resource.extra.items()),
            *(filter_parameter(*each) for each in filters.base_filters.items()),
            *paging_parameters(list(self.resource.orderings), self.resource.usual),
        ]

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        """Return the answer, and every error as a problem document."""
        problem = self.component("Problem", PROBLEM)
        failures = self.failures()
        return {"200": self.answer()} | {
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
            schema = self.component(f"{name}Page", page_schema(schema))
        content = {"application/json": {"schema": schema}}
        return {"description": self.get_summary(), "content": content}

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
