"""Atom feeds: valid, with ids that never change, and linked from the pages."""

from datetime import datetime
from http import HTTPStatus
from xml.etree import ElementTree

import pytest
from django.test import Client

from careers.models import CareerSkill
from kb.models import Finding
from kb.services import finding_suspend, merge, release_approve
from tests import make

pytestmark = pytest.mark.real_reader
ATOM = "{http://www.w3.org/2005/Atom}"
Element = ElementTree.Element


@pytest.fixture
def pair() -> CareerSkill:
    return make.pair()


@pytest.fixture
def finding(pair: CareerSkill) -> Finding:
    return make.published(
        population=f"people at {pair.skill.name}, each a {pair.career.name}",
        subjects=[{"career": pair.career, "skill": pair.skill}],
    )


def addresses(pair: CareerSkill) -> dict[str, str]:
    """Return the page behind each feed."""
    career, skill = f"/careers/{pair.career.key}/", f"/skills/{pair.skill.key}/"
    pages = (career, skill, f"{career}skills/{pair.skill.key}/")
    return {f"{page}changes.atom": page for page in pages}


def feed(client: Client, address: str) -> Element:
    """Return the root of a feed, which is what RFC 4287 asks for."""
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert datetime.fromisoformat(text(one, "updated")).tzinfo
    assert root.findall(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert str(links["self"]).endswith(address)
    return root


def text(element: Element, name: str) -> str:
    """Return the text of the one child of this name."""
    return str(element.findtext(f"{ATOM}{name}"))


def titles(root: Element) -> list[str]:
    """Return the title of each entry."""
    return [text(entry, "title") for entry in root.findall(f"{ATOM}entry")]


def test_each_tells_of_the_findings_on_its_page(
    client: Client, pair: CareerSkill, finding: Finding
) -> None:
    for address, page in addresses(pair).items():
        root = feed(client, address)
        assert f"Finding: {finding.headline}" in titles(root)
        ids = [text(entry, "id") for entry in root.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        assert all(each.startswith("urn:uuid:") for each in ids)
        (link,) = [x for x in root.findall(f"{ATOM}link") if x.get("rel") != "self"]
        assert str(link.get("href")).endswith(page)


def test_an_entry_keeps_its_id_in_every_feed_and_for_ever(
    client: Client, pair: CareerSkill, finding: Finding
) -> None:
    def told() -> list[set[str]]:
        return [
            {text(entry, "id") for entry in feed(client, each).findall(f"{ATOM}entry")}
            for each in addresses(pair)
        ]

    before = told()
    assert set.intersection(*before), "the finding is one entry in all of them"
    finding_suspend(finding=finding, author=make.editor(), reason="Doubts.")
    for old, new in zip(before, told(), strict=True):
        assert old < new


def test_a_suspended_finding_is_named_by_its_key_alone(
    client: Client, pair: CareerSkill, finding: Finding
) -> None:
    finding_suspend(finding=finding, author=make.editor(), reason="Doubts.")
    for address in addresses(pair):
        root = feed(client, address)
        assert titles(root)[0:2].count(f"Finding: {finding.key}") <= 2
        assert finding.headline not in ElementTree.tostring(root, encoding="unicode")


def test_a_draft_is_in_none(client: Client, pair: CareerSkill) -> None:
    draft = make.draft(
        key="canary", subjects=[{"career": pair.career, "skill": pair.skill}]
    )
    for address in addresses(pair):
        answer = client.get(address).content.decode()
        assert draft.key not in answer
        assert draft.headline not in answer


def test_words_of_people_are_words_and_no_markup(client: Client) -> None:
    skill = make.skill(name="C++ & <script>alert(1)</script>")
    assert "C++ & <script>" in text(
        feed(client, f"/skills/{skill.key}/changes.atom"), "title"
    )


def test_who_holds_the_newest_entry_is_told_so(
    client: Client, pair: CareerSkill, finding: Finding
) -> None:
    for address in addresses(pair):
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert again.status_code == HTTPStatus.NOT_MODIFIED
    finding_suspend(finding=finding, author=make.editor(), reason="Doubts.")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_every_page_leads_to_its_feed(
    client: Client, pair: CareerSkill, finding: Finding
) -> None:
    for address, page in addresses(pair).items():
        shown = client.get(page).content.decode()
        link = f'type="application/atom+xml" title="What changes here" href="{address}"'
        assert link in shown
        assert f'<a href="{address}">' in shown


def test_a_key_that_moved_leads_on_and_one_that_is_none_is_not_found(
    client: Client,
) -> None:
    old, new = make.skill(), make.skill()
    merge(old=old, into=new, author=make.editor(), reason="The same.")
    moved = client.get(f"/skills/{old.key}/changes.atom")
    assert moved.status_code == HTTPStatus.PERMANENT_REDIRECT
    assert moved["Location"] == f"/skills/{new.key}/changes.atom"
    for place in ("/careers/none", "/skills/none", "/careers/none/skills/none"):
        assert client.get(f"{place}/changes.atom").status_code == 404


def test_it_says_whom_to_name_with_its_entries(
    client: Client, pair: CareerSkill
) -> None:
    release = make.release(pack="some", attribution="By the makers of the pack.")
    for address in addresses(pair):
        assert feed(client, address).find(f"{ATOM}rights") is None
    release_approve(release=release, reviewer=make.reviewer())
    make.published(
        population=f"people at {pair.skill.name}, each a {pair.career.name}",
        subjects=[{"career": pair.career, "skill": pair.skill}],
        release=release,
    )
    for address in addresses(pair):
        assert text(feed(client, address), "rights") == "By the makers of the pack."
