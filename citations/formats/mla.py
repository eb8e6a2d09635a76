"""MLA style: MLA Handbook, 9th ed. Numbers in brackets are its sections."""

from citations.formats.casing import capitalised
from citations.formats.dates import Day
from citations.formats.markup import closed, italic, joined, quoted, wrapped
from citations.formats.names import NameList, name_list
from citations.formats.numbers import is_plural
from citations.formats.reference import EDITED, LEGAL, SERIAL, Reference, year_of

AUTHORS = NameList(
    inverted="first", dot=None, last="always", least=3, others_comma="always"
)
OTHERS = NameList(dot=None, least=3)
MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept."),
    *("Oct.", "Nov.", "Dec."),
)
REVIEWS = ("review", "review-book")
PLAIN = frozenset({"bill", "collection", "legislation", "regulation", "treaty"})
OWN_TITLE = frozenset({"book", "classic", "graphic", "hearing", "map", "periodical"})
QUOTED = frozenset(
    {
        *("article", "dataset", "document", "interview", "manuscript"),
        *("paper-conference", "personal_communication", "speech"),
    }
)
DATED_BY_YEAR = frozenset(
    {"book", "chapter", "motion_picture", "paper-conference", "thesis"}
)
PLACED = (*EDITED, "issue", "page", "supplement-number", "volume")
VERBS = (
    ("editor", "edited by"),
    ("translator", "translated by"),
    ("director", "directed by"),
    ("illustrator", "illustrated by"),
)


def entry(ref: Reference) -> str:
    """Return the core elements in order (5.2): author, title, container, rest."""
    author, stood = _author(ref)
    parts = (
        author,
        _title(ref) if author else "",
        _label(ref),
        _container(ref, stood),
        _supplement(ref),
    )
    head = author or _title(ref)
    return closed(joined(". ", head, *parts[1:]))


def _author(ref: Reference) -> tuple[str, str]:
    """Return who stands first (5.3 to 5.22), and the field the names came from."""
    if people := ref.names("author"):
        return name_list(people, AUTHORS), "author"
    for field in ("editor", "translator"):
        if people := ref.names(field):
            role = f"{field}s" if len(people) > 1 else field
            return f"{name_list(people, AUTHORS)}, {role}", field
    official = ref.type == "standard" or ref.type in LEGAL
    return (ref.text("authority") if official else ""), ""


def _title(ref: Reference) -> str:
    """Return the title (5.23 to 5.30), in italics if the work stands alone."""
    if ref.type in REVIEWS:
        return joined(" ", "Review of", italic(ref.title()))
    if ref.type in PLAIN:
        return ref.title()
    if ref.type == "legal_case":
        return italic(ref.text("title"))
    if ref.type == "post":
        return quoted(ref.text("title"))
    inside = ref.type in QUOTED or ref.has("container-title")
    alone = ref.type in OWN_TITLE or not inside
    return italic(ref.title()) if alone else quoted(ref.title())


def _label(ref: Reference) -> str:
    """Return a description in place of or after a title (5.109)."""
    if ref.type == "thesis" or ref.has("number"):
        return ""
    return ref.capital("genre")


def _container(ref: Reference, stood: str) -> str:
    """Return the container with all that locates the work in it (5.31 to 5.99)."""
    title = italic(ref.title("container-title"))
    if ref.is_serial() and title:
        title = joined(" ", title, wrapped(ref.text("publisher-place"), "[", "]"))
    named = joined(", ", title, _contributors(ref, stood))
    rest = (
        _version(ref, named),
        _number(ref, named),
        _publisher(ref),
        _date(ref),
        _event(ref),
        ref.labelled_pages("two"),
        ref.doi_address(),
    )
    return joined(", ", named, *rest)


def _contributors(ref: Reference, stood: str) -> str:
    shown = [
        f"{verb} {name_list(ref.names(field), OTHERS)}"
        for field, verb in VERBS
        if field != stood and ref.names(field)
    ]
    if shown and not ref.has("container-title"):
        shown = [capitalised(text) for text in shown]
    return ", ".join(shown)


def _version(ref: Reference, before: str) -> str:
    """Return edition and version (5.48 to 5.50)."""
    edition = ref.edition() if ref.numeric("edition") else ref.capital("edition")
    version = ref.text("version")
    word = "version" if edition else "Version"
    return joined(", ", edition, f"{word} {version}" if version else "")


def _number(ref: Reference, before: str) -> str:
    """Return volume, issue and number (5.51 to 5.53)."""
    series = ref.text("collection-title") if ref.is_serial() else ""
    volume = ref.labelled("volume", "vol.", "vols.")
    if not ref.is_serial() and not ref.has(*EDITED, "edition", "container-title"):
        volume = "" if ref.names("author") and not before else volume
        volume = capitalised(volume) if not ref.names("author") else volume
    issue = ref.text("issue")
    label = "nos." if is_plural(issue) else "no."
    number = joined(" ", ref.text("genre"), _no(ref)) if ref.has("number") else ""
    number = number if before else capitalised(number)
    return joined(", ", series, volume, f"{label} {issue}" if issue else "", number)


def _no(ref: Reference) -> str:
    if ref.type == "standard":
        return ref.text("number")
    if ref.type in LEGAL:
        return f"no. {ref.raw('number')}"
    return ref.labelled("number", "no.", "nos.")


def _publisher(ref: Reference) -> str:
    """Return the publisher, else its place (5.54 to 5.67); none for periodicals."""
    if ref.type == "thesis" or ref.is_serial():
        return ""
    return ref.text("publisher") or ref.text("publisher-place")


def _written(day: Day | None, parts: int = 3) -> str:
    if day is None or day.literal:
        return day.literal if day else ""
    known = (str(day.day or ""), day.short_month(MONTHS), day.years)
    return joined(" ", *known[3 - parts :])


def _date(ref: Reference) -> str:
    """Return the date (5.68 to 5.83), as exact as the kind of work asks for."""
    day = ref.date()
    if day is None or ref.type == "speech":
        return ""
    if ref.type in DATED_BY_YEAR:
        shown = year_of(day)
        return f"[{shown}?]" if day.circa else shown
    if ref.type == "article-journal":
        shown = _written(day, 2)
        return f"[{shown}?]" if day.circa else shown
    return f"Circa {_written(day)}" if day.circa else _written(day)


def _event(ref: Reference) -> str:
    if ref.type in SERIAL or not ref.has("event", "event-title", "event-date"):
        return ""
    if ref.type == "paper-conference" and ref.has(*PLACED):
        return ""
    held = _written(ref.date("event-date"))
    return joined(", ", ref.capital("event-title"), held, ref.text("event-place"))


def _supplement(ref: Reference) -> str:
    """Return what may follow (5.110 to 5.119): access, medium, thesis, series."""
    accessed = "" if ref.date() else _written(ref.date("accessed"))
    return joined(
        ", ",
        f"Accessed {accessed}" if accessed else "",
        ref.capital("medium"),
        _school(ref),
        _series(ref),
    )


def _school(ref: Reference) -> str:
    if ref.type != "thesis":
        return ""
    return joined(", ", ref.text("publisher"), ref.text("genre"))


def _series(ref: Reference) -> str:
    if ref.is_serial():
        return ref.title("section")
    number = ref.text("collection-number")
    delimiter = " " if ref.numeric("collection-number") else ", "
    title = ref.title("collection-title")
    return joined(delimiter, title, number) if title else ""
