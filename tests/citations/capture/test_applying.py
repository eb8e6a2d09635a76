"""Deciding, applying, and undoing as a whole."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from citations.models import ImportRow, Source
from citations.services import source_save
from citations.services.capture import import_apply, import_stage, import_undo
from tests import make
from tests.citations.capture.bring import Desk, bibtex
from tests.screen import signed_in, told
from tests.sql import rows as sql_rows


def test_a_merge_fills_what_is_empty_and_keeps_what_differs() -> None:
    here = make.source(doi="10.1234/a", volume="", issue="3", publisher="Press")
    desk = Desk()
    (row,) = desk.paste(bibtex("a", doi="10.1234/a", volume="7", number="9"))
    desk.press("apply")
    here.refresh_from_db()
    assert (here.volume, here.issue, here.publisher) == ("7", "3", "Press")
    assert here.title != "A made-up study of typing"
    row.refresh_from_db()
    assert (row.status, row.source) == ("done", here)
    assert row.before["volume"] == ""


def test_what_differs_is_taken_over_where_the_editor_says_so() -> None:
    here = make.source(doi="10.1234/a", issue="3", volume="")
    desk = Desk()
    (row,) = desk.paste(bibtex("a", doi="10.1234/a", volume="7", number="9"))
    page = desk.open(row).content.decode()
    assert 'value="issue"' in page
    desk.save(row, compared="yes", write=["issue", "author"])
    row.refresh_from_db()
    assert row.choices["issue"] == "new"
    assert row.choices["volume"] == "old"
    desk.press("apply")
    here.refresh_from_db()
    assert (here.issue, here.volume) == ("9", "")


def test_all_rows_of_a_list_are_decided_at_once() -> None:
    desk = Desk()
    desk.paste(bibtex("a") + bibtex("b", title="Second") + "@book{c, title={}}")
    said = desk.press(
        "decide",
        "?status=new",
        decision="create",
        source_class="working_paper",
        primary="no",
        scope="listed",
    )
    assert said == ["2 rows decided."]
    desk.press("apply")
    source = Source.objects.first()
    assert source is not None
    assert (source.source_class, source.primary) == ("working_paper", False)
    assert source.unconfirmed_fields == []


def test_chosen_rows_are_skipped_and_what_cannot_be_is_left() -> None:
    desk = Desk()
    first, second = desk.paste(bibtex("a") + "@book{c, title={}}")
    assert desk.press("decide", decision="skip", scope="chosen", row=[second.pk]) == [
        "1 rows decided."
    ]
    assert not ImportRow.objects.waiting().exists()
    said = desk.press("decide", decision="merge", scope="listed")
    assert "cannot be done" in said[0]
    first.refresh_from_db()
    assert first.decision == "create"


def test_guesses_are_marked_until_an_editor_confirms_them() -> None:
    desk = Desk()
    (row,) = desk.paste(bibtex("a"))
    desk.save(row, key="own-key", source_class="opinion")
    desk.press("apply")
    source = Source.objects.get()
    assert (source.key, source.source_class) == ("own-key", "opinion")
    assert source.unconfirmed_fields == ["primary"]


def test_a_key_that_is_no_key_is_refused_and_what_was_typed_stays() -> None:
    desk = Desk()
    (row,) = desk.paste(bibtex("a"))
    answer = desk.save(row, key="No Key")
    assert any("slug" in str(m) for m in answer.context["messages"])
    assert "No Key" in answer.content.decode()


def test_an_identifier_becomes_a_source_by_what_is_typed() -> None:
    desk = Desk()
    (row,) = desk.paste("10.1234/abc")
    desk.save(row, title="Typed by hand", author="Made, Anna", issued="2024")
    row.refresh_from_db()
    assert (row.status, row.decision) == ("new", "create")
    desk.press("apply")
    source = Source.objects.get()
    assert (source.title, source.doi) == ("Typed by hand", "10.1234/abc")


def test_something_better_is_pasted_for_one_row() -> None:
    desk = Desk()
    (row,) = desk.paste("10.1234/abc")
    place = f"/admin/citations/importrow/{row.pk}/change/"
    desk.client.post(place, {"mend": "yes", "mended": bibtex("a", volume="3")})
    row.refresh_from_db()
    assert row.status == "new"
    assert (row.fields["doi"], row.fields["volume"]) == ("10.1234/abc", "3")
    assert row.given == "10.1234/abc"
    answer = desk.client.post(
        place, {"mend": "yes", "mended": bibtex("a") + bibtex("b")}, follow=True
    )
    assert any("a row takes one" in str(m) for m in answer.context["messages"])


def test_what_the_database_refuses_stays_alone() -> None:
    desk = Desk()
    entries = [
        bibtex(f"e{n}", title=f"Made up {n}", doi=f"10.1234/{n}") for n in range(9)
    ]
    desk.paste("".join(entries))
    make.source(doi="10.1234/4")
    said = desk.press("apply")
    assert "8 created" in said[0]
    assert "1 could not be written" in said[0]
    row = ImportRow.objects.waiting().get()
    assert "Another source has this DOI. [identifier-is-unique]" in row.reason
    assert Source.objects.count() == 9
    desk.press("match")
    row.refresh_from_db()
    assert row.status == "known"
    assert row.match == Source.objects.get(doi="10.1234/4")


def test_a_key_taken_meanwhile_is_renewed() -> None:
    desk = Desk()
    (row,) = desk.paste(bibtex("a"))
    make.source(key=row.key)
    desk.press("apply")
    row.refresh_from_db()
    assert row.source is not None
    assert row.source.key == "made-2023-made-up-study-typing-2"


def test_history_says_who_and_in_which_import() -> None:
    desk = Desk()
    desk.upload(bibtex("a").encode(), "mine.bib")
    desk.press("apply")
    metadata = sql_rows(
        "SELECT c.metadata ->> 'user', c.metadata ->> 'reason'"
        " FROM citations_sourceevent e"
        " JOIN pghistory_context c ON c.id = e.pgh_context_id"
    )
    assert metadata == [(str(desk.person.pk), "Import: mine.bib")]


def test_undo_gives_back_what_stood_there_and_withdraws_what_was_made() -> None:
    here = make.source(doi="10.1234/a", volume="")
    desk = Desk()
    desk.paste(bibtex("a", doi="10.1234/a", volume="7") + bibtex("b", title="New one"))
    desk.press("apply")
    made = Source.objects.exclude(pk=here.pk).get()
    assert desk.press("undo") == ["Undone: 1 withdrawn, 1 restored."]
    here.refresh_from_db()
    made.refresh_from_db()
    assert here.volume == ""
    assert "was undone by" in made.withdrawn_reason
    assert desk.client.get(f"/sources/{made.key}/").status_code == HTTPStatus.GONE
    assert "undone" in " ".join(desk.press("apply"))


def test_what_was_undone_is_brought_back_by_its_key() -> None:
    desk = Desk()
    desk.paste(bibtex("a", doi="10.1234/a"))
    desk.press("apply")
    desk.press("undo")
    (row,) = desk.paste(bibtex("a", doi="10.1234/a"))
    assert (row.status, row.decision) == ("known", "wait")
    assert "Merging brings it back" in row.reason
    desk.press("decide", decision="merge", scope="listed")
    desk.press("apply")
    assert Source.objects.get().withdrawn_reason == ""


def rests_a_citation(source: Source) -> Any:
    return make.citation(source=source, key="place")


def rests_a_finding(source: Source) -> Any:
    return make.finding(source=source, key="place")


def rests_a_notice(source: Source) -> Any:
    return make.notice(source=source)


@pytest.mark.parametrize("rest", [rests_a_citation, rests_a_finding, rests_a_notice])
def test_what_something_rests_on_is_not_undone(rest: Any) -> None:
    desk = Desk()
    desk.paste(bibtex("a") + bibtex("b", title="Second"))
    desk.press("apply")
    source = Source.objects.get(title="Second")
    rest(source)
    (said,) = desk.press("undo")
    assert f"rests on {source.key}" in said
    assert said.endswith("[import-says-what-it-does]")
    assert Source.objects.exclude(withdrawn_reason="").count() == 0
    assert desk.batch.state == "applied"


def test_what_was_changed_since_is_not_undone() -> None:
    desk = Desk()
    desk.paste(bibtex("a"))
    desk.press("apply")
    source = Source.objects.get()
    source.volume, source.title = "8", "Curated since"
    source_save(source=source, author=desk.person)
    (said,) = desk.press("undo")
    assert "was changed since: its title" in said
    source.refresh_from_db()
    assert source.withdrawn_reason == ""


def test_a_source_under_published_findings_takes_a_fill_and_gives_it_back() -> None:
    finding = make.published()
    source = finding.source
    doi = "10.1234/published"
    Source.objects.filter(pk=source.pk).update(doi=doi)
    desk = Desk()
    desk.paste(bibtex("a", doi=doi, volume="7"))
    desk.press("apply")
    source.refresh_from_db()
    assert source.volume == "7"
    desk.press("undo")
    source.refresh_from_db()
    finding.refresh_from_db()
    assert (source.volume, finding.state) == ("", "published")


def test_nobody_but_editors_writes() -> None:
    author, other = make.editor(), make.person("reviewer", superuser=True)
    with pytest.raises(PermissionDenied):
        import_stage(given=bibtex("a"), author=other)
    batch = import_stage(given=bibtex("a"), author=author)
    with pytest.raises(PermissionDenied):
        import_apply(batch=batch, author=other)
    import_apply(batch=batch, author=author)
    with pytest.raises(PermissionDenied):
        import_undo(batch=batch, author=other)
    with pytest.raises(ValidationError), transaction.atomic():
        import_undo(batch=import_stage(given="10.1234/x", author=author), author=author)


def test_a_page_of_rows_is_bounded_and_leads_on() -> None:
    desk = Desk()
    desk.paste("".join(bibtex(f"e{n}", title=f"Made up {n}") for n in range(60)))
    page = desk.page()
    assert page.count('name="row"') == 50
    assert "after=50" in page
    assert desk.page("?after=50").count('name="row"') == 10
    assert desk.page("?status=faulty").count('name="row"') == 0
    source_list = desk.client.get("/admin/citations/source/").content.decode()
    assert "/admin/citations/importbatch/add/" in source_list


def test_a_reviewer_reads_and_decides_nothing() -> None:
    desk = Desk()
    (row,) = desk.paste(bibtex("a"))
    reader = signed_in(make.reviewer())
    place = f"/admin/citations/importbatch/{desk.batch.pk}/change/"
    page = reader.get(place).content.decode()
    assert "Apply what is decided" not in page
    answer = reader.post(place, {"do": "apply"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not Source.objects.exists()
    assert sql_rows("SELECT status FROM citations_importrow") == [(row.status,)]
    assert told(answer) == []
