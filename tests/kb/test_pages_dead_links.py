"""A dead link is told wherever the reference stands, with the day it was last good."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from citations.models import LinkWatch, Source
from citations.services import link_set_aside, links_gather
from tests import make
from tests.citations.links.world import FINE, GONE, check
from tests.kb.evidence import World, world
from tests.sql import update

PAIR = "/careers/technical-writer/skills/writing/"


@pytest.fixture
def here() -> World:
    made = world()
    made.finding(key="claim")
    update(made.source, url="https://example.org/study", doi="")
    return made


def watch(source: Source, role: str = "record") -> LinkWatch:
    """Return the link of a source, watched alone."""
    links_gather()
    LinkWatch.objects.exclude(source=source, role=role).update(due_at=None)
    return LinkWatch.objects.get(source=source, role=role)


def gone(link: LinkWatch) -> None:
    for outcome in (FINE, GONE, GONE, GONE):
        check(link, outcome)


def reference(client: Client, source: Source) -> Any:
    document = client.get(f"/api/v1{PAIR}").json()
    return next(r for r in document["references"] if r["key"] == source.key)


def told(client: Client, source: Source) -> list[bool]:
    """Return whether each format says that the link is dead."""
    return [
        reference(client, source)["dead_link"] is not None,
        "dead link" in client.get(PAIR).content.decode(),
        "dead link" in client.get(f"/sources/{source.key}/").content.decode(),
        client.get(f"/api/v1/sources/{source.key}/").json()["dead_link"] is not None,
        client.get("/api/v1/sources/?dead_link__isnull=false").json()["results"] != [],
    ]


def test_every_format_tells_when_it_last_was_good(client: Client, here: World) -> None:
    link = watch(here.source)
    assert told(client, here.source) == [False] * 5
    gone(link)
    assert told(client, here.source) == [True] * 5
    assert link.gone_since
    assert link.good_at
    since, good = f"{link.gone_since:%Y-%m-%d}", f"{link.good_at:%Y-%m-%d}"
    assert reference(client, here.source)["dead_link"] == {
        "since": since,
        "last_good": good,
    }
    page = client.get(PAIR).content.decode()
    assert f'gone since <time datetime="{since}">' in page
    assert f'it last answered on <time datetime="{good}">' in page


def test_one_that_never_answered_says_so(client: Client, here: World) -> None:
    link = watch(here.source)
    for _ in range(3):
        check(link, GONE)
    assert "it has not answered since we began to look" in (
        client.get(PAIR).content.decode()
    )


def test_what_a_person_found_fine_is_not_called_dead(
    client: Client, here: World
) -> None:
    link = watch(here.source)
    gone(link)
    link_set_aside(watch=link, seen="dead", reason="It opens.", author=make.editor())
    assert told(client, here.source) == [False] * 5


def test_only_the_address_that_readers_are_given_counts(
    client: Client, here: World
) -> None:
    gone(watch(here.source))
    update(here.source, doi="10.1234/x")
    assert told(client, here.source) == [False] * 5
    gone(watch(here.source, "doi"))
    assert told(client, here.source) == [True] * 5


def test_two_of_three_times_is_not_dead(client: Client, here: World) -> None:
    link = watch(here.source)
    for outcome in (FINE, GONE, GONE):
        check(link, outcome)
    assert link.gone_since
    assert link.gone_since < timezone.now()
    assert told(client, here.source) == [False] * 5
