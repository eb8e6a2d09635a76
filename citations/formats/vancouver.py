"""Vancouver style: Citing Medicine, 2nd ed. (NLM), citation sequence."""

import re

from citations.formats.dates import Day
from citations.formats.legal import legal_reference
from citations.formats.markup import closed, joined, wrapped
from citations.formats.names import NameList, name_list
from citations.formats.numbers import ordinal
from citations.formats.reference import LEGAL, SERIAL, Reference

AUTHORS = NameList(
    inverted="all",
    dot="",
    hyphen=False,
    sort_comma=" ",
    word="",
    last="always",
    least=7,
    first=6,
)
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
IN_A_BOOK = frozenset(
    {"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"}
)
SHORTENED = ("article-journal", "review", "review-book")
IDENTIFIERS = ("DOI", "PMID", "PMCID")


def entry(ref: Reference) -> str:
    """Return the reference: authors, title, container, imprint, place in it.

    Citing Medicine leaves law to the Bluebook (Introduction, "Scope").
    """
    if ref.type in LEGAL:
        law = closed(legal_reference(ref, statute="Pub. L."))
        return joined(" ", law, _address(ref))
    titled = joined(
        " ",
        _title(ref),
        wrapped(ref.text("genre"), "[", "]"),
        "" if _inside(ref) else wrapped(_medium(ref), "[", "]"),
    )
    edition = "" if ref.has("container-title") else _edition(ref)
    where = joined(". ", _editors(ref), _container(ref))
    if ref.type in IN_A_BOOK and where:
        where = joined(": ", "In", where)
    imprint = joined("; ", _publisher(ref), joined(";", _date(ref), _place(ref)))
    text = joined(
        ". ", _author(ref), titled, edition, where, imprint, _pages(ref), _part(ref)
    )
    text = joined(". ", text, _series(ref), _report(ref))
    return joined(" ", closed(text), _address(ref), _notes(ref))


def _author(ref: Reference) -> str:
    """Return up to six authors and "et al." (ch. 1), else the editors."""
    if ref.names("author"):
        return name_list(ref.names("author"), AUTHORS)
    for field in ("editor", "collection-editor"):
        if people := ref.names(field):
            return _labelled(ref, field, "editors" if len(people) > 1 else "editor")
    if people := ref.names("translator"):
        return _labelled(ref, "translator", f"translator{'s' * (len(people) > 1)}")
    return ""


def _labelled(ref: Reference, field: str, label: str) -> str:
    return f"{name_list(ref.names(field), AUTHORS)}, {label}"


def _inside(ref: Reference) -> bool:
    return ref.has("container-title") and ref.type != "webpage"


def _title(ref: Reference) -> str:
    """Return the title; of a part of a web site the site's (ch. 25)."""
    if ref.type == "webpage" and ref.has("container-title"):
        return ref.text("container-title")
    return ref.text("title")


def _medium(ref: Reference) -> str:
    if ref.has("medium"):
        return ref.capital("medium")
    return "Internet" if ref.has("URL") and ref.type not in IN_A_BOOK else ""


def _edition(ref: Reference) -> str:
    version = ref.text("version")
    if version and not ref.has("edition"):
        return f"Version {version}"
    if ref.numeric("edition"):
        return f"{ordinal(ref.text('edition'))} ed."
    return ref.text("edition")


def _editors(ref: Reference) -> str:
    people = ref.names("editor")
    if not people or not ref.names("author"):
        return ""
    return _labelled(ref, "editor", "editors" if len(people) > 1 else "editor")


def _container(ref: Reference) -> str:
    if ref.type == "webpage":
        return ""
    if ref.has("container-title"):
        title = ref.text("container-title")
        if ref.type in SHORTENED:
            title = re.sub(r"\.(?![a-z])", "", ref.short())
        online = ref.has("URL") and not _identified(ref)
        return joined(
            ". ", joined(" ", title, "[Internet]" if online else ""), _edition(ref)
        )
    if ref.type == "speech":
        kind = joined(" ", ref.capital("genre"), "presented at the")
        return (
            joined(": ", kind, ref.text("event"))
            if ref.has("event", "event-title")
            else ""
        )
    return ref.labelled("volume", "Vol.", "Vols.")


