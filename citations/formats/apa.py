"""APA style: Publication Manual of the American Psychological Association, 7th ed.

Numbers in brackets are sections of the manual. Titles keep the case they have: an
automatic sentence case would spoil proper names.
"""

from citations.formats.legal import legal_reference
from citations.formats.markup import closed, italic, joined, wrapped
from citations.formats.names import NameList, name_list
from citations.formats.numbers import is_plural
from citations.formats.reference import (
    EDITED,
    LEGAL,
    Reference,
    full_date,
    month_day,
    year_of,
)

AUTHORS = NameList(
    inverted="all", word="&", last="always", least=21, first=19, and_last=True
)
OTHERS = NameList(word="&", least=21, first=19, and_last=True)
DATED_TO_THE_DAY = frozenset(
    {
        *("article-magazine", "article-newspaper", "broadcast", "collection"),
        *("document", "event", "motion_picture", "pamphlet", "performance"),
        *("personal_communication", "post", "post-weblog", "song", "speech", "webpage"),
    }
)
UNNUMBERED = frozenset(
    {
        *("article-journal", "article-magazine", "article-newspaper", "broadcast"),
        *("event", "interview", "paper-conference", "patent", "performance"),
        *("periodical", "post", "post-weblog", "review", "review-book", "speech"),
        "webpage",
    }
)
BRACKETED = {
    "broadcast": "Broadcast",
    "dataset": "Dataset",
    "graphic": "Graphic",
    "interview": "Interview",
    "map": "Map",
    "motion_picture": "Video",
    "software": "Computer software",
    "song": "Song",
    "post": "Online post",
}
REVIEWS = ("review", "review-book")
ONLINE = ("post", "webpage")
DESCRIBED_WITH_CONTAINER = frozenset({"document", "report", "software", "standard"})
AT_AN_EVENT = frozenset({"event", "paper-conference", "performance", "speech"})
PLACED = ("issue", "page", "supplement-number", "volume")


def entry(ref: Reference) -> str:
    """Return the reference (9.4): author, date, title, source, address."""
    if ref.type in LEGAL:
        return joined(
            " ", closed(legal_reference(ref, statute="Pub. L.")), _address(ref)
        )
    author = _author(ref)
    title = joined(" ", _title(ref), _identifier(ref))
    described = wrapped(_description(ref), "[", "]")
    head = author or title or described
    rest = joined(" ", title, described) if author else described if title else ""
    parts = joined(". ", head, _date(ref), rest, _source(ref))
    return joined(" ", closed(parts), _address(ref))


def _author(ref: Reference) -> str:
    """Return who stands first (9.7 to 9.12): authors, editors, or who published it."""
    authors = name_list(ref.names("author"), AUTHORS)
    if authors:
        return authors
    if ref.type in ("entry-dictionary", "entry-encyclopedia") and ref.has("publisher"):
        return ref.text("publisher")
    if ref.type in ("book", "entry", "entry-encyclopedia") and ref.has(
        "container-title"
    ):
        return ""
    for field, label in (("editor", "Ed"), ("collection-editor", "Ed")):
        people = ref.names(field)
        if people:
            role = f"{label}{'s' if len(people) > 1 else ''}."
            return f"{name_list(people, AUTHORS)} ({role})"
    if ref.type in ("software", "webpage"):
        return ref.text("publisher")
    return ref.text("authority") if ref.type == "standard" else ""


def _date(ref: Reference) -> str:
    """Return the date in brackets (9.13 to 9.17), to the day where 9.14 asks for it."""
    day = ref.date()
    if day is None:
        return f"({ref.text('status').lower() or 'n.d.'})"
    exact = ref.type in DATED_TO_THE_DAY or (
        ref.type in ("interview", "paper-conference") and not ref.has(*EDITED, *PLACED)
    )
    year = f"ca. {year_of(day)}" if day.circa else year_of(day)
    return f"({joined(', ', year, month_day(day) if exact else '')})"


def _title(ref: Reference) -> str:
    """Return the title, in italics if it stands alone (9.19)."""
    title = ref.text("title")
    if ref.type in REVIEWS:
        return ""
    if ref.type in ONLINE or not ref.has("container-title"):
        return italic(title)
    return title


def _identifier(ref: Reference) -> str:
    """Return what stands in parentheses after the title (9.19): number, edition."""
    if ref.type == "patent":
        number = ref.text("number")
        kind = ref.capital("genre") or "Patent"
        return wrapped(
            joined(" ", ref.text("authority"), kind, number) if number else ""
        )
    inside = _translated(ref)
    if ref.type in ONLINE or not ref.has("container-title"):
        return wrapped(joined("; ", inside, _number(ref), _monographic(ref)))
    return wrapped(inside)


def _translated(ref: Reference) -> str:
    """Return translators and, of a book, editors besides the authors."""
    shown = []
    fields = [("translator", "Trans.", "Trans.")]
    alone = ref.type in ONLINE or not ref.has("container-title")
    if not ref.is_serial() and alone:
        fields.insert(0, ("editor", "Ed.", "Eds."))
    for field, one, more in fields:
        people = ref.names(field)
        if people and (field != "editor" or ref.names("author")):
            label = more if len(people) > 1 else one
            shown.append(f"{name_list(people, OTHERS)}, {label}")
    return "; ".join(shown)


def _number(ref: Reference) -> str:
    if ref.type == "thesis" and ref.has("genre"):
        return wrapped(_no(ref), "Publication ", "")
    return joined(" ", ref.title("genre") if ref.has("number") else "", _no(ref))


