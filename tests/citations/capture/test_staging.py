"""What is pasted becomes rows that say what would happen."""

from citations.models import ImportRow, Source
from tests import make
from tests.citations.capture.bring import Desk, bibtex

SAID = {"status", "decision"}


def told(row: ImportRow) -> tuple[str, str]:
    return row.status, row.decision


def test_bibtex_is_staged_and_nothing_else_is_written() -> None:
    desk = Desk()
    rows = desk.paste(bibtex("a", doi="10.1234/A.1") + bibtex("b", title="Another one"))
    assert [told(row) for row in rows] == [("new", "create")] * 2
    assert rows[0].fields["doi"] == "10.1234/a.1"
    assert rows[0].key == "made-2023-made-up-study-typing"
    assert (rows[0].source_class, rows[0].primary) == ("peer_reviewed", True)
    assert rows[0].given.startswith("@article{a,")
    assert desk.batch.form == "BibTeX"
    assert not Source.objects.exists()


def test_every_format_is_recognised_by_itself() -> None:
    desk = Desk()
    ris = "TY  - JOUR\nTI  - Made-up typing\nAU  - Made, Anna\nPY  - 2023\nER  - \n"
    assert desk.paste(ris)[0].fields["title"] == "Made-up typing"
    csl = '[{"id": "x", "type": "book", "title": "Made-up book"}]'
    assert desk.paste(csl)[0].fields["csl_type"] == "book"
    assert desk.batch.form == "CSL-JSON"


def test_identifiers_may_be_mixed_and_wait_for_a_record_while_fetching_is_off() -> None:
    make.source(key="here", pmid="37440646")
    desk = Desk()
    rows = desk.paste(
        "https://doi.org/10.1234/ABC\narXiv:2302.06590v2 pmid:37440646\n"
        "978-0-306-40615-7\nhttps://example.org/report\nsomething else\n"
        "0000-0002-1825-0097"
    )
    assert [told(row) for row in rows] == [
        ("incomplete", "wait"),
        ("incomplete", "wait"),
        ("known", "skip"),
        ("incomplete", "wait"),
        ("incomplete", "wait"),
        ("faulty", "wait"),
        ("faulty", "wait"),
    ]
    assert "switched off" in rows[0].reason
    assert rows[1].fields == {"arxiv": "2302.06590", "arxiv_version": 2}
    assert "here has the same PMID" in rows[2].reason
    assert rows[5].given == "something else"
    assert "ORCID" in rows[6].reason


def test_a_bad_row_keeps_what_was_pasted_and_holds_up_no_other() -> None:
    desk = Desk()
    broken = "@book{a, title={unbalanced {x}, year=1}\n\n"
    rows = desk.paste(broken + bibtex("good"))
    assert [told(row) for row in rows] == [("faulty", "wait"), ("new", "create")]
    assert "unbalanced" in rows[0].given
    assert "brace is closed" in rows[0].reason
    assert any("1 created" in said for said in desk.press("apply"))
    assert Source.objects.count() == 1
    assert ImportRow.objects.waiting().get() == rows[0]


def test_a_source_that_is_here_is_met_by_identifier_first() -> None:
    here = make.source(key="here", doi="10.1234/a", volume="")
    make.source(
        key="title", title="A made-up study of typing", author=[{"family": "Made"}]
    )
    (row,) = Desk().paste(bibtex("a", doi="10.1234/A", volume="7"))
    assert (told(row), row.match) == (("known", "merge"), here)
    assert "here has the same DOI" in row.reason
    assert "volume" in row.reason


def test_then_by_title_year_and_first_author_folded() -> None:
    here = make.source(
        title="A made-up Study of <i>Typing</i>!", author=[{"family": "MADÉ"}]
    )
    (row,) = Desk().paste(bibtex("a"))
    assert row.match == here
    assert "same title, year and first author" in row.reason


def test_a_preprint_and_its_article_are_two_sources() -> None:
    make.source(
        key="preprint",
        csl_type="article",
        title="A made-up study of typing",
        author=[{"family": "Made"}],
        arxiv="2302.06590",
    )
    (row,) = Desk().paste(bibtex("a", doi="10.1234/a"))
    assert told(row) == ("new", "create")
    assert "one is a preprint" in row.reason


def test_another_doi_is_another_work_whatever_the_title() -> None:
    make.source(
        title="A made-up study of typing", author=[{"family": "Made"}], doi="10.1234/b"
    )
    (row,) = Desk().paste(bibtex("a", doi="10.1234/a"))
    assert told(row) == ("new", "create")
    assert "another DOI" in row.reason


def test_versions_of_a_preprint_are_told_apart() -> None:
    make.source(
        csl_type="article",
        arxiv="2302.06590",
        arxiv_version=1,
        doi="10.48550/arxiv.2302.06590",
    )
    entry = (
        "@misc{{x, title={{Made up}}, author={{A, B}}, eprint={{{0}}}, "
        "archiveprefix={{arXiv}}}}"
    )
    first, second = Desk().paste(
        entry.format("2302.06590v1") + "\n" + entry.format("2302.06590v2")
    )
    assert told(first)[0] == "known"
    assert told(second) == ("new", "create")
    assert "Other versions of it are here" in second.reason


def test_identifiers_of_two_sources_wait_for_a_person() -> None:
    make.source(key="one", doi="10.1234/a")
    make.source(key="two", pmid="123456")
    (row,) = Desk().paste(bibtex("a", doi="10.1234/a", pmid="123456"))
    assert told(row) == ("known", "wait")
    assert "one" in row.reason
    assert "two" in row.reason


def test_the_same_work_twice_in_a_batch_is_said() -> None:
    first, second, third = Desk().paste(
        bibtex("a", doi="10.1234/a")
        + bibtex("b", doi="10.1234/a", title="Else")
        + bibtex("c")
    )
    assert told(first) == ("new", "create")
    assert told(second) == ("repeated", "skip")
    assert "Line 1 brings this work: same DOI" in second.reason
    assert told(third) == ("repeated", "skip")


def test_keys_are_never_given_twice() -> None:
    make.source(key="made-2023-made-up-study-typing", title="Else")
    first, second = Desk().paste(
        bibtex("a", doi="10.1234/a") + bibtex("b", doi="10.1234/b")
    )
    assert first.key == "made-2023-made-up-study-typing-2"
    assert second.key == "made-2023-made-up-study-typing-3"


def test_nothing_is_dropped() -> None:
    desk = Desk()
    (row,) = desk.paste(
        bibtex(
            "a",
            editor="Ed, Itor",
            abstract="Words.",
            mendeley_tags="blue",
            isbn="978-0-306-40615-7 and 0-306-40615-2",
            doi="no doi",
            volume="7" * 50,
        )
    )
    desk.press("apply")
    source = Source.objects.get()
    assert source.extra["editor"] == [{"family": "Ed", "given": "Itor"}]
    assert source.extra["abstract"] == "Words."
    assert source.extra["volume"] == "7" * 50
    assert source.extra["custom"]["bibtex"] == {"mendeley_tags": "blue"}
    assert source.extra["custom"]["DOI"] == "no doi"
    assert source.csl()["editor"] == [{"family": "Ed", "given": "Itor"}]
    assert "no DOI" in " ".join(row.remarks)
    page = desk.client.get(f"/admin/citations/source/{source.pk}/change/")
    assert "mendeley_tags" in page.content.decode()