def _identified(ref: Reference) -> bool:
    """Return whether an article's identifier makes its address superfluous."""
    return ref.type == "article-journal" and ref.has(*IDENTIFIERS)


def _publisher(ref: Reference) -> str:
    if ref.type in SERIAL:
        return ""
    place = ref.text("publisher-place")
    if ref.type == "thesis":
        place = wrapped(place, "[", "]")
    elif ref.type == "speech":
        place = ""
    return joined(": ", place, ref.text("publisher"))


def _written(day: Day | None, parts: int = 3) -> str:
    if day is None or day.literal:
        return day.literal if day else ""
    known = [day.years, day.short_month(MONTHS), str(day.day or "")]
    return joined(" ", *known[:parts])


def _date(ref: Reference) -> str:
    day = ref.date()
    if ref.type in SERIAL:
        seen = "" if _identified(ref) else _seen(ref)
        written = joined(" ", _written(day), seen)
        paper = ref.type == "article-newspaper"
        return joined(":", written, ref.pages("minimal") if paper else "")
    if ref.type == "speech":
        return joined(
            "; ", joined(" ", _written(day), _seen(ref)), ref.text("event-place")
        )
    if ref.type == "patent":
        dated = joined(", ", ref.text("number"), _written(day, 1))
        return joined(" ", dated, _seen(ref))
    return joined(" ", _written(day, 2 if ref.type == "report" else 1), _seen(ref))


def _seen(ref: Reference) -> str:
    accessed = _written(ref.date("accessed")) if ref.has("URL") else ""
    return f"[cited {accessed}]" if accessed else ""


def _place(ref: Reference) -> str:
    """Return volume, issue, and pages or article number (ch. 1, "Pagination")."""
    if ref.type not in SERIAL or ref.type == "article-newspaper":
        return ""
    volume = ref.text("collection-title") + ref.text("volume")
    pages = ref.text("number") or ref.pages("minimal")
    return joined(":", volume + wrapped(ref.text("issue")), pages)


def _pages(ref: Reference) -> str:
    if ref.type in SERIAL and ref.type not in ("periodical", "post-weblog"):
        return ""
    if ref.type == "book":
        count = ref.text("number-of-pages")
        return f"{count} p." if count and ref.numeric("number-of-pages") else count
    pages = ref.pages("minimal")
    return f"p. {pages}" if pages else ""


def _part(ref: Reference) -> str:
    inside = ref.type == "webpage" and ref.has("container-title")
    return ref.text("title") if inside else ""


def _series(ref: Reference) -> str:
    if ref.type in SERIAL:
        return ""
    number = ref.labelled("collection-number", "no.", "nos.")
    title = ref.text("collection-title")
    return wrapped(joined("; ", title, number)) if title else ""


def _report(ref: Reference) -> str:
    if ref.type != "report" or not ref.has("number"):
        return ""
    kind = ref.capital("genre") or "Report"
    return joined(" ", kind, ref.labelled("number", "no.:", "nos.:"))


def _address(ref: Reference) -> str:
    url = ref.text("URL")
    shown = f"Available from: {url}" if url and not _identified(ref) else ""
    doi = ref.text("DOI")
    return joined(" ", shown, f"doi:{doi}" if doi else "")


def _notes(ref: Reference) -> str:
    pmid, pmcid = ref.text("PMID"), ref.text("PMCID")
    return closed(
        joined(
            "; ",
            f"PubMed PMID: {pmid}" if pmid else "",
            f"PubMed Central PMCID: {pmcid}" if pmcid else "",
        )
    )
