"""Sources and places in them, in the admin."""

from typing import Any

import pytest

from citations.models import Citation, Organization, Reading, Source
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in, told

TYPED = {
    "title": "Working hours of typists",
    "key": "typists-2024",
    "source_class": "working_paper",
    "csl_type": "report",
    "primary": "on",
    "author": 'Noy, Shakked\nOECD\n{"family": "Beethoven", "suffix": "Jr."}',
    "issued": "2024-03",
    "doi": "https://doi.org/10.1234/ABC.5",
    "url": "HTTPS://Example.ORG:443/Paper#top",
    "arxiv": "https://arxiv.org/abs/2302.06590v2",
    "isbn": "0-306-40615-2",
}


def add_source() -> Screen:
    """Return the form of a new source, filled in as people paste."""
    screen = Screen(signed_in(make.editor()), "citations_source_add")
    screen.typed |= TYPED
    return screen


def test_identifiers_are_stored_in_their_one_form() -> None:
    saved(add_source().save())
    source = Source.objects.get()
    assert (
        source.doi,
        source.arxiv,
        source.arxiv_version,
        source.isbn,
        source.url,
    ) == (
        "10.1234/abc.5",
        "2302.06590",
        2,
        "9780306406157",
        "https://example.org/Paper",
    )


def test_authors_are_typed_one_on_each_line() -> None:
    saved(add_source().save())
    source = Source.objects.get()
    assert source.author == [
        {"family": "Noy", "given": "Shakked"},
        {"literal": "OECD"},
        {"family": "Beethoven", "suffix": "Jr."},
    ]
    again = Screen(signed_in(make.editor()), "citations_source_change", source.pk)
    assert again.typed["author"] == TYPED["author"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (", Shakked", "no family name"),
        ("{not json", "is no JSON"),
        ('{"family": 7}', "is no text"),
    ],
)
def test_a_name_that_is_none_is_refused(line: str, complaint: str) -> None:
    answer = add_source().save(author=line)
    assert complaint in " ".join(told(answer))
    assert line in answer.content.decode().replace("&quot;", '"')
    again = Screen(
        signed_in(make.editor()), "citations_source_change", make.source().pk
    )
    assert complaint in " ".join(told(again.save(author=line)))


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"title": "untitled"}, "name-is-no-placeholder"),
        ({"issued": "2024-13"}, "date-is-a-date"),
        ({"doi": "doi of it"}, "identifier-is-normal"),
        ({"doi": "10.9999/TAKEN"}, "identifier-is-unique"),
        ({"pmid": "0123"}, "identifier-is-normal"),
        ({"isbn": "123"}, "identifier-is-normal"),
        ({"arxiv": "nothing"}, "identifier-is-normal"),
        ({"key": "taken"}, "key-is-forever"),
    ],
)
def test_what_the_services_refuse_is_refused_here(
    typed: dict[str, Any], rule: str
) -> None:
    make.source(key="taken", doi="10.9999/taken")
    screen = add_source()
    refused(screen.save(**typed), rule)
    assert Source.objects.count() == 1
    saved(screen.save(**dict.fromkeys(typed, "") | TYPED))


def test_a_source_has_organizations_relations_and_sightings() -> None:
    root, publisher = make.source(), make.organization()
    screen = add_source()
    screen.add("roles", organization=publisher, role="publisher")
    screen.add("relations_out", to_source=root, kind="uses_data_of")
    screen.add("sightings", address="https://example.org/record")
    saved(screen.save())
    source = Source.objects.get(key="typists-2024")
    assert source.roles.get().organization == publisher
    assert source.relations_out.get().to_source == root
    seen = signed_in(make.editor()).get(address("citations_source_change", root.pk))
    assert "Working hours of typists" in seen.content.decode()


def test_sources_do_not_lead_back_to_themselves() -> None:
    relation = make.source_relation(to_source=make.source(title="The first study"))
    screen = Screen(
        signed_in(make.editor()), "citations_source_change", relation.to_source.pk
    )
    screen.add("relations_out", to_source=relation.from_source, kind="reports_on")
    answer = screen.save(note="Typed beside it.")
    refused(answer, "relations-have-no-cycle")
    assert "Typed beside it." in answer.content.decode()
    relation.to_source.refresh_from_db()
    assert relation.to_source.note == ""


def test_notices_and_readings_are_never_changed() -> None:
    reading = make.reading(says="As it was read.")
    client = signed_in(make.editor())
    screen = Screen(client, "citations_citation_change", reading.citation.pk)
    screen.typed |= {"readings-0-says": "As it was not.", "readings-0-DELETE": "on"}
    saved(screen.save())
    assert Reading.objects.get().says == "As it was read."
    notice = make.notice()
    for screen_of in ("change", "delete"):
        name = f"citations_sourcenotice_{screen_of}"
        answer = client.post(address(name, notice.pk), {"reason": "x", "post": "yes"})
        assert answer.status_code == 403


def test_a_place_is_read_by_whoever_records_it() -> None:
    editor, source = make.editor(), make.source()
    screen = Screen(signed_in(editor), "citations_citation_add")
    screen.typed |= {"source": source.pk, "key": "typists-p-3", "locator": "p. 3"}
    typed = {"read": "secondary_page", "address": "a page", "says": "It says so."}
    screen.add("readings", **typed, confirmation="primary")
    refused(screen.save(), "reading-confirms")
    assert not Citation.objects.exists()
    saved(screen.save(**{"readings-0-confirmation": "secondary"}))
    assert Reading.objects.get().read_by == editor


def test_a_place_that_a_published_finding_rests_on_does_not_move() -> None:
    place = make.published().citations.get().citation
    client = signed_in(make.editor())
    screen = Screen(client, "citations_citation_change", place.pk)
    refused(screen.save(locator="p. 9"), "published-is-frozen")
    place.refresh_from_db()
    assert place.locator == "p. 187"
    deleted = client.post(address("citations_citation_delete", place.pk), {"post": "y"})
    assert deleted.status_code == 200
    assert Citation.objects.filter(pk=place.pk).exists()


def test_a_place_nobody_read_can_be_deleted() -> None:
    place = make.citation()
    client = signed_in(make.editor())
    saved(client.post(address("citations_citation_delete", place.pk), {"post": "yes"}))
    assert not Citation.objects.exists()


def test_an_organization_has_a_name_and_an_interest() -> None:
    screen = Screen(signed_in(make.editor()), "citations_organization_add")
    refused(
        screen.save(name="TBA", key="tool-seller", interest="vendor"),
        "name-is-no-placeholder",
    )
    saved(screen.save(name="Tool seller"))
    assert Organization.objects.get().interest == "vendor"
    refused(screen.save(name="Another"), "key-is-forever")


@pytest.mark.parametrize("number", ["add/widgets.css", "9" * 30, "0"])
def test_a_notice_that_is_not_there_leads_away_and_breaks_nothing(number: str) -> None:
    client = signed_in(make.editor())
    answer = client.get(f"/admin/citations/sourcenotice/{number}/change/")
    assert answer.status_code == 302
