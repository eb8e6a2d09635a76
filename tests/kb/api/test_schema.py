"""The schema is true, whole, committed, and shown without asking anybody else."""

import json
import re
from html.parser import HTMLParser
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from kb.api.urls import v1
from kb.exchange.forms import FORMS
from tests.kb.api.client import DOCS, PROBLEM, openapi, validator_of

FAILURES = ("400", "401", "404", "406", "413", "415", "429", "503")
PATHS: dict[str, dict[str, Any]] = openapi()["paths"]


def test_the_committed_schema_is_the_one_generated_without_a_warning() -> None:
    out = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    assert out.getvalue().strip() == (DOCS / "openapi.yaml").read_text().strip(), (
        "Run: python manage.py spectacular --validate --fail-on-warn"
        " --file docs/openapi.yaml"
    )


def test_it_is_openapi_31_and_names_every_address() -> None:
    assert openapi()["openapi"] == "3.1.0"
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", str(each.pattern)) for each in v1}
    assert set(PATHS) == {f"/api/v1/{route}" for route in routes}


ELSEWHERE = ("/editing/", "/snapshots/{key}/{file}", "/changes/")
"""Operations that fail, or answer, otherwise: see the tests of each."""
PUBLIC = {
    path: each
    for path, each in PATHS.items()
    if "get" in each and not any(part in path for part in ELSEWHERE)
}


def test_every_operation_says_what_it_is_and_how_it_fails(
    subtests: pytest.Subtests,
) -> None:
    names = set()
    for path, methods in PUBLIC.items():
        with subtests.test(path):
            assert set(methods) == {"get"}
            operation = methods["get"]
            names.add(operation["operationId"])
            assert operation["summary"]
            expected = {"200", "304", *FAILURES} | (
                {"308", "410"} if "{" in path else set()
            )
            assert set(operation["responses"]) == expected
            for status, answer in operation["responses"].items():
                if status.startswith("3"):
                    assert "content" not in answer
                    continue
                forms = set(answer["content"])
                if status != "200":
                    assert forms == {PROBLEM}
                    continue
                assert "application/json" in forms
                assert forms <= {form.media_type for form in FORMS.values()}
    assert len(names) == len(PUBLIC)


OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in PATHS.items()
    for method, operation in methods.items()
}
BARE = {"GET /api/v1/snapshots/{key}/{file}", "DELETE /api/v1/editing/findings/{key}/"}
"""Operations that answer with no JSON: a file, and nothing at all."""


@pytest.mark.parametrize("name", sorted(OPERATIONS.keys() - BARE))
def test_every_operation_has_an_example_of_what_it_answers(name: str) -> None:
    responses = OPERATIONS[name]["responses"]
    (done,) = (responses[status] for status in ("200", "201") if status in responses)
    content = done["content"]["application/json"]
    validator_of(content["schema"]).validate(content["example"])


@pytest.mark.parametrize(
    "name", sorted(name for name, each in OPERATIONS.items() if "requestBody" in each)
)
def test_every_body_has_an_example(name: str) -> None:
    content = OPERATIONS[name]["requestBody"]["content"]["application/json"]
    validator_of(content["schema"]).validate(content["example"])


def test_every_operation_that_writes_says_how_it_fails(
    subtests: pytest.Subtests,
) -> None:
    for name, operation in OPERATIONS.items():
        if "/editing/" not in name:
            continue
        method = name.partition(" ")[0]
        expected = {"400", "401", "403", "404", "406", "429", "503"}
        if method in {"POST", "PUT"}:
            expected |= {"409", "413", "415", "422"}
        if any(each["name"] == "If-Match" for each in operation.get("parameters", [])):
            expected |= {"412", "428"}
        with subtests.test(name):
            assert expected <= set(operation["responses"])


def test_every_link_leads_to_an_operation_by_parameters_it_has() -> None:
    by_id = {each["operationId"]: each for each in OPERATIONS.values()}
    links = [
        link
        for each in OPERATIONS.values()
        for answer in each["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert len(links) > 100
    for link in links:
        parameters = by_id[link["operationId"]]["parameters"]
        known = {f"{each['in']}.{each['name']}" for each in parameters}
        assert link["parameters"].keys() <= known
        required = {
            f"{each['in']}.{each['name']}"
            for each in parameters
            if each.get("required")
        }
        assert required <= link["parameters"].keys()


def test_every_parameter_says_what_it_asks() -> None:
    for path, methods in PATHS.items():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                assert parameter["description"], (path, parameter["name"])


class TestServed:
    def test_as_yaml(self, client: Client) -> None:
        answer = client.get("/api/schema/")
        assert answer["Content-Type"].startswith("application/vnd.oai.openapi")
        assert yaml.safe_load(answer.content) == openapi()

    def test_as_json(self, client: Client) -> None:
        answer = client.get("/api/schema/", headers={"Accept": "application/json"})
        assert answer["Content-Type"] == "application/json"
        assert json.loads(answer.content) == openapi()

    @pytest.mark.parametrize("address", ["/api/schema/", "/api/docs/"])
    def test_otherwise_a_problem(self, client: Client, address: str) -> None:
        answer = client.get(address, headers={"Accept": "image/png"})
        assert answer.status_code == HTTPStatus.NOT_ACCEPTABLE
        assert answer["Content-Type"] == PROBLEM
        assert client.post(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert client.get(f"{address}?x=1").status_code == HTTPStatus.BAD_REQUEST


class Loads(HTMLParser):
    """Collects what a page loads, and what it has inline."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = tag if tag in {"script", "style"} else ""
        self.inline += [name for name in given if name == "style" or name[:2] == "on"]
        found = given.get("src") or (given.get("href") if tag == "link" else None)
        if found:
            self.loads.append(found)

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.inline.append(data)


class TestDocsPage:
    @pytest.fixture
    def page(self, client: Client) -> Loads:
        answer = client.get("/api/docs/")
        assert answer.status_code == HTTPStatus.OK
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy
        page = Loads()
        page.feed(answer.content.decode())
        return page

    def test_nothing_is_inline(self, page: Loads) -> None:
        assert page.inline == []

    def test_everything_is_ours_and_there(self, client: Client, page: Loads) -> None:
        assert page.loads
        for address in page.loads:
            assert re.match(r"/(?!/)", address), address
            if address.startswith("/static/"):
                assert finders.find(address.removeprefix("/static/")), address
            else:
                assert client.get(address).status_code == HTTPStatus.OK

    def test_its_script_reads_our_schema_and_names_nobody_else(
        self, client: Client
    ) -> None:
        answer = client.get("/api/docs/?script=")
        script = answer.content.decode()
        assert answer["Content-Type"].startswith("application/javascript")
        assert re.search(r'url: "(.*?)"', script)
        assert "//" not in re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)

    def test_its_style_loads_nothing(self) -> None:
        found = finders.find("kb/api/docs.css")
        assert found
        style = Path(found).read_text()
        assert "url(" not in style
        assert "@import" not in style
