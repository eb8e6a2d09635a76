"""The whole trip of a finding, in a browser: from a paste to readers, and back.

With ``PICTURES=FOLDER`` the pictures of docs/editing.md are made on the way.
"""

from datetime import date

import pytest

from citations.models import Source
from kb.enums import State
from kb.models import Finding
from tests import make
from tests.browser.visitor import Visitor
from tests.kb.evidence import World, world
from tests.screen import address

pytestmark = pytest.mark.real_reader

BIBTEX = """@article{berg2024,
  author = {Berg, Ada and Lund, Tor},
  title = {Drafting with a machine: a trial among technical writers},
  journal = {Annals of Made-Up Trials},
  year = {2024},
  volume = {3},
  pages = {12--19},
  doi = {10.5555/made-up.2024.12},
}
"""
SAID = "In Writing, the time of each Technical writer fell by 40 percent on a memo."
TEXT = f"Abstract. We made this text for a test. {SAID} Nobody was harmed."
WHY = "The data of the trial could not be found."


def capture(desk: Visitor) -> Source:
    """Paste a record of BibTeX, look at what would happen, and apply it."""
    desk.go(address("citations_importbatch_add"))
    desk.page.fill("#id_pasted", BIBTEX)
    desk.press("Read it")
    assert "No source here" in desk.text()
    desk.picture("capture-rows")
    desk.press("Apply what is decided")
    assert "1 created" in desk.text()
    return Source.objects.get(doi="10.5555/made-up.2024.12")


def attach(desk: Visitor, source: Source) -> None:
    """Keep the text of the source."""
    desk.go(address("citations_source_change", source.pk))
    desk.press("Attach a snapshot")
    desk.page.fill("#id_retrieved_from", "https://example.org/made-up.pdf")
    desk.page.fill("#id_paste", TEXT)
    desk.picture("snapshot")
    desk.press("Save")


def write(desk: Visitor, source: Source, here: World) -> Finding:
    """Write the finding with its figure, subject, place and quote in one screen."""
    desk.go(address("citations_source_change", source.pk))
    desk.press("Write a finding from it")
    page = desk.page
    page.fill("#id_key", "berg-lund-time")
    desk.choose("id_topic", here.topic.label)
    page.fill("#id_headline", "Technical writers were 40 percent faster on a memo")
    page.fill("#id_statement", SAID)
    page.fill("#id_population", "technical writers at Writing")
    for field, value in (
        *(("kind", "observed"), ("design", "rct"), ("direction", "supports")),
    ):
        page.select_option(f"#id_{field}", value)
    page.get_by_text("Add another Subject").click()
    desk.choose("id_subjects-0-skill", here.skill.name)
    desk.choose("id_subjects-0-career", here.career.name)
    page.get_by_text("Add another Figure").click()
    page.fill("#id_estimates-0-label", "Time on a memo")
    desk.choose("id_estimates-0-measure", here.measure.label)
    page.fill("#id_estimates-0-value", "-40")
    page.select_option("#id_estimates-0-confirmation", "primary")
    page.get_by_text("Add another New place").click()
    page.select_option("#id_places-0-label", "page")
    page.fill("#id_places-0-locator", "p. 14")
    page.fill("#id_places-0-quote", SAID)
    page.select_option("#id_places-0-read", "full_text")
    page.select_option("#id_places-0-confirmation", "primary")
    page.fill("#id_places-0-says", "Time on a memo fell by 40 percent.")
    desk.picture("write")
    desk.press("Save and continue editing")
    return Finding.objects.get(key="berg-lund-time")


def submit(desk: Visitor) -> None:
    """Hand it to reviewers."""
    desk.press("Submit for review")
    desk.press("Submit for review")
    assert "waits for a reviewer" in desk.text()


def decide(desk: Visitor, finding: Finding) -> None:
    """Find it among what waits, read it, and approve it."""
    desk.go("/admin/")
    desk.picture("queues")
    desk.go("/admin/queues/waiting/")
    assert finding.headline in desk.text()
    desk.go(address("kb_finding_review", finding.pk))
    desk.picture("review")
    desk.press("Publish")
    assert "is published" in desk.text()


def notice(desk: Visitor, source: Source, kind: str, issued_on: date) -> None:
    """Look at what a notice would do, and record it."""
    desk.go(f"{address('citations_sourcenotice_add')}?source={source.pk}")
    desk.page.select_option("#id_kind", kind)
    desk.page.fill("#id_issued_on", issued_on.isoformat())
    desk.page.fill("#id_reason", WHY)
    desk.press("Save")
    assert "berg-lund-time" in desk.text() or "faster on a memo" in desk.text()
    if kind == "retraction":
        desk.picture("notice-retraction")
    desk.press("Record it")


def test_from_a_paste_to_readers_and_back(visitor: Visitor) -> None:
    here = world()
    desk = visitor
    desk.sign_in(make.editor())
    source = capture(desk)
    attach(desk, source)
    finding = write(desk, source, here)
    submit(desk)
    desk.sign_in(make.reviewer())
    decide(desk, finding)

    desk.go(here.pair)
    assert "Technical writers were 40 percent faster on a memo" in desk.text()
    assert "Drafting with a machine" in desk.text()
    assert SAID in desk.text()

    desk.sign_in(make.editor())
    notice(desk, source, "retraction", date(2025, 1, 2))
    finding.refresh_from_db()
    assert finding.state == State.SUSPENDED
    desk.go(here.pair)
    assert "40 percent faster" not in desk.text()
    desk.go(f"/findings/{finding.key}/")
    assert "This finding is suspended" in desk.text()
    assert "retraction" in desk.text().lower()

    notice(desk, source, "reinstatement", date(2025, 3, 4))
    desk.go(here.pair)
    assert "Technical writers were 40 percent faster on a memo" in desk.text()
