"""Records of PubMed (E-utilities, ESummary 2.0 as JSON), mapped to CSL-JSON 1.0.2."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from citations.fetch.answers import Fetched, FetchError, Notice, Reason, Refused
from citations.fetch.asking import asked, check_found
from citations.fetch.clean import filled, kept, marked, member, object_of, objects, text
from citations.fetch.net import Net
from citations.fetch.notices import kind_of
from citations.identifiers import normal_doi, normal_pmcid, normal_pmid
from citations.identifiers.csl_dates import to_csl
from citations.identifiers.dates import NotADateError, parse

WHO = "PubMed"
SERVICE = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi"
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
SEASONS = ("spring", "summer", "autumn", "winter")
WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:\s+(?P<month>[A-Za-z]{3,6})(?:-(?P<until>[A-Za-z]{3})"
    r"|\s+(?P<day>[0-9]{1,2}))?)?\b"
)
INITIALS = re.compile(
    r"(?P<family>.+) (?P<given>[^\W\d_a-z]{1,4})"
    r"(?: (?P<suffix>Jr|Sr|[2-9](?:nd|rd|th)))?"
)
# NLM, "Errata, retractions, and other linked citations": the type, and who is updated.
LINKED = re.compile(
    r"(?P<type>erratum|retraction|partial retraction|expression of concern"
    r"|corrected and republished|retracted and republished|update)"
    r" (?P<way>in|of|for|from)",
    re.IGNORECASE,
)
LANGUAGES = {
    "eng": "en", "fre": "fr", "ger": "de", "spa": "es", "ita": "it", "por": "pt",
    "dut": "nl", "chi": "zh", "jpn": "ja", "rus": "ru", "pol": "pl", "kor": "ko",
}  # fmt: skip
TYPES = {"Preprint": "article", "Dataset": "dataset"}
LINES = {
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "ISSN": "issn",
    "publisher": "publishername",
    "publisher-place": "publisherlocation",
    "edition": "edition",
}
READ = {
    "uid", "pubdate", "source", "authors", "lastauthor", "title", "sorttitle", "lang",
    "fulljournalname", "sortpubdate", "sortfirstauthor", "recordstatus", "pubstatus",
    "history", *LINES.values(),
}  # fmt: skip


def pubmed(pmid: str, *, net: Net | None = None) -> Fetched | Refused:
    """Fetch the record and the linked notices of a PMID."""
    return asked(net, lambda net: _fetch(normal_pmid(pmid), net))


def _fetch(pmid: str, net: Net) -> Fetched:
    given = {"db": "pubmed", "id": pmid, "retmode": "json", "tool": "attest"}
    query = urlencode(filled(given | {"email": net.contact}))
    answer = net.get(f"{SERVICE}?{query}", accept="application/json")
    check_found(answer, WHO, pmid)
    found = member(object_of(answer, WHO), "result", pmid)
    if not isinstance(found, dict) or "error" in found:
        raise FetchError(Reason.NOT_FOUND, f"{WHO} does not know {pmid}.")
    record, extra = record_of(found, pmid)
    return Fetched(
        record=record,
        fetched_at=net.now(),
        # The operator's address, which was part of the question, is nobody's business.
        address=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        updates=tuple(_notices(found, pmid)),
        extra=extra,
    )


def record_of(
    found: dict[str, Any], pmid: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the CSL-JSON of a summary and the members that had no place."""
    ids = {
        text(x.get("idtype")): text(x.get("value"))
        for x in objects(found.get("articleids"))
    }
    kinds = found.get("pubtype")
    typed = [TYPES[k] for k in kinds if k in TYPES] if isinstance(kinds, list) else []
    book = text(found.get("booktitle"))
    record = {
        "id": f"pmid-{pmid}",
        "type": typed[0] if typed else "chapter" if book else "article-journal",
        "title": marked(found.get("title")).removesuffix("."),
        "author": _names(objects(found.get("authors"))),
        "issued": _date(text(found.get("pubdate"))),
        "container-title": book or text(found.get("fulljournalname")),
        "container-title-short": text(found.get("source")),
        "language": _language(found.get("lang")),
        "DOI": normal_doi(ids.get("doi", "")),
        "PMID": pmid,
        "PMCID": normal_pmcid(ids.get("pmc", "")),
        "URL": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
    }
    record |= {name: text(found.get(theirs)) for name, theirs in LINES.items()}
    extra = {k: v for k, v in found.items() if k not in READ}
    return filled(record), kept(filled(extra))


def _names(people: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return CSL names of "Noy S" and of groups, which PubMed marks."""
    names = []
    for person in people:
        whole = text(person.get("name"))
        parts = INITIALS.fullmatch(whole)
        if person.get("authtype") == "CollectiveName" or not parts:
            names.append({"literal": whole})
        else:
            names.append(filled(parts.groupdict(default="")))
    return [name for name in names if any(name.values())]


def _edtf(written: str) -> str:
    """Return "2023 Jul 14", "2023 Jul-Aug" or "2023 Spring" as EDTF, else ""."""
    found = WRITTEN.search(written)
    if not found:
        return ""
    year, month = found["year"], _month(found["month"])
    if month and found["until"]:
        return f"{year}-{month}/{year}-{_month(found['until']) or month}"
    day = f"-{int(found['day']):02}" if month and found["day"] else ""
    return f"{year}{f'-{month}' if month else ''}{day}"


def _month(name: str | None) -> str:
    """Return the number of a month, or 21 to 24 for a season, in two digits."""
    small = (name or "").lower().replace("fall", "autumn")
    if small in SEASONS:
        return str(21 + SEASONS.index(small))
    return f"{MONTHS.index(small[:3]) + 1:02}" if small[:3] in MONTHS else ""


def _date(written: str) -> dict[str, Any] | None:
    try:
        return to_csl(parse(_edtf(written)))
    except NotADateError:
        return None


def _language(value: object) -> str:
    code = text(value[0]) if isinstance(value, list) and value else ""
    return LANGUAGES.get(code, code)


def _notices(found: dict[str, Any], pmid: str) -> Iterator[Notice]:
    """Yield the linked citations that change something, with PMIDs for names."""
    for linked in objects(found.get("references")):
        label = text(linked.get("reftype"))
        form = LINKED.fullmatch(label)
        if form:
            other = text(linked.get("pmid"))
            told = form["way"].lower() == "in"
            yield Notice(
                kind=kind_of(form["type"]),
                type=form["type"].lower(),
                label=label,
                about=pmid if told else other,
                by=other if told else pmid,
                issued=_edtf(text(linked.get("refsource"))),
                source="pubmed",
            )
