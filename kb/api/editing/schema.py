"""How the addresses for writing describe themselves in OpenAPI."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from kb.api.problems import MEDIA_TYPE, TYPES
from kb.api.schema import PROBLEM, UNCHANGED, ResourceSchema, Schema, examples

VERBS = {"GET": "read", "POST": "create", "PUT": "replace", "DELETE": "delete"}
ALWAYS = (
    *("invalid-parameters", "unauthorized", "not-found", "not-acceptable"),
    *("too-many-requests", "unavailable"),
)
WITH_BODY = (
    *("malformed-request", "invalid-body", "conflict", "too-large"),
    *("unsupported-media-type", "rules-broken"),
)
GUARDED = ("overtaken", "version-required")
STEPS = (
    *("submit", "take_back", "revise", "suspend", "withdraw", "approve"),
    *("ask_for_changes", "reject", "restore"),
)
LINKS: dict[str, tuple[str, ...]] = {
    "FindingEdited": (
        *("editing_finding_read", "editing_finding_replace", "editing_finding_delete"),
        *(f"editing_finding_{step}_create" for step in STEPS),
    ),
    "SourceEdited": ("editing_source_read", "editing_source_replace", "sources_read"),
    "CitationEdited": (
        *("editing_citation_read", "editing_citation_replace"),
        "editing_readings_create",
    ),
}
"""Where one goes on with the row that was answered, by what the answer is."""


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The token, as OpenAPI names it."""

    target_class = "kb.api.bearer.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> Schema:  # noqa: ANN401
        """Return how the token is sent."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "attest_…",
            "description": "A token of a person, made in the admin under API tokens.",
        }


def header(name: str, description: str, *, required: bool) -> Schema:
    """Return a parameter that is sent as a header."""
    schema = {"type": "string", "minLength": 1}
    found = {"in": "header", "name": name, "schema": schema}
    return found | {"description": description, "required": required}


def link(operation: str) -> Schema:
    """Return how to go on with a row: by its key, in the version that was answered."""
    reads = operation.endswith("_read") or operation == "editing_readings_create"
    key = {"path.key": "$response.body#/key"}
    version = {"header.If-Match": "$response.header.ETag"}
    return {"operationId": operation, "parameters": key if reads else key | version}


class EditingSchema(ResourceSchema):
    """The operation of one method: what it needs, takes, gives, and how it fails."""

    def get_auth(self) -> list[Schema]:
        """Return that a token is needed."""
        return [{"token": []}]

    def get_tags(self) -> list[str]:
        """Return one heading for all of them."""
        return ["editing"]

    def get_operation_id(self) -> str:
        """Return the name that a client's function gets."""
        return f"{self.resource.name}_{VERBS[self.method]}"

    def get_description(self) -> str:  # type: ignore[override]
        """Return what the method does, from its docstring, and the scope it needs."""
        method = getattr(self.view, self.method.lower())
        scope = self.resource.needs[self.method].value
        words = " ".join((method.__doc__ or "").split())
        return f"{words} Needs the scope `{scope}`."

    def _get_parameters(self) -> list[Schema]:
        """Return the keys of the path, and the headers that the method takes."""
        found = [
            *super()._get_parameters(),
            *(
                self.resource.parameters[name]
                for name in self.resource.known(self.method)
            ),
        ]
        if self.method in self.resource.guarded:
            found.append(
                header("If-Match", "The ETag of what was read, or *.", required=True)
            )
        if self.method == "POST":
            meaning = "Sent again with the same body, it is done once."
            found.append(header("Idempotency-Key", meaning, required=False))
        return found

    def _get_request_body(self, direction: str = "request") -> Schema | None:
        """Return what the body is."""
        taken = self.resource.takes.get(self.method)
        if taken is None:
            return None
        said = bool(taken().fields)
        schema = self.shape(taken) if said else {"type": "object", "maxProperties": 0}
        content = {"schema": schema, "example": self.example().get("request", {})}
        return {"content": {"application/json": content}, "required": said}

    def example(self) -> Schema:
        """Return what the operation is sent and answers, as it once was."""
        found: Schema = examples("editing").get(self.get_operation_id(), {})
        return found

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        """Return the answer, and every error as a problem document."""
        problem = self.component("Problem", PROBLEM)
        kinds: dict[str, list[str]] = {}
        for name in self.problems():
            kind = TYPES[name]
            kinds.setdefault(str(kind.status), []).append(kind.title)
        return self.success() | {
            status: {
                "description": "; ".join(titles),
                "content": {MEDIA_TYPE: {"schema": problem}},
            }
            for status, titles in sorted(kinds.items())
        }

    def problems(self) -> list[str]:
        """Return the types of problem that the method may answer."""
        return [
            *ALWAYS,
            *("insufficient-scope", "refused"),
            *(WITH_BODY if self.method in {"POST", "PUT"} else ()),
            *(("conflict", "rules-broken") if self.method == "DELETE" else ()),
            *(("in-progress", "key-reused") if self.method == "POST" else ()),
            *(GUARDED if self.method in self.resource.guarded else ()),
        ]

    def success(self) -> Schema:
        """Return the answer of a request that succeeds."""
        given = self.resource.gives.get(self.method)
        if given is None:
            return {"204": {"description": "It is gone."}}
        status = str(self.resource.made if self.method == "POST" else 200)
        content = {"schema": self.shape(given)}
        if "response" in self.example():
            content["example"] = self.example()["response"]
        done: Schema = {
            "description": self.get_summary(),
            "content": {"application/json": content},
        }
        links = {name: link(name) for name in LINKS.get(given.__name__, ())}
        if links:
            done["links"] = links
        found: Schema = {status: done}
        return found | (
            {"304": {"description": UNCHANGED}} if self.method == "GET" else {}
        )
