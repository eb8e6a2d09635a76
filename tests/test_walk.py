"""Every public address that needs no key, over the real reader.

Other tests read through ``default``, which binds values at the client. ``reader`` binds
them at the server, and some expressions are only sound one way: hence this walk.
"""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

NOT_PUBLIC = "admin/"
EDITING = "/api/v1/editing/"
"""Asks for a token."""


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Yield every address below ``resolver`` that is one page and takes no argument."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if str(entry.pattern) != NOT_PUBLIC:
                yield from addresses(entry, route)
        elif isinstance(entry.pattern, RoutePattern) and "<" not in route:
            yield route


@pytest.mark.real_reader
def test_every_public_list_answers_over_the_real_reader(client: Client) -> None:
    walked = {
        address: client.get(address)
        for address in addresses(get_resolver())
        if not address.startswith(EDITING)
    }
    assert "/" in walked
    refused = {
        address: answer.status_code
        for address, answer in walked.items()
        if answer.status_code not in {HTTPStatus.OK, HTTPStatus.METHOD_NOT_ALLOWED}
    }
    assert refused == {}
