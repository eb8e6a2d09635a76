"""What a page tells programs: JSON-LD, meta tags, COinS, and links (Signposting)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString, mark_safe

from citations.formats.embedded import Tag, coins, highwire
from kb.exchange.forms import FORMS
from kb.exchange.linked import Absolute

Record = Mapping[str, Any]
Node = dict[str, Any]

LINKSET = "linkset"
LINKSET_TYPE = "application/linkset+json"
BACK = {"item": "collection", "describedby": "describes"}
"""How what a page leads to leads back to it."""

# What could end the script element, and what JSON may hold but old JavaScript not.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
LICENCES = {
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    **{
        f"CC {kind.upper()} {version}": (
            f"https://creativecommons.org/licenses/{kind}/{version}/"
        )
        for kind in ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
        for version in ("3.0", "4.0")
    },
}


@dataclass(frozen=True)
class Signpost:
    """A typed link from a page (RFC 8288): how it leads where, to which form."""

    rel: str
    address: str
    media_type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.address}>; rel="{self.rel}"{kind}'


@dataclass(frozen=True)
class Metadata:
    """What stands in the head of a page, and at its end."""

    graph: Mapping[str, Any]
    signposts: tuple[Signpost, ...] = ()
    tags: tuple[Tag, ...] = ()
    records: Callable[[], Iterable[Record]] = tuple
    """What COinS are made of; asked for only where the page is rendered."""

    @cached_property
    def coins(self) -> list[str]:
        """The titles of the COinS."""
        return [coins(record) for record in self.records()]

    @property
    def script(self) -> SafeString:
        """The JSON-LD as text that cannot leave its script element."""
        text = json.dumps(self.graph, ensure_ascii=False).translate(ESCAPES)
        return mark_safe(text)  # noqa: S308 - every < > & is escaped


def absolutely(request: HttpRequest) -> Absolute:
    """Return what gives a path the host that was asked."""
    return request.build_absolute_uri


def metadata_of(
    graph: Mapping[str, Any],
    signposts: Iterable[Signpost],
    record: Record | None = None,
    cited: Callable[[], Iterable[Record]] = tuple,
) -> Metadata:
    """Return the metadata of a page about ``record``, or of one that cites records."""
    if record is None:
        return Metadata(graph, tuple(signposts), (), cited)
    return Metadata(graph, tuple(signposts), tuple(highwire(record)), lambda: [record])


def described_by(base: str, names: Iterable[str]) -> list[Signpost]:
    """Return links to the forms of these names; ``base`` ends without a slash."""
    return [
        Signpost("describedby", f"{base}.{FORMS[name].suffix}", FORMS[name].media_type)
        for name in names
    ]


def typed(kind: str) -> list[Signpost]:
    """Return that a page is a landing page, and of what (schema.org)."""
    return [
        Signpost("type", "https://schema.org/AboutPage"),
        Signpost("type", f"https://schema.org/{kind}"),
    ]


def licensed(licence: str) -> list[Signpost]:
    """Return the link to a licence that has an address."""
    address = licence if licence.startswith("https://") else LICENCES.get(licence, "")
    return [Signpost("license", address)] if address else []


def signposted(
    request: HttpRequest, response: HttpResponseBase, metadata: Metadata
) -> HttpResponseBase:
    """Return the answer with the links of its page in its header.

    Or, where these alone are asked for, with ``?linkset``, all links as a document.
    """
    page = request.build_absolute_uri(request.path)
    if LINKSET in request.GET:
        links = json.dumps(linkset(page, metadata.signposts), ensure_ascii=False)
        return HttpResponse(links, content_type=LINKSET_TYPE)
    whole = Signpost(LINKSET, f"{page}?{LINKSET}", LINKSET_TYPE)
    response.headers["Link"] = ", ".join(map(str, (*metadata.signposts, whole)))
    return response


def linkset(page: str, signposts: Iterable[Signpost]) -> Node:
    """Return the links of a page, and those that lead back to it (RFC 9264)."""
    onward: dict[str, list[Node]] = {}
    back: dict[str, dict[str, list[Node]]] = {}
    for one in signposts:
        kind = {"type": one.media_type} if one.media_type else {}
        onward.setdefault(one.rel, []).append({"href": one.address} | kind)
        if one.rel in BACK:
            target = {"href": page, "type": "text/html"}
            back.setdefault(one.address, {})[BACK[one.rel]] = [target]
    contexts: list[Node] = [
        {"anchor": address} | links for address, links in back.items()
    ]
    return {LINKSET: [{"anchor": page} | onward, *contexts]}
