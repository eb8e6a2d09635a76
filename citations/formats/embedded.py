"""A record inside a web page: Highwire meta tags and COinS, as Zotero reads them.

Highwire Press tags as Google Scholar's inclusion guidelines list them; COinS as
OpenURL 1.0 (Z39.88-2004) in the ``title`` of a span. Neither has a field for a
retraction, so the title says it, as publishers' own pages do.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from citations.formats.people import date_parts, shown_name, usable_names
from citations.formats.standing import SAID

Record = Mapping[str, Any]
Tag = tuple[str, str]

CONTAINERS = {
    "article-journal": "citation_journal_title",
    "article-magazine": "citation_journal_title",
    "article-newspaper": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
SIMPLE = (
    ("volume", "citation_volume"),
    ("issue", "citation_issue"),
    ("DOI", "citation_doi"),
    ("ISBN", "citation_isbn"),
    ("PMID", "citation_pmid"),
    ("language", "citation_language"),
    ("publisher", "citation_publisher"),
    ("URL", "citation_public_url"),
)
ARTICLES = {"article-journal": "article", "paper-conference": "proceeding"}
ARTICLES |= {"article": "preprint"}
BOOKS = {"book": "book", "chapter": "bookitem", "report": "report"}
STRUCK = {"retracted", "withdrawn"}


def titled(record: Record) -> str:
    """Return the title, with ``RETRACTED:`` in front where that is so."""
    title = str(record.get("title") or "")
    said = {status for name, (_, status, _) in SAID.items() if name in STRUCK}
    status = str(record.get("status") or "")
    return f"{status.upper()}: {title}" if status in said else title


def highwire(record: Record) -> Iterator[Tag]:
    """Yield name and content of each meta tag."""
    yield "citation_title", titled(record)
    for name in usable_names(record.get("author")):
        yield "citation_author", _inverted(name)
    parts = date_parts(record.get("issued"))
    if parts:
        yield "citation_publication_date", "/".join(f"{part:02}" for part in parts)
    container = str(record.get("container-title") or "")
    if container:
        usual = "citation_journal_title"
        yield CONTAINERS.get(str(record.get("type")), usual), container
    for variable, tag in SIMPLE:
        if record.get(variable):
            yield tag, str(record[variable])
    first, _, last = str(record.get("page") or "").partition("-")
    ends = {"citation_firstpage": first, "citation_lastpage": last}
    yield from ((tag, page) for tag, page in ends.items() if page)


def _inverted(name: Mapping[str, Any]) -> str:
    family, given, suffix = shown_name(name)
    return ", ".join(part for part in (family, given, suffix) if part)


def coins(record: Record) -> str:
    """Return the OpenURL of a record, as the title of ``<span class="Z3988">``."""
    kind = str(record.get("type") or "document")
    fields = [("ctx_ver", "Z39.88-2004"), ("rfr_id", "info:sid/attest")]
    if kind in ARTICLES:
        fields += _matrix("journal", ARTICLES[kind])
        fields += [("rft.atitle", titled(record)), *_container("rft.jtitle", record)]
    elif kind in BOOKS:
        fields += _matrix("book", BOOKS[kind])
        part = "rft.atitle" if kind == "chapter" else "rft.btitle"
        fields += [(part, titled(record)), *_container("rft.btitle", record)]
    else:
        fields += [("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.type", kind)]
        fields += [("rft.title", titled(record)), *_container("rft.source", record)]
    if record.get("DOI"):
        fields.append(("rft_id", f"info:doi/{record['DOI']}"))
    elif record.get("URL"):
        fields.append(("rft_id", str(record["URL"])))
    return urlencode([*fields, *_common(record)])


def _matrix(matrix: str, genre: str) -> list[Tag]:
    return [("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{matrix}"), ("rft.genre", genre)]


def _container(name: str, record: Record) -> list[Tag]:
    held = str(record.get("container-title") or "")
    return [(name, held)] if held else []


def _common(record: Record) -> Iterator[Tag]:
    """Yield what every matrix has: names, date, numbers."""
    for place, author in enumerate(usable_names(record.get("author"))):
        family, given, _ = shown_name(author)
        if place == 0 and given:
            yield "rft.aulast", family
            yield "rft.aufirst", given
        yield "rft.au", " ".join(part for part in (given, family) if part)
    parts = date_parts(record.get("issued"))
    if parts:
        yield "rft.date", "-".join(f"{part:02}" for part in parts)
    for variable, name in (
        *(("volume", "rft.volume"), ("issue", "rft.issue"), ("page", "rft.pages")),
        *(("ISBN", "rft.isbn"), ("publisher", "rft.pub"), ("edition", "rft.edition")),
    ):
        if record.get(variable):
            yield name, str(record[variable])
