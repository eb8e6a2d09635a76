"""What every page owes every reader: sound structure, nothing loaded from outside."""

import re
from collections.abc import Callable
from http import HTTPStatus
from itertools import pairwise

from django.test import Client

from tests import make
from tests.kb.evidence import full_world, world
from tests.kb.page import Element, Page, get

ADDRESSES = [
    "/",
    "/careers/",
    "/careers/technical-writer/",
    "/careers/technical-writer/skills/",
    "/careers/technical-writer/skills/writing/",
    "/skills/",
    "/skills/writing/",
    "/skills/writing/adjacent/",
    "/sources/",
    "/sources/study/",
    "/findings/direct-one/",
    "/measures/",
    "/measures/time-change/",
    "/careers/technical-writer/?place=Nowhere&name=documentation-writer",
    "/careers/technical-writer/tasks/",
    "/search/",
    "/search/?q=writ",
    "/compare/",
    "/compare/?pair=technical-writer:writing",
]
REFUSALS = [("/careers/gone/", HTTPStatus.GONE), ("/skills/x/", HTTPStatus.NOT_FOUND)]
PAGES = [*((address, HTTPStatus.OK) for address in ADDRESSES), *REFUSALS]
EDTF = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
TITLE_END = " \N{EN DASH} Attest"
ATTACK = "<script>alert</script>"


def headings_begin_with_one_h1_and_skip_no_level(page: Page) -> bool:
    levels = [level for level, _ in page.headings]
    worded = all(words for _, words in page.headings)
    steps = all(after <= before + 1 for before, after in pairwise(levels))
    return worded and steps and levels[0] == 1 and levels.count(1) == 1


def language_and_title_are_given(page: Page) -> bool:
    title = page.all("title")[0].text
    return page.all("html")[0]["lang"] == "en" and title.endswith(TITLE_END)


def landmarks_are_there_and_told_apart(page: Page) -> bool:
    bars = [
        e for e in page.all("header") + page.all("footer") if "main" not in e.inside
    ]
    names = [nav["aria-label"] or nav["aria-labelledby"] for nav in page.all("nav")]
    told_apart = all(names) and len(set(names)) == len(names)
    return len(bars) == 2 and len(page.all("main")) == 1 and told_apart


def the_first_link_skips_to_the_content(page: Page) -> bool:
    return page.links[0] == "#content"


def anchors_are_unique_and_inner_links_resolve(page: Page) -> bool:
    inner = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    named = {n for e in page.elements for n in e["aria-labelledby"].split()}
    return len(set(page.ids)) == len(page.ids) and inner | named <= set(page.ids)


def every_link_has_words(page: Page) -> bool:
    return all(link["aria-label"] or link.text.strip() for link in page.all("a"))


def what_runs(page: Page) -> list[Element]:
    """Return the scripts that stand in the page itself and are more than data."""
    return [
        one
        for one in page.all("script")
        if one["type"] != "application/ld+json" and (not one["src"] or one.text.strip())
    ]


def nothing_is_inline(page: Page) -> bool:
    inline = [
        name
        for element in page.elements
        for name in element.attributes
        if name == "style" or name.startswith("on")
    ]
    return not (inline or what_runs(page) or page.all("style"))


def nothing_comes_from_outside(page: Page) -> bool:
    loads = page.loads()
    return bool(loads) and all(load.startswith("/static/") for load in loads)


def what_is_opened_is_closed(page: Page) -> bool:
    return page.stack == []


def tables_name_their_columns_and_rows(page: Page) -> bool:
    return all(cell["scope"] in {"col", "row"} for cell in page.all("th"))


def times_are_machine_readable(page: Page) -> bool:
    return all(EDTF.fullmatch(time["datetime"]) for time in page.all("time"))


RULES: list[Callable[[Page], bool]] = [
    headings_begin_with_one_h1_and_skip_no_level,
    language_and_title_are_given,
    landmarks_are_there_and_told_apart,
    the_first_link_skips_to_the_content,
    anchors_are_unique_and_inner_links_resolve,
    every_link_has_words,
    nothing_is_inline,
    nothing_comes_from_outside,
    what_is_opened_is_closed,
    tables_name_their_columns_and_rows,
    times_are_machine_readable,
]


def test_every_page_keeps_every_rule(client: Client) -> None:
    full_world()
    make.career(key="gone", withdrawn_reason="It was made up.")
    broken = [
        f"{address}: {rule.__name__}"
        for address, status in PAGES
        for page in [get(client, address, status)]
        for rule in RULES
        if not rule(page)
    ]
    assert broken == []


def test_names_are_shown_and_never_run(client: Client) -> None:
    here = world(skill_name=ATTACK)
    here.finding(
        key="direct-one",
        headline=f"A claim {ATTACK}",
        statement=f"Words {ATTACK}",
        limitations=[ATTACK],
        comparison=ATTACK,
    )
    near = make.skill(name=f"Near {ATTACK}")
    make.skill_adjacency(from_skill=here.skill, to_skill=near, reason=ATTACK)
    here.source.title = f"A study {ATTACK}"
    here.source.publisher = ATTACK
    here.source.save()
    shown = 0
    for address in ADDRESSES:
        page = get(client, address)
        assert what_runs(page) == [], address
        assert ATTACK not in page.source, address
        shown += ATTACK in page.text
    assert shown > len(ADDRESSES) / 2


def test_every_page_stays_under_the_policy(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
