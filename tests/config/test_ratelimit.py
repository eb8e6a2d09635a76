"""Whatever the API answers says how much may still be asked, by whichever process."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path
from pytest_django import Settings

from config import urls
from tests import make
from tests.sql import database_url

SKILLS = "/api/v1/skills/"
CHECK = "/api/v1/citations/check/"
ROOT = Path(__file__).parents[2]
ORIGIN = {"Origin": "https://example.org"}
PREFLIGHT = ORIGIN | {"Access-Control-Request-Method": "GET"}


def broken(request: HttpRequest) -> HttpResponse:
    """Fail as no page should."""
    raise RuntimeError("broken")


def away(request: HttpRequest) -> HttpResponse:
    """Fail as where the database is away."""
    raise OperationalError("gone")


class Addresses:
    """The address book with two more, that fail."""

    handler500 = urls.handler500
    urlpatterns = [
        path("api/broken/", broken),
        path("api/away/", away),
        *urls.urlpatterns,
    ]


ANSWERS: list[tuple[int, str, str, dict[str, Any]]] = [
    (200, "GET", SKILLS, {}),
    (200, "HEAD", SKILLS, {}),
    (204, "OPTIONS", SKILLS, {}),
    (200, "OPTIONS", SKILLS, {"headers": PREFLIGHT}),
    (200, "GET", "/api/v1/skills.ndjson", {}),
    (200, "GET", "/api/docs/", {}),
    (200, "GET", "/api/schema/", {"headers": {"Accept-Encoding": "gzip"}}),
    (301, "GET", SKILLS, {"SECURE_SSL_REDIRECT": True}),
    (308, "GET", "/api/v1/skills", {}),
    (308, "GET", "/api/v1/skills/old/", {}),
    (400, "GET", f"{SKILLS}?x=1", {}),
    (400, "GET", f"{SKILLS}?q=%00", {}),
    (400, "GET", SKILLS, {"HTTP_HOST": "elsewhere.example"}),
    (401, "GET", SKILLS, {"headers": {"Authorization": "Bearer none"}}),
    (401, "POST", "/api/v1/editing/sources/", {}),
    (404, "GET", "/api/v1/skills/none/", {}),
    (404, "DELETE", "/api/nothing/", {}),
    (405, "DELETE", SKILLS, {}),
    (406, "GET", SKILLS, {"headers": {"Accept": "image/png"}}),
    (410, "GET", "/api/v1/skills/gone/", {}),
    (415, "POST", CHECK, {"content_type": "text/xml", "data": "<a/>"}),
    (415, "POST", CHECK, {"headers": {"Content-Encoding": "br"}, "data": "{}"}),
    (500, "GET", "/api/broken/", {}),
    (503, "GET", "/api/away/", {}),
]


@pytest.mark.parametrize(
    ("status", "method", "address", "more"),
    ANSWERS,
    ids=[f"{status}-{method}-{address}" for status, method, address, _ in ANSWERS],
)
def test_every_answer_says_what_is_left(
    status: int, method: str, address: str, more: dict[str, Any], settings: Settings
) -> None:
    heir = make.skill(key="heir")
    make.skill(key="old", merged_into=heir)
    make.skill(key="gone", withdrawn_reason="It is no skill.")
    given = dict(more)
    settings.SECURE_SSL_REDIRECT = given.pop("SECURE_SSL_REDIRECT", False)
    given = {"data": "", "content_type": "application/json"} | given
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=Addresses):
        answer = client.generic(method, address, **given)
    assert answer.status_code == status
    assert answer["RateLimit-Policy"] == '"address";q=1200;w=60'
    assert answer["RateLimit"] == '"address";r=1199;t=1'


def test_an_answer_that_has_not_changed_says_it(client: Client) -> None:
    held = client.get(SKILLS)["ETag"]
    answer = client.get(SKILLS, headers={"If-None-Match": held})
    assert answer.status_code == 304
    assert answer["RateLimit"] == '"address";r=1198;t=1'


class TestWhoAsksTooOften:
    @pytest.fixture(autouse=True)
    def _asked_enough(self, client: Client, settings: Settings) -> None:
        settings.API_REQUESTS_A_MINUTE = 1
        client.get(SKILLS)

    def test_is_told_in_a_form_that_a_page_of_another_site_may_read(
        self, client: Client
    ) -> None:
        answer = client.get(SKILLS, headers=ORIGIN)
        assert answer.status_code == 429
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Retry-After" in answer["Access-Control-Expose-Headers"]
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_may_ask_whether_it_may_ask(self, client: Client) -> None:
        answer = client.options(SKILLS, headers=PREFLIGHT)
        assert answer.status_code == 200
        assert answer["RateLimit"].startswith('"address";r=0;')


@contextmanager
def serving() -> Iterator[int]:
    """Serve this test's database from a process of its own; yield the port."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DEBUG": "1",
        "API_REQUESTS_A_MINUTE": "3",  # one grows back in 20 s
    }
    with subprocess.Popen(
        [sys.executable, "-m", "config.serve", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        (port,) = re.findall(r":(\d+)/", process.stdout.readline())
        yield int(port)
        process.kill()


def left(port: int) -> tuple[int, str]:
    """Ask once; return the status, and what may still be asked."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asking.request("GET", SKILLS)
    answer = asking.getresponse()
    answer.read()
    asking.close()
    (remaining,) = re.findall(r"r=(\d+);", str(answer.getheader("RateLimit")))
    return answer.status, remaining


@pytest.mark.real_reader
def test_processes_share_one_count() -> None:
    with serving() as one, serving() as other:
        found = [left(port) for port in (one, other, one, other, one)]
    assert found == [(200, "2"), (200, "1"), (200, "0"), (429, "0"), (429, "0")]
