"""A client that believes no answer: each must be what the committed schema says."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import yaml
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

DOCS = Path(__file__).parents[3] / "docs"
V1 = "/api/v1/"
PROBLEM = "application/problem+json"


@cache
def openapi() -> dict[str, Any]:
    """Return the committed schema."""
    loaded: dict[str, Any] = yaml.safe_load((DOCS / "openapi.yaml").read_text())
    return loaded


@cache
def contract() -> Draft202012Validator:
    """Return the contract of the page of a pair."""
    return Draft202012Validator(json.loads((DOCS / "pair.schema.json").read_text()))


def operation(route: str) -> dict[str, Any]:
    """Return what the schema says of an address, given Django's pattern of it."""
    route = route.replace(".<suffix:format>", "/")
    path = "/" + re.sub(r"<slug:(\w+)>", r"{\1}", route)
    methods: dict[str, Any] = openapi()["paths"][path]
    found: dict[str, Any] = methods.get("get") or methods["post"]
    return found


def validator_of(schema: dict[str, Any]) -> Draft202012Validator:
    """Return what checks documents against a schema that names components."""
    return Draft202012Validator({"components": openapi()["components"], **schema})


@cache
def validator(route: str, status: str, media_type: str) -> Draft202012Validator:
    """Return what checks the answers with this status from an address."""
    answer = operation(route)["responses"][status]["content"][media_type]["schema"]
    return validator_of(answer)


def check(answer: HttpResponse, document: Any, status: int) -> None:
    """Check an answer against what the schema says of its address and status."""
    media_type = answer["Content-Type"]
    route = answer.resolver_match.route  # type: ignore[attr-defined]
    if "/v1/" in route and "(" not in route:
        validator(route, str(status), media_type).validate(document)
    if route.endswith("<slug:career>/skills/<slug:skill>/") and status == HTTPStatus.OK:
        contract().validate(document)
    if status >= HTTPStatus.BAD_REQUEST:
        assert media_type == PROBLEM
        assert document["status"] == status
        assert {"type", "title", "detail", "instance", "errors"} <= document.keys()


@dataclass
class Api:
    """Asks the API as anybody may."""

    client: Client = field(default_factory=Client)

    def answer(self, address: str, **headers: str) -> HttpResponse:
        """Return the raw answer to a GET."""
        if not address.startswith("/"):
            address = V1 + address
        return cast("HttpResponse", self.client.get(address, headers=headers))

    def get(
        self, address: str, status: int = HTTPStatus.OK, /, **parameters: object
    ) -> Any:  # JSON has no type
        """Return the document of an answer with this status, checked."""
        query = "&".join(
            f"{name}={quote(str(value), safe=',')}"
            for name, value in parameters.items()
        )
        answer = self.answer(f"{address}?{query}" if query else address)
        assert answer.status_code == status, answer.content.decode()[:2000]
        document = json.loads(answer.content)
        check(answer, document, status)
        return document

    def keys(self, address: str, name: str = "key", **parameters: object) -> list[str]:
        """Return one member of each result of a list."""
        return [row[name] for row in self.get(address, **parameters)["results"]]

    def refused(self, address: str, **parameters: object) -> dict[str, dict[str, Any]]:
        """Return what is wrong with each parameter of a request that must be 400."""
        problem = self.get(address, HTTPStatus.BAD_REQUEST, **parameters)
        return {fault["parameter"]: fault for fault in problem["errors"]}
