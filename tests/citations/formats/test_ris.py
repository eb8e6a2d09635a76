"""RIS in and out."""

import re

from citations.formats.ris import from_ris, to_ris


def test_a_record_is_plain_ris() -> None:
    record = {
        "id": "x",
        "type": "article-journal",
        "title": "T",
        "author": [{"family": "Doe", "given": "Jo"}, {"literal": "Bank"}],
        "container-title": "J",
        "page": "10-19",
        "issued": {"date-parts": [[2024, 5]]},
        "ISSN": "1234-5678",
    }
    assert to_ris([record]) == (
        "TY  - JOUR\nID  - x\nTI  - T\nAU  - Doe, Jo\nAU  - Bank\nT2  - J\n"
        "SP  - 10\nEP  - 19\nPY  - 2024\nDA  - 2024/05//\nSN  - 1234-5678\nER  - \n"
    )


def test_no_value_begins_a_line() -> None:
    evil = "a\nER  - \r\nTY  - JOUR\u2028TI  - evil\x0bAU  - x"
    record = {
        "id": evil,
        "type": "book",
        "title": evil,
        "author": [{"family": evil, "given": evil}],
        "note": evil,
        "x-custom": evil,
    }
    text = to_ris([record])
    assert text.count("ER  - ") >= 1
    for line in text.splitlines():
        assert re.match(r"[A-Z][A-Z0-9]  - ", line), line
    assert sum(line.startswith("TY  - ") for line in text.splitlines()) == 1
    assert from_ris(text).records == [record]


def test_the_mess_of_others_is_read() -> None:
    reading = from_ris(
        "\ufeffTY  - JOUR\r\nT1  - A long\r\ntitle\r\nA1  - Doe,Jo,Jr.\r\n"
        "JF  - J\r\nY1  - 2018/4/25\r\nPY  - 2018\r\nKW  - a\r\nKW  - b\r\n"
        "ER  - TY -  BOOK\r\nTI  - Two\r\nSN  - 978-0-444-53452-1\r\nSP  - 9\r\nER  -"
    )
    first, second = reading.records
    assert reading.problems == []
    assert first["title"] == "A long title"
    assert first["author"] == [{"family": "Doe", "given": "Jo", "suffix": "Jr."}]
    assert first["issued"] == {"date-parts": [[2018, 4, 25]]}
    assert first["keyword"] == "a, b"
    assert (second["type"], second["ISBN"]) == ("book", "978-0-444-53452-1")
    assert second["id"] == "entry-2"


def test_what_is_no_ris_is_said() -> None:
    reading = from_ris("hello\nAU  - Doe, Jo\nTI  - T\nER  - \nTY  - WHAT\nTI  - U\n")
    assert [record["title"] for record in reading.records] == ["T", "U"]
    assert [str(problem) for problem in reading.problems] == [
        "line 1: “hello” is no RIS line: write a tag, two spaces, a hyphen and a "
        "space.",
        "line 2: The tag AU stands before any TY; begin with TY.",
        "entry 2: TY “WHAT” is no RIS type; it was read as a document.",
    ]
    assert from_ris("").records == []