def _no(ref: Reference) -> str:
    number = ref.capital("number")
    if ref.type != "standard" and ref.numeric("number"):
        return f"{'Nos.' if is_plural(number) else 'No.'} {number}"
    return number


def _monographic(ref: Reference) -> str:
    """Return version, edition, series, volume and pages."""
    if ref.type in UNNUMBERED and not (
        ref.type in ("interview", "paper-conference") and ref.has(*EDITED)
    ):
        return ""
    version = ref.text("version")
    series = ""
    if ref.type in ("document", "report", "standard"):
        series = joined(
            " ", ref.title("collection-title"), ref.text("collection-number")
        )
    return joined(
        ", ",
        f"Version {version}" if version else "",
        ref.edition(),
        series,
        _volume(ref) if ref.numeric("volume") else "",
        ref.labelled("issue", "Issue", "Issues") or "",
        ref.labelled_pages("expanded") or ref.labelled("chapter-number", "Chapter"),
    )


def _volume(ref: Reference) -> str:
    return ref.labelled("volume", "Vol.", "Vols.")


def _description(ref: Reference) -> str:
    """Return what kind of work it is (9.21), where that is not plain."""
    if ref.type == "thesis":
        body = ref.text("publisher") if ref.has("archive", "DOI", "URL") else ""
        kind = joined(", ", ref.capital("genre"), body)
        return joined("; ", kind, ref.capital("medium"))
    if ref.is_serial() and ref.type != "paper-conference":
        return _kind(ref)
    if not ref.has("container-title"):
        return _kind(ref)
    if ref.type in DESCRIBED_WITH_CONTAINER:
        return ""
    if ref.type in AT_AN_EVENT:
        return _kind(ref) if ref.has(*EDITED, *PLACED) else ""
    return _kind(ref)


def _kind(ref: Reference) -> str:
    if ref.type in REVIEWS:
        reviewed = "Review of the book" if ref.type == "review-book" else "Review of"
        return joined(" ", reviewed, italic(ref.text("title")))
    if ref.has("genre", "medium"):
        genre = "" if ref.has("number") else ref.capital("genre")
        return joined("; ", genre, ref.capital("medium"))
    return BRACKETED.get(ref.type, "")


def _source(ref: Reference) -> str:
    """Return where it appeared, or who published it (9.23 to 9.33)."""
    where = _serial(ref) if ref.is_serial() else _book(ref)
    if ref.type in ONLINE:
        where = ""
    website = ref.title("container-title") if ref.type in ONLINE else ""
    return joined(". ", where, _publisher(ref), _event(ref), website)


def _serial(ref: Reference) -> str:
    """Return journal, volume, issue, and article number or pages (9.25 to 9.27)."""
    names = joined(", ", ref.title("container-title"), ref.title("collection-title"))
    issue = italic(ref.text("volume")) + wrapped(ref.text("issue"))
    number = ref.text("number")
    place = f"Article {number}" if number else ref.pages("expanded")
    return joined(", ", italic(names), issue, place)


def _book(ref: Reference) -> str:
    """Return the book a chapter is in, its editors first (9.28)."""
    if not ref.has("container-title"):
        return ""
    title = ref.text("container-title")
    if ref.has("volume") and not ref.numeric("volume"):
        title = joined(": ", title, ref.text("volume"))
    named = joined(", ", _book_editors(ref), italic(title))
    numbers = joined("; ", _number(ref), _monographic(ref))
    described = ""
    if ref.type in DESCRIBED_WITH_CONTAINER or (
        ref.type in AT_AN_EVENT and not ref.has(*EDITED, *PLACED)
    ):
        described = _kind(ref)
    return joined(" ", f"In {named}", wrapped(numbers), wrapped(described, "[", "]"))


def _book_editors(ref: Reference) -> str:
    people = ref.names("container-author")
    if people:
        return name_list(people, OTHERS)
    for field in ("editor", "collection-editor"):
        people = ref.names(field)
        if people and (ref.names("author") or ref.type == "entry-encyclopedia"):
            return f"{name_list(people, OTHERS)} (Ed{'s' if len(people) > 1 else ''}.)"
    return ""


def _publisher(ref: Reference) -> str:
    """Return the publisher (9.29), unless the author is the same body."""
    if ref.type == "thesis":
        return "" if ref.has("archive", "DOI", "URL") else ref.text("publisher")
    if ref.is_serial() and ref.type != "interview":
        return ""
    publisher = ref.text("publisher")
    return "" if publisher == _author(ref) and not ref.names("author") else publisher


def _event(ref: Reference) -> str:
    """Return the conference at which it was given (10.5)."""
    if not ref.has("event", "event-title"):
        return ""
    if ref.type == "paper-conference" and ref.has(*EDITED, *PLACED):
        return ""
    return joined(
        ", ",
        ref.capital("event-title"),
        ref.text("event-place"),
        full_date(ref.date("event-date")),
    )


def _address(ref: Reference) -> str:
    """Return DOI or address (9.34); a date of access only for undated work (9.16)."""
    if ref.has("DOI") or not ref.has("URL"):
        return ref.doi_address()
    accessed = full_date(ref.date("accessed"))
    if ref.date() is not None or ref.has("status") or not accessed:
        return ref.text("URL")
    return f"Retrieved {accessed}, from {ref.text('URL')}"
