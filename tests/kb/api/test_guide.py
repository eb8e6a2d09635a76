"""The guide names every address and parameter, and its examples work."""

import re
import shlex
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from kb.api.asked import PAGING
from kb.api.base import ListResource
from kb.api.chosen import CHOOSING
from kb.api.forms import FORMATTING
from kb.api.urls import v1
from kb.filters import WORDS, Sieve
from tests import make
from tests.kb.api.client import DOCS, openapi
from tests.kb.evidence import World

GUIDE = (DOCS / "api.md").read_text()
SECTIONS = dict(
    re.findall(r"^### (?:GET|POST) (\S+)\n(.*?)(?=^### |\Z)", GUIDE, re.M | re.S)
)
ROW = re.compile(r"^\| `(\w+)` \| .+? \| (.+?) \| .+ \|$", re.MULTILINE)
COMMANDS = re.findall(r"^curl .+$", GUIDE, re.MULTILINE)
WRITING = "TOKEN"
EXAMPLES = [command for command in COMMANDS if WRITING not in command]
HEADINGS = set(re.findall(r"^### ([A-Z]+) (\S+)$", GUIDE, re.MULTILINE))
BASE = "http://127.0.0.1:8000"
VIEWS: dict[str, Any] = {
    "/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(each.pattern)): each.callback
    for each in v1
}
LISTS: dict[str, type[ListResource]] = {
    path: view.cls for path, view in VIEWS.items() if issubclass(view.cls, ListResource)
}


def test_every_address_has_a_heading() -> None:
    beside = {"/api/schema/", "/api/docs/", "/api/problems/{key}/"}
    operations = {
        (method.upper(), path)
        for path, methods in openapi()["paths"].items()
        for method in methods
    }
    assert operations | {("GET", path) for path in beside} == HEADINGS


@pytest.mark.parametrize("path", LISTS)
def test_every_parameter_of_a_list_has_a_row(path: str) -> None:
    resource = LISTS[path]
    described = {
        f"{member}__{lookup}" if lookup != "=" else member
        for member, lookups in ROW.findall(SECTIONS[path])
        for lookup in re.findall(r"`(\S+)`", lookups)
    }
    assert described == set(resource.parameters()) - {
        *PAGING,
        *CHOOSING,
        *FORMATTING,
    }


@pytest.mark.parametrize("path", LISTS)
def test_every_ordering_of_a_list_is_named(path: str) -> None:
    resource = LISTS[path]
    line = re.search(r"^Ordering: (.+)\.$", SECTIONS[path], re.MULTILINE)
    assert line
    assert re.findall(r"`(\w+)`", line[1]) == list(resource.orderings)
    assert f"`{resource.usual}` (usual)" in line[1]


def test_every_lookup_and_paging_parameter_is_explained() -> None:
    for lookup in filter(None, WORDS):
        assert f"`name__{lookup}`" in GUIDE
    for name in (*PAGING, *CHOOSING, *FORMATTING):
        assert f"- `{name}`: " in GUIDE


def test_every_term_of_a_vocabulary_is_named() -> None:
    for path, resource in LISTS.items():
        for sieve in resource.filters.base_filters.values():
            assert isinstance(sieve, Sieve)
            for term in sieve.kind.schema.get("enum", []):
                assert f"`{term}`" in SECTIONS[path]


@pytest.fixture
def example_world(here: World) -> None:
    """Make the rows that the examples name."""
    career = make.career(key="backend-developer", name="Backend developer")
    make.pair(career=career, skill=make.skill(key="programming"))
    make.source(key="noy-zhang-2023", title="Experimental evidence")
    make.published(key="noy-zhang-time")


@pytest.mark.usefixtures("example_world")
def test_every_example_works(client: Client, subtests: pytest.Subtests) -> None:
    assert len(EXAMPLES) > 5
    for example in EXAMPLES:
        with subtests.test(example):
            today = f"{datetime.now(UTC):%Y-%m-%d}"
            words = shlex.split(example.replace("$(date -u +%F)", today))
            (address,) = [word for word in words if word.startswith(BASE)]
            headers = dict(
                words[place + 1].split(": ")
                for place, word in enumerate(words)
                if word == "-H"
            )
            path = address.removeprefix(BASE)
            if "-d" in words:
                sent = words[words.index("-d") + 1]
                kind = headers.pop("Content-Type")
                answer = client.post(path, sent, content_type=kind, headers=headers)
            else:
                answer = client.get(path, headers=headers)
            assert answer.status_code == 200
