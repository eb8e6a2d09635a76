"""A real browser in front of the real site, or a skip that says what is missing."""

import os
import shutil
import time
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.visitor import Visitor
from tests.sql import value

PATIENCE = 60.0
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the Chromium of this machine; playwright's own is never downloaded."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"No browser is installed: looked for {', '.join(NAMES)}.")
    # Playwright runs a loop in this thread, in which Django would else refuse the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """Give somebody at a desk, and look at the end whether the browser complained."""
    visitor = Visitor(browser, live_server.url)
    yield visitor
    visitor.leave()
    _wait_for_the_site()
    assert visitor.complaints == []


def _wait_for_the_site() -> None:
    """Return once the threads of the site have hung up: the database goes after them.

    Each ends when the browser has closed its connection, which takes a moment.
    """
    own = [
        connection.connection.info.backend_pid
        for connection in connections.all()
        if connection.connection is not None
    ]
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND NOT pid = ANY(%s)"
    )
    until = time.monotonic() + PATIENCE
    while value(others, own):
        assert time.monotonic() < until, "The site still holds connections."
