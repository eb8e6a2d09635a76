"""Records of arXiv (API user's manual, 3: the Atom feed), mapped to CSL-JSON 1.0.2."""

import re
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from citations.enums import NoticeKind
from citations.fetch.answers import Fetched, FetchError, Notice, Reason, Refused
from citations.fetch.asking import asked, check_found
from citations.fetch.atom import tree_of
from citations.fetch.clean import filled, kept, text
from citations.fetch.net import Net
from citations.identifiers import doi_of_arxiv, normal_arxiv
from citations.identifiers.csl_dates import to_csl
from citations.identifiers.dates import NotADateError, parse

WHO = "arXiv"
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
WITHDRAWN = re.compile(
    r"(?:this )?(?:paper|article|submission|manuscript|work|preprint)?"
    r"\s*(?:has been|was|is)? ?withdrawn\b",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:collaboration|consortium|team|group|project|institute|university|"
    r"organi[sz]ation|initiative|committee)\b",
    re.IGNORECASE,
)
PARTICLE = re.compile(
    r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|al|el)"
)
SUFFIX = re.compile(r"(?:Jr\.?|Sr\.?|I{2,3}|IV)")


def arxiv(number: str, *, net: Net | None = None) -> Fetched | Refused:
    """Fetch the record of one version of a preprint, the latest if none is named."""
    return asked(net, lambda net: _fetch(*normal_arxiv(number), net))


def _fetch(number: str, version: int | None, net: Net) -> Fetched:
    wanted = f"{number}v{version}" if version else number
    query = urlencode({"id_list": wanted, "max_results": "1"})
    address = f"https://export.arxiv.org/api/query?{query}"
    answer = net.get(address, accept="application/atom+xml")
    check_found(answer, WHO, wanted)
    entry = tree_of(answer.body, WHO).find(f"{ATOM}entry")
    if entry is None or "/api/errors" in _line(entry, f"{ATOM}id"):
        raise FetchError(Reason.NOT_FOUND, f"{WHO} does not know {wanted}.")
    found, latest = normal_arxiv(_line(entry, f"{ATOM}id"))
    if found != number:
        raise FetchError(Reason.MALFORMED, f"{WHO} answered with another work.")
    version = version or latest
    return Fetched(
        record=record_of(entry, number, version),
        fetched_at=net.now(),
        address=answer.address,
        updates=_withdrawal(entry, number),
        extra=_extra(entry),
    )


def record_of(entry: Element, number: str, version: int | None) -> dict[str, Any]:
    """Return the CSL-JSON of an ``entry``.

    Its date is that of the version; ``arxiv:doi`` is of the article that came of it, so
    of another work, and stays in ``extra``.
    """
    moment = "updated" if version and version > 1 else "published"
    named = f"{number}v{version}" if version else number
    return filled(
        {
            "id": doi_of_arxiv(number),
            "type": "article",
            "title": _line(entry, f"{ATOM}title"),
            "author": [
                _name(text(n.text)) for n in entry.iterfind(f"{ATOM}author/{ATOM}name")
            ],
            "issued": _day(_line(entry, ATOM + moment)),
            "abstract": _line(entry, f"{ATOM}summary"),
            "number": f"arXiv:{number}",
            "version": str(version or ""),
            "publisher": "arXiv",
            "DOI": doi_of_arxiv(number),
            "URL": f"https://arxiv.org/abs/{named}",
        }
    )


def _line(entry: Element, name: str) -> str:
    return text(entry.findtext(name) or "")


def _name(whole: str) -> dict[str, str]:
    """Return a CSL name: the last word and its particles are the family's.

    arXiv writes names as one text, so this is a guess, and ``extra`` says so.
    """
    words = whole.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2 or GROUP.search(whole):
        return {"literal": whole}
    start = len(words) - 1
    while start > 1 and PARTICLE.fullmatch(words[start - 1]):
        start -= 1
    family, given = " ".join(words[start:]), " ".join(words[:start])
    return filled({"family": family, "given": given, "suffix": suffix})


def _day(moment: str) -> dict[str, Any] | None:
    try:
        return to_csl(parse(moment.partition("T")[0]))
    except NotADateError:
        return None


def _withdrawal(entry: Element, number: str) -> tuple[Notice, ...] | None:
    """Return a withdrawal that the comment tells of, else None: it has no notices."""
    comment = _line(entry, f"{ARXIV}comment")
    if not WITHDRAWN.match(comment):
        return None
    doi = doi_of_arxiv(number)
    day = _line(entry, f"{ATOM}updated").partition("T")[0]
    kind = NoticeKind.WITHDRAWAL
    return (
        Notice(
            kind, "withdrawal", comment, about=doi, by=doi, issued=day, source="arxiv"
        ),
    )


def _extra(entry: Element) -> dict[str, Any]:
    """Return what the record had no place for."""
    terms = [category.get("term", "") for category in entry.iterfind(f"{ATOM}category")]
    where = [text(a.text) for a in entry.iterfind(f"{ATOM}author/{ARXIV}affiliation")]
    extra = {
        "guessed": ["author"],
        "comment": _line(entry, f"{ARXIV}comment"),
        "journal_ref": _line(entry, f"{ARXIV}journal_ref"),
        "doi": _line(entry, f"{ARXIV}doi"),
        "published": _line(entry, f"{ATOM}published"),
        "updated": _line(entry, f"{ATOM}updated"),
        "categories": terms,
        "affiliations": where,
    }
    return dict(kept(filled(extra)))
