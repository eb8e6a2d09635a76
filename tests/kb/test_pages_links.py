"""From the start page a reader reaches every page, and no link leads nowhere."""

from http import HTTPStatus

from django.test import Client

from tests.kb.evidence import full_world
from tests.kb.page import get

NO_PAGES = (".atom", ".csv")
ELSEWHERE = ("http://", "https://", "/api/", "#")


def test_no_link_of_any_page_leads_nowhere(client: Client) -> None:
    full_world()
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        base = address.partition("?")[0]
        if base.endswith(NO_PAGES):
            assert client.get(address).status_code == HTTPStatus.OK, address
            continue
        for link in get(client, address, HTTPStatus.OK).links:
            target = base + link if link.startswith("?") else link.partition("#")[0]
            if not link.startswith(ELSEWHERE) and target not in seen | set(waiting):
                waiting.append(target)
    for kind, least in {
        "/careers/": 5,
        "/skills/": 4,
        "/sources/": 3,
        "/findings/": 4,
        "/measures/": 2,
    }.items():
        assert sum(address.startswith(kind) for address in seen) >= least, kind
