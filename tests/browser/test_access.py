"""Everybody can use the main screens and pages: axe finds nothing, nor does the CSP."""

from typing import Any

import pytest

from tests import make
from tests.browser.visitor import DESK, PHONE, Scheme, Visitor
from tests.kb.evidence import full_world
from tests.screen import address

pytestmark = pytest.mark.real_reader

SCREENS: dict[str, tuple[Any, ...]] = {
    "index": (),
    "careers_career_changelist": (),
    "careers_career_add": (),
    "careers_skill_changelist": (),
    "citations_source_changelist": (),
    "citations_source_add": (),
    "citations_citation_changelist": (),
    "citations_citation_add": (),
    "citations_sourcenotice_add": (),
    "citations_importbatch_add": (),
    "citations_importbatch_changelist": (),
    "citations_importrow_changelist": (),
    "citations_snapshot_add": (),
    "citations_snapshot_changelist": (),
    "citations_linkwatch_changelist": (),
    "citations_flag_changelist": (),
    "kb_note_changelist": (),
    "kb_statement_changelist": (),
    "kb_statement_add": (),
    "kb_duty_add": (),
    "kb_finding_changelist": (),
    "kb_finding_add": (),
    "kb_release_changelist": (),
    "queue": ("waiting",),
}
PAGES = (
    "/",
    "/careers/technical-writer/",
    "/careers/technical-writer/skills/",
    "/careers/technical-writer/skills/writing/",
    "/skills/writing/",
    "/sources/study/",
    "/findings/direct-one/",
    "/search/?q=writ",
    "/compare/?pair=technical-writer:writing&pair=journalist:writing",
)


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light")]
)
def test_the_main_screens(visitor: Visitor, size: Any, scheme: Scheme) -> None:
    here = full_world()
    draft, waiting = make.draft(), make.in_review()
    rows = [
        address("kb_finding_change", draft.pk),
        address("kb_finding_history", draft.pk),
        address("kb_finding_review", waiting.pk),
        address("citations_source_change", here.source.pk),
        address("citations_source_merge", here.source.pk),
        address("careers_career_change", here.career.pk),
    ]
    visitor.window(size, scheme)
    visitor.sign_in(make.person("editor", "reviewer"))
    faults = {}
    for place in [*(address(name, *args) for name, args in SCREENS.items()), *rows]:
        assert visitor.go(place) == 200, place
        faults[place] = visitor.faults()
    told = [f"{place}: {fault}" for place, found in faults.items() for fault in found]
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_readers(visitor: Visitor, scheme: Scheme) -> None:
    full_world()
    visitor.window(PHONE, scheme)
    faults = {}
    for place in PAGES:
        assert visitor.go(place) == 200, place
        faults[place] = visitor.faults()
    told = [f"{place}: {fault}" for place, found in faults.items() for fault in found]
    assert told == []
