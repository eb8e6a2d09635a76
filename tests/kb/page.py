"""A page as a reader's browser gets it: elements, words, headings, anchors."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

from django.test import Client

VOID = {"br", "hr", "img", "input", "link", "meta"}
INLINE = {"a", "b", "code", "em", "small", "span", "strong", "time"}
FETCHED = {"stylesheet", "icon"}
LOADING = {"src", "srcset", "data", "poster"}


@dataclass
class Element:
    """An element with its attributes and all the text inside it."""

    tag: str
    attributes: dict[str, str]
    inside: list[str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Page(HTMLParser):
    """The parsed answer of one address."""

    status: int
    source: str
    elements: list[Element] = field(default_factory=list)
    stack: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = [element.tag for element in self.stack]
        element = Element(tag, {name: value or "" for name, value in attrs}, inside)
        self.elements.append(element)
        if tag not in INLINE:
            self.handle_data(" ")
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        for element in self.stack:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        """Return every element with this tag."""
        return [element for element in self.elements if element.tag == tag]

    @property
    def text(self) -> str:
        """All words of the body, with single spaces."""
        return " ".join(self.all("body")[0].text.split())

    @property
    def ids(self) -> list[str]:
        """The anchors of the page."""
        return [element["id"] for element in self.elements if element["id"]]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [element["href"] for element in self.all("a")]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading, in order."""
        return [
            (int(element.tag[1]), " ".join(element.text.split()))
            for element in self.elements
            if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        ]

    def loads(self) -> list[str]:
        """Return the addresses that the browser fetches by itself."""
        sheets = [e["href"] for e in self.all("link") if e["rel"] in FETCHED]
        return sheets + [
            value
            for element in self.elements
            for name, value in element.attributes.items()
            if name in LOADING
        ]


def get(
    client: Client, address: str, status: int = HTTPStatus.OK, **given: Any
) -> Page:
    """Return the page at ``address``, which must answer with ``status``."""
    answer = client.get(address, **given)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return Page(answer.status_code, answer.content.decode())
