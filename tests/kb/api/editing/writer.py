"""A program that writes over the API with a token, and believes no answer."""

import json
from http import HTTPStatus
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from kb.enums import Scope
from kb.services import token_create
from tests import make
from tests.kb.api.client import PROBLEM, V1, openapi, validator_of

EVERYTHING = tuple(Scope.values)


class Writer:
    """Asks in the name of a person, by a token of theirs."""

    def __init__(self, person: User, *scopes: str) -> None:
        self.client = Client()
        self.person = person
        self.token, self.text = token_create(
            person=person, name="a script", scopes=scopes or EVERYTHING, days=30
        )

    def send(
        self,
        method: str,
        address: str,
        body: Any = None,
        /,
        **headers: str,
    ) -> HttpResponse:
        """Return the raw answer; underscores in the names of headers are hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named = {"Authorization": f"Bearer {self.text}", **named}
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return cast(
            "HttpResponse",
            self.client.generic(
                method,
                address if address.startswith("/") else f"{V1}editing/{address}",
                "" if body is None else content,
                content_type="application/json",
                headers={name: value for name, value in named.items() if value},
            ),
        )

    def ask(
        self,
        method: str,
        address: str,
        body: Any = None,
        status: int = HTTPStatus.OK,
        /,
        **headers: str,
    ) -> Any:
        """Return the document of an answer with this status, checked by the schema."""
        answer = self.send(method, address, body, **headers)
        told = answer.content.decode()
        assert answer.status_code == status, told[:2000]
        assert answer["Cache-Control"] == "private, no-store"
        assert self.text not in told
        self.tag = answer.headers.get("ETag", "")
        self.headers = answer.headers
        if not told:
            return None
        document = json.loads(told)
        check(answer, method, address, document)
        return document

    def refused(
        self, method: str, address: str, body: Any, status: int, /, **headers: str
    ) -> dict[str, str]:
        """Return the code of each fault of a refusal, by its pointer."""
        problem = self.ask(method, address, body, status, **headers)
        return {fault["pointer"]: fault["code"] for fault in problem["errors"]}


def check(answer: HttpResponse, method: str, address: str, document: Any) -> None:
    """Check an answer against what the committed schema says of it."""
    path = address if address.startswith("/") else f"{V1}editing/{address}"
    route = "/" + str(resolve(path.partition("?")[0]).route)
    named = route.replace("<slug:", "{").replace(">", "}")
    operation = openapi()["paths"][named][method.lower()]
    form = answer["Content-Type"]
    said = operation["responses"][str(answer.status_code)]["content"][form]
    validator_of(said["schema"]).validate(document)
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        assert form == PROBLEM


def content(**changed: Any) -> dict[str, Any]:
    """Return the content of a finding that may be published."""
    place = make.reading().citation
    return {
        "source": place.source.key,
        "topic": make.topic(facet=make.facet()).key,
        "kind": "observed",
        "design": "rct",
        "direction": "supports",
        "headline": "The tool saves time",
        "statement": "Writers who had the tool were faster than those who had not.",
        "population": "technical writers of one company",
        "places": ["US"],
        "period": {"start": "2023", "end": "2023-06"},
        "subjects": [{"group": "all writers"}],
        "estimates": [
            {
                "measure": make.measure().key,
                "label": "time on a task",
                "value": "-40.5",
                "confirmation": "primary",
                "subject": 0,
            }
        ],
        "citations": [place.key],
    } | changed


def draft(editor: Writer, **changed: Any) -> dict[str, Any]:
    """Return a draft that ``editor`` made a moment ago."""
    body = {"key": "mine", "content": content(**changed)}
    made: dict[str, Any] = editor.ask("POST", "findings/", body, HTTPStatus.CREATED)
    return made
