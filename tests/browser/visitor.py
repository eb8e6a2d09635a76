"""Somebody who sits at a browser: signs in, types, clicks, looks."""

import os
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

PASSWORD = "a long and quiet sentence"  # noqa: S105
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
Scheme = Literal["light", "dark"]
# The pictures of docs/editing.md are made by the tests themselves, when asked to.
PICTURES = os.environ.get("PICTURES", "")


class Visitor:
    """One person's window. ``complaints`` is what the browser wrote on its console."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser = browser
        self.site = site
        self.complaints: list[str] = []
        self.context = browser.new_context()
        self.window(DESK, "light")

    def window(self, size: Any, scheme: Scheme) -> None:
        """Open a new window, with nobody signed in."""
        self.leave()
        self.context = self.browser.new_context(
            viewport=size, color_scheme=scheme, base_url=self.site, locale="en-GB"
        )
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # Answers like 403 and 404 are wanted where a test asks for them.
        if message.type == "error" and "the server responded with" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def leave(self) -> None:
        """Close the window."""
        self.context.close()

    def sign_in(self, person: User) -> None:
        """Sign in by the page of the admin, as a person does."""
        person.set_password(PASSWORD)
        person.is_staff = True
        person.save()
        self.context.clear_cookies()
        self.go("/admin/login/?next=/admin/")
        self.page.fill("#id_username", person.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("input[type=submit]")
        self.page.wait_for_selector("#user-tools")

    def go(self, address: str) -> int:
        """Open an address of the site and return the status of its answer."""
        answer = self.page.goto(address)
        assert answer is not None
        return answer.status

    def press(self, name: str) -> None:
        """Press the button or follow the link of this name, and wait for the page."""
        with self.page.expect_navigation():
            self.find(name).click()

    def find(self, name: str) -> Locator:
        """Return the one button or link of this name."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def choose(self, field: str, words: str) -> None:
        """Choose in a field that searches as one types: the first that is found."""
        place = self.page.locator(f"#{field} ~ .select2").first
        place.locator(".select2-selection").click()
        self.page.locator(".select2-search__field").last.fill(words)
        found = self.page.locator(
            ".select2-results__option--highlighted", has_text=words
        )
        found.wait_for()
        found.click()

    def text(self) -> str:
        """Return all that the page shows."""
        return self.page.locator("body").inner_text()

    def faults(self) -> list[str]:
        """Return what axe finds on the page, a sentence for each place."""
        heard = len(self.complaints)
        found = Axe().run(
            self.page,
            options={"runOnly": RULES, "resultTypes": ["violations"]},
        )
        del self.complaints[heard:]  # axe tries styles of its own, which the CSP stops
        return [
            f"{rule['id']}: {node['html'][:160]}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]

    def picture(self, name: str) -> None:
        """Keep the page as a picture for the guide, where pictures are asked for."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")
