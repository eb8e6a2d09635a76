"""Tasks on the page of a career: sort, weights, labels, and what comes up."""

from pathlib import Path

import pytest
from django.test import Client

from careers.models import Career
from tests import make
from tests.kb.evidence import full_world
from tests.kb.onet import release
from tests.kb.page import Page, get

NOVELIST = "/careers/onet-97-1001-00/"


@pytest.fixture
def page(tmp_path: Path, client: Client) -> Page:
    release.run(release.folder(tmp_path))
    release.approve()
    return get(client, NOVELIST)


def words(page: Page) -> str:
    return " ".join(page.text.split())


def test_core_tasks_say_so_and_come_first(page: Page) -> None:
    text = words(page)
    first, other = 'Write a "first" draft without looking back. core', "Read proofs."
    assert first in text
    assert text.index(first) < text.index(other)


def test_emerging_tasks_say_what_they_are_of_whom_and_when(page: Page) -> None:
    text = words(page)
    assert (
        "Dictate drafts to a machine. new AI and subject matter experts, August 2024 ["
    ) in text
    assert (
        "Read proofs on a screen. revision of “Read proofs.”; job incumbents, August "
        "2023 ["
    ) in text
    assert "has the task, as emerging" not in text


def test_the_reference_of_an_emerging_task_is_in_the_list(page: Page) -> None:
    used = {link for link in page.links if link.startswith("#reference-")}
    assert {link.removeprefix("#") for link in used} <= set(page.ids)


def test_without_work_types_there_is_no_column_for_them(
    page: Page, client: Client
) -> None:
    assert "Work type, weight" not in words(page)
    assert "What the work types mean" not in words(page)
    make.weighted_profile(
        (70, 30),
        career=Career.objects.get(key="onet-97-1001-00"),
    )
    assert "Work type, weight" not in words(get(client, NOVELIST)), "not yet approved"


def test_weights_stand_beside_the_task(client: Client) -> None:
    full_world()
    text = words(get(client, "/careers/technical-writer/"))
    assert "60 % in 1 made-up profile [1]" in text


def test_the_job_zone_stands_at_a_glance(page: Page) -> None:
    glance = words(page).rpartition("At a glance")[2].partition("Tasks")[0]
    assert "3 on a scale from 1 to 5: Novel Writers finding [" in glance


def test_what_a_section_shows_of_a_dataset_is_not_repeated(
    page: Page, client: Client
) -> None:
    zone = "Novel Writers: O*NET job zone 3"
    before, _, known = words(page).rpartition("What is known about this career")
    assert zone in before
    assert zone not in known
    assert "of datasets stand in the sections above" in known
    make.published(
        headline="A study of novelists",
        subjects=[{"career": Career.objects.get(key="onet-97-1001-00")}],
    )
    known = words(get(client, NOVELIST)).rpartition("What is known about")[2]
    assert "A study of novelists" in known
    assert zone not in known
