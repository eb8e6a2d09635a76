"""Errors are problem documents, of types that are explained."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework.exceptions import (
    NotAuthenticated,
    ParseError,
    Throttled,
    UnsupportedMediaType,
)
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from kb.api.base import Resource
from kb.api.problems import TYPES, problem_handler
from tests.kb.api.client import DOCS, PROBLEM, Api


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_explained_at_its_address(api: Api, name: str) -> None:
    explained = api.get(f"/api/problems/{name}/")
    assert explained["status"] == TYPES[name].status
    assert explained["meaning"] == TYPES[name].meaning
    assert explained["type"] == f"/api/problems/{name}/"


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_explained_in_the_guide(name: str) -> None:
    errors = (DOCS / "api.md").read_text().partition("## Errors")[2]
    kind = TYPES[name]
    row = f"| `/api/problems/{name}/` | {kind.status} | {kind.title} | {kind.meaning} |"
    assert row in errors


def test_a_type_that_is_none_is_not_found(api: Api) -> None:
    api.get("/api/problems/bad-luck/", HTTPStatus.NOT_FOUND)


class TestNowhere:
    @pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
    @pytest.mark.parametrize(
        "address",
        ["/api/", "/api/v2/careers/", "/api/v1/nothing", "/api/v1/a/b/c/d/",
         "/api/v1/careers/Écran/", "/api/v1/careers/a b/", "/api/v1/careers/x.7"],
    )  # fmt: skip
    def test_an_unknown_address_is_not_found(
        self, client: Client, method: str, address: str
    ) -> None:
        answer = getattr(client, method)(address)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert answer["Content-Type"] == PROBLEM
        assert answer.json()["type"] == "/api/problems/not-found/"

    def test_it_has_no_form_to_be_refused(self, client: Client) -> None:
        answer = client.get("/api/v1/nothing/", headers={"Accept": "image/png"})
        assert answer.status_code == HTTPStatus.NOT_FOUND

    def test_a_forgotten_slash_leads_to_the_address(self, api: Api) -> None:
        answer = api.answer("/api/v1/skills?limit=1")
        assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
        assert answer["Location"] == "/api/v1/skills/?limit=1"
        assert api.answer("/api/v1/skills")["Location"] == "/api/v1/skills/"


class TestMethods:
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_nobody_writes(self, client: Client, method: str) -> None:
        answer = getattr(client, method)("/api/v1/skills/", {"key": "x"})
        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert answer["Content-Type"] == PROBLEM
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


class TestForms:
    @pytest.mark.parametrize(
        "accept",
        ["application/json", "*/*", "application/*;q=0.1", "text/html, */*;q=0.8",
         "application/json; indent=4", "application/json;charset=utf-8", ""],
    )  # fmt: skip
    def test_json_for_whoever_takes_it(self, api: Api, accept: str) -> None:
        answer = api.answer("skills/", Accept=accept)
        assert answer.status_code == HTTPStatus.OK
        assert answer["Content-Type"] == "application/json"

    @pytest.mark.parametrize(
        "accept",
        ["text/html", "application/json;q=0", "image/*", "nonsense", ";;;", ",",
         "application/json;q=nan", "*", "a/b/c",
         "application/problem+json", "application/json/x", "\xff"],
    )  # fmt: skip
    @pytest.mark.parametrize("address", ["/api/v1/skills/", "/api/problems/not-found/"])
    def test_a_problem_for_whoever_does_not(
        self, api: Api, address: str, accept: str
    ) -> None:
        answer = api.answer(address, Accept=accept)
        assert answer.status_code == HTTPStatus.NOT_ACCEPTABLE
        document = json.loads(answer.content)
        assert answer["Content-Type"] == PROBLEM
        assert "application/json" in document["errors"][0]["detail"]


class Writable(Resource):
    """A resource that takes JSON, as the API will once it is written to."""

    name = "writable"
    http_method_names = ["post"]
    parser_classes = (JSONParser,)

    def post(self, request: Request) -> Response:
        """Answer what was sent."""
        return Response(request.data)


class TestBodies:
    def post(self, body: bytes, media_type: str) -> Any:
        return Writable.as_view()(
            RequestFactory().post("/x/", data=body, content_type=media_type)
        )

    def test_a_media_type_with_parameters_is_taken(self) -> None:
        answer = self.post(b"{}", "Application/JSON; charset=utf-8")
        assert answer.status_code == HTTPStatus.OK

    def test_another_media_type_is_refused(self) -> None:
        answer = self.post(b"a=1", "text/csv")
        assert answer.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        problem = json.loads(answer.content)
        assert problem["type"] == "/api/problems/unsupported-media-type/"

    def test_what_is_not_json_is_malformed(self) -> None:
        answer = self.post(b"{", "application/json")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        problem = json.loads(answer.content)
        assert problem["type"] == "/api/problems/malformed-request/"


class TestErrorsOfOthers:
    @pytest.mark.parametrize(
        ("error", "name"),
        [
            (PermissionDenied(), "refused"),
            (Http404(), "not-found"),
            (ParseError(), "malformed-request"),
            (UnsupportedMediaType("text/csv"), "unsupported-media-type"),
            (Throttled(wait=3), "too-many-requests"),
        ],
    )
    def test_become_problems(self, error: Exception, name: str) -> None:
        context = {"request": RequestFactory().get("/api/v1/x/?y=1")}
        answer = problem_handler(error, context)
        assert answer is not None
        problem = json.loads(answer.content)
        assert problem["type"] == f"/api/problems/{name}/"
        assert problem["status"] == answer.status_code
        assert problem["instance"] == "/api/v1/x/?y=1"

    def test_keep_their_headers(self) -> None:
        context = {"request": RequestFactory().get("/")}
        answer = problem_handler(Throttled(wait=3), context)
        assert answer is not None
        assert answer["Retry-After"] == "3"
        error = NotAuthenticated()
        error.auth_header = "Bearer"  # type: ignore[attr-defined]
        answer = problem_handler(error, context)
        assert answer is not None
        assert answer["WWW-Authenticate"] == "Bearer"

    def test_a_fault_of_ours_stays_a_fault(self) -> None:
        assert problem_handler(ValueError(), {}) is None
