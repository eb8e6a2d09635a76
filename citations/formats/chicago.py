"""Chicago style, author and date: Chicago Manual of Style, 17th ed., chapter 15."""

from citations.formats.casing import capitalised
from citations.formats.chicago_source import (
    AT_AN_EVENT,
    DESCRIBED_WITH_CONTAINER,
    ENTRIES,
    NEWS,
    ONLINE,
    PLACED,
    event,
    helpers,
    number_of,
    sentences,
    source,
    volume_of,
)
from citations.formats.legal import legal_reference
from citations.formats.markup import closed, italic, joined, quoted
from citations.formats.names import NameList, name_list
from citations.formats.reference import (
    EDITED,
    LEGAL,
    Reference,
    full_date,
    month_day,
    year_of,
)

AUTHORS = NameList(
    inverted="first", dot=None, last="always", least=7, first=3, demote=True
)
PLAIN = frozenset(
    {"bill", "collection", "legislation", "patent", "regulation", "treaty"}
)
OWN_TITLE = frozenset({"book", "classic", "graphic", "hearing", "map"})
QUOTED = frozenset(
    {
        *("article", "dataset", "document", "interview", "manuscript"),
        *("paper-conference", "personal_communication", "speech", "thesis", "webpage"),
    }
)
DATED_TO_THE_DAY = frozenset(
    {
        *("article", "broadcast", "collection", "dataset", "document", "event"),
        *("graphic", "manuscript", "map", "patent", "performance"),
        *("personal_communication", "post", "software", "song", "speech"),
        *("standard", "webpage"),
    }
)
STAND_FIRST = ("editor", "translator", "collection-editor")
ROLES = {
    "editor": ("ed.", "eds."),
    "translator": ("trans.", "trans."),
    "collection-editor": ("ed.", "eds."),
}
REVIEWS = ("review", "review-book")
BODIES = {"software": "publisher", "webpage": "publisher", "standard": "authority"}


def entry(ref: Reference) -> str:
    """Return the reference (15.6): author, year, title, source, address."""
    if ref.type in LEGAL:
        reference = legal_reference(ref, statute="Pub. L.")
        return closed(joined(". ", capitalised(reference), _address(ref)))
    author, stood = _author(ref)
    head = author or _title(ref)
    year = "n.d."
    if (day := ref.date()) is not None:
        year = f"[{year_of(day)}?]" if day.circa else year_of(day)
    elif ref.has("status"):
        year = ref.capital("status")
    titled = joined(
        ". ",
        _title(ref) if author else "",
        _description(ref),
        _identifier(ref, stood),
        source(ref, stood),
    )
    text = joined(
        ". ", head, year, titled, _published(ref, stood), ref.capital("medium")
    )
    return closed(joined(". ", text, _address(ref)))


def _author(ref: Reference) -> tuple[str, str]:
    """Return who or what stands first (15.33 to 15.36), and where it came from."""
    if people := ref.names("author"):
        return name_list(people, AUTHORS), "author"
    titled = _container_first(ref)
    if ref.type in ENTRIES[1:] and titled:
        return titled, "container"
    for field in () if ref.type == "standard" else STAND_FIRST:
        if people := ref.names(field):
            role = ROLES[field][len(people) > 1]
            return f"{name_list(people, AUTHORS)}, {role}", field
    body = BODIES.get(ref.type, "")
    if body and ref.has(body):
        return ref.text(body), body
    return (titled, "container") if titled else ("", "")


def _container_first(ref: Reference) -> str:
    """Return the container that stands for an unsigned work's author (14.205)."""
    if ref.type in (*NEWS, *ENTRIES):
        return italic(ref.title("container-title"))
    if ref.type == "webpage":
        return ref.title("container-title-short") or ref.title("container-title")
    return ""


def _title(ref: Reference) -> str:
    """Return the title (8.163 to 8.187): in italics, in quotation marks, or plain."""
    if ref.type in REVIEWS:
        return joined(" ", "Review of", italic(ref.title()))
    if ref.type in PLAIN:
        return ref.capital("title") if ref.type == "patent" else ref.title()
    if ref.type in OWN_TITLE:
        return italic(ref.title())
    if ref.type == "post" or _looked_up(ref):
        return quoted(ref.text("title"))
    inside = ref.has("container-title") or ref.type in QUOTED
    return quoted(ref.title()) if inside else italic(ref.title())


def _looked_up(ref: Reference) -> bool:
    """Return whether it is a headword, which keeps its small first letter."""
    if not ref.has("container-title") or ref.type not in ENTRIES[1:]:
        return False
    return ref.type == "entry-dictionary" or not ref.names("author")


def _description(ref: Reference) -> str:
    if ref.type == "thesis":
        return ""
    if ref.is_serial():
        section = ref.title("section")
        shown = f"Sec. {section}" if section and ref.numeric("section") else section
        return joined(". ", _kind(ref), shown, event(ref))
    if not ref.has("container-title"):
        return _kind(ref)
    if ref.type in DESCRIBED_WITH_CONTAINER:
        return ""
    if ref.type in AT_AN_EVENT:
        return _kind(ref) if ref.has(*EDITED, *PLACED) else ""
    return _kind(ref)


def _kind(ref: Reference) -> str:
    return "" if ref.has("number") else ref.capital("genre")


def _identifier(ref: Reference, stood: str) -> str:
    """Return number, version, edition and helpers of a work that stands alone."""
    if ref.type == "patent":
        kind = ref.capital("genre") or "Patent"
        issued = full_date(ref.date())
        return joined(
            ", ",
            joined(" ", kind, ref.text("number")),
            f"issued {issued}" if issued else "",
        )
    if ref.has("container-title") and ref.type not in ONLINE:
        return sentences(helpers(ref, stood)) if ref.is_serial() else ""
    version = ref.text("version")
    word = "V." if ref.type == "software" else "Version"
    edition = ref.edition() if ref.numeric("edition") else ref.capital("edition")
    whole = ref.is_serial() or ref.type in ONLINE
    numbers = (
        number_of(ref),
        f"{word} {version}" if version else "",
        edition,
        sentences(helpers(ref, stood)),
    )
    return joined(". ", *numbers, "" if whole else volume_of(ref, capital=True))


def _published(ref: Reference, stood: str) -> str:
    """Return publisher and, of what is dated to the day, month and day (15.9)."""
    if ref.type == "patent" or ref.is_serial():
        return ""
    website = ref.title("container-title") if ref.type in ONLINE else ""
    if stood == "container":
        website = ""
    description = ""
    if ref.type == "article":
        description = "" if ref.has("genre") else "Preprint"
    elif ref.type == "thesis":
        description = ref.capital("genre")
    publisher = ref.capital("publisher") or ref.capital("publisher-place")
    if stood == "publisher":
        publisher = ""
    return joined(
        ", ", website, joined(", ", description, publisher), _released(ref, publisher)
    )


def _released(ref: Reference, publisher: str) -> str:
    day = ref.date()
    dated = ref.type in DATED_TO_THE_DAY or (
        ref.type in ENTRIES and ref.has("DOI", "URL")
    )
    shown = month_day(day) if dated else ""
    if ref.type == "software" and shown:
        return joined(" ", "released" if publisher else "Released", shown)
    return shown


def _address(ref: Reference) -> str:
    """Return DOI or web address (14.7 to 14.12); a date of access only for undated."""
    accessed = full_date(ref.date("accessed"))
    seen = ""
    if accessed and ref.has("URL") and not ref.has("DOI", "status"):
        seen = "" if ref.date() else f"Accessed {accessed}"
    return joined(". ", seen, ref.doi_address())
