"""Axe on the screens that come between a button and what it does."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import User

from kb.models import Finding
from kb.services import finding_revise, row_save, statement_revise
from tests import make
from tests.browser.visitor import DESK, PHONE, Scheme, Visitor
from tests.citations.capture.bring import Desk, bibtex
from tests.screen import address
from tests.sql import update, value

pytestmark = pytest.mark.real_reader

WAYS = [(DESK, "light"), (PHONE, "dark")]


def looked_at(visitor: Visitor, places: Iterator[str]) -> list[str]:
    """Return what axe finds at each place, which the name of its picture begins."""
    told = []
    for name in places:
        visitor.picture(name)
        told += [f"{name}: {fault}" for fault in visitor.faults()]
    return told


def acts(visitor: Visitor) -> Iterator[str]:
    """Open one screen after the other, and yield its name."""
    go = visitor.go
    first = make.published(limitations=["Small."])
    second = finding_revise(finding=first, author=first.author)
    second.limitations = ["Small.", "One firm only, and nobody else was asked."]
    row_save(row=second, author=first.author)
    assert go(address("kb_finding_compare", second.pk)) == 200
    yield "compare"
    yield from _statements(visitor)
    assert go(address("kb_finding_revise", first.pk)) == 200
    yield "revise"
    yield from _history(visitor)
    yield from _notices(visitor, first)
    yield from _links(visitor)
    citation = first.citations.get().citation
    place = address("citations_flag_add")
    assert go(f"{place}?citation={citation.pk}") == 200
    yield "flag"
    assert go(address("citations_flag_change", make.flag().pk)) == 200
    yield "flag-decision"


def _statements(visitor: Visitor) -> Iterator[str]:
    go = visitor.go
    stated = make.stated()
    new = statement_revise(statement=stated, author=stated.author)
    new.text = f"In the end {new.text}"
    row_save(row=new, author=stated.author)
    assert go(address("kb_statement_compare", new.pk)) == 200
    yield "compare-statements"
    assert go(address("kb_statement_change", new.pk)) == 200
    yield "statement"
    assert go(address("kb_statement_submit", new.pk)) == 200
    yield "statement-move"


def _history(visitor: Visitor) -> Iterator[str]:
    go = visitor.go
    career = make.career(name="Weaver", definition="Weaves.")
    update(career, definition="Weaves cloth.")
    assert go(address("careers_career_history", career.pk)) == 200
    yield "history"
    event = value(
        "SELECT min(pgh_id) FROM careers_careerevent WHERE pgh_obj_id = %s", career.pk
    )
    place = address("careers_career_history", career.pk)
    assert go(f"{place}?version=careers.career:{event}") == 200
    yield "version"
    assert go(address("careers_career_history", "deleted")) == 200
    yield "deleted"
    assert go(address("careers_career_change", career.pk)) == 200
    update(career, definition="Weaves on a loom.")
    visitor.page.fill("#id_definition", "Weaves by hand.")
    visitor.press("Save")
    assert "was saved after you opened it" in visitor.text()
    yield "overtaken"


def _notices(visitor: Visitor, finding: Finding) -> Iterator[str]:
    place = address("citations_sourcenotice_add")
    assert visitor.go(f"{place}?source={finding.source_id}") == 200
    visitor.page.select_option("#id_kind", "retraction")
    visitor.page.fill("#id_issued_on", date(2025, 1, 2).isoformat())
    visitor.page.fill("#id_reason", "The data could not be found.")
    visitor.press("Save")
    assert "Record it" in visitor.page.content()
    yield "notice"
    place = address("citations_source_notices", finding.source_id)
    assert visitor.go(place) == 200
    yield "registry"
    make.notice_watch(
        state="silent", checked_at=make.LONG_AGO, sentence="Nobody knows it."
    )
    assert visitor.go(address("citations_noticewatch_changelist")) == 200
    yield "registries"


def _links(visitor: Visitor) -> Iterator[str]:
    link = make.link_watch(state="dead", times_gone=3, gone_since=make.LONG_AGO)
    assert visitor.go(address("citations_linkwatch_change", link.pk)) == 200
    yield "link"
    assert visitor.go(address("citations_linkwatch_fine", link.pk)) == 200
    yield "link-fine"


def captured(visitor: Visitor, person: User) -> Iterator[str]:
    """Open what was captured: a batch of a good, a known and a faulty row."""
    make.source(doi="10.1234/known", title="Known already")
    desk = Desk(person)
    desk.paste(
        bibtex("good", title="A study of weaving")
        + bibtex("known", doi="10.1234/known", title="Known otherwise")
        + "@article{broken, title={No end"
    )
    assert visitor.go(address("citations_importbatch_change", desk.batch.pk)) == 200
    yield "batch"
    row = desk.rows()[1]
    assert visitor.go(address("citations_importrow_change", row.pk)) == 200
    yield "row"


def kept(visitor: Visitor) -> Iterator[str]:
    """Open the screens of whoever keeps accounts."""
    account = make.account()
    for name, args in (
        ("kb_account_changelist", ()),
        ("kb_account_add", ()),
        ("kb_account_change", (account.pk,)),
        ("kb_account_password", (account.pk,)),
        ("kb_account_history", (account.pk,)),
    ):
        assert visitor.go(address(name, *args)) == 200
        yield name


@pytest.mark.parametrize(("size", "scheme"), WAYS)
def test_the_screens_between_a_button_and_what_it_does(
    visitor: Visitor, size: dict[str, int], scheme: Scheme
) -> None:
    visitor.window(size, scheme)
    person = make.person("editor", "reviewer")
    visitor.sign_in(person)
    told = looked_at(visitor, acts(visitor))
    told += looked_at(visitor, captured(visitor, person))
    visitor.sign_in(make.administrator())
    told += looked_at(visitor, kept(visitor))
    assert "\n".join(told) == ""


@pytest.mark.parametrize(("size", "scheme"), WAYS)
def test_the_forms_of_readers(
    visitor: Visitor, size: dict[str, int], scheme: Scheme
) -> None:
    visitor.window(size, scheme)
    finding = make.published()
    key = finding.citations.get().citation.key
    assert visitor.go(f"/citations/{key}/flag/") == 200
    told = looked_at(visitor, iter(["reader-flag"]))
    visitor.page.get_by_role("button").last.click()
    told += looked_at(visitor, iter(["reader-flag-refused"]))
    assert visitor.go(f"/citations/{key}/flag/thanks/") == 200
    told += looked_at(visitor, iter(["reader-flagged"]))
    assert "\n".join(told) == ""
