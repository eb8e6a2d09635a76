"""IEEE style: IEEE Reference Guide (2023)."""

from citations.formats.casing import capitalised
from citations.formats.dates import Day
from citations.formats.legal import legal_reference
from citations.formats.markup import closed, italic, joined, quoted, wrapped
from citations.formats.names import ITALIC_OTHERS, NameList, name_list
from citations.formats.reference import LEGAL, Reference

AUTHORS = NameList(least=7, others=ITALIC_OTHERS)
OTHERS = NameList()
MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep."),
    *("Oct.", "Nov.", "Dec."),
)
TITLE_IN_ITALICS = frozenset(
    {
        *("book", "graphic", "motion_picture"),
        *("song", "standard", "software"),
    }
)
BOOKISH = frozenset(
    {
        *("book", "chapter", "graphic", "legislation"),
        *("motion_picture", "paper-conference", "song"),
    }
)
YEAR_ONLY = frozenset(
    {
        *("book", "chapter", "graphic", "song"),
        "thesis",
    }
)
TO_THE_MONTH = ("article-journal", "report", "paper-conference")
VERSIONED = ("dataset", "software")
ONLINE = ("webpage", "post", "post-weblog")


def entry(ref: Reference) -> str:
    """Return the reference without its number; law as the Bluebook has it."""
    if ref.type in LEGAL:
        law = closed(legal_reference(ref, statute="Pub. L."))
        return joined(" ", law, _address(ref))
    layout = LAYOUTS.get(ref.type, _other)
    return joined(", ", _author(ref), layout(ref))


def _author(ref: Reference) -> str:
    if ref.names("author"):
        return name_list(ref.names("author"), AUTHORS)
    for field, one, more in (
        ("editor", "Ed.", "Eds."),
        ("translator", "Trans.", "Trans."),
    ):
        if people := ref.names(field):
            return f"{name_list(people, AUTHORS)}, {more if len(people) > 1 else one}"
    return name_list(ref.names("director"), AUTHORS)


def _editors(ref: Reference) -> str:
    people = ref.names("editor")
    if not people or not ref.names("author"):
        return ""
    return f"{name_list(people, OTHERS)}, {'Eds.' if len(people) > 1 else 'Ed.'}"


def _title(ref: Reference) -> str:
    title = ref.text("title")
    version = ref.text("version")
    if version and ref.type in VERSIONED:
        number = f"ver. {version}" if version[0].isdigit() else version
        return joined(", ", italic(title), number)
    return italic(title) if ref.type in TITLE_IN_ITALICS else quoted(title)


def _written(day: Day | None) -> str:
    if day is None or day.literal:
        return day.literal if day else ""
    month = joined(" ", day.short_month(MONTHS), f"{day.day:02}" if day.day else "")
    return joined(", " if day.day else " ", month, day.years)


def _issued(ref: Reference) -> str:
    day = ref.date()
    if day is None or day.literal:
        return _written(day)
    if ref.type in YEAR_ONLY:
        return day.years
    if ref.type in TO_THE_MONTH:
        return joined(" ", day.short_month(MONTHS), day.years)
    return _written(day)


def _publisher(ref: Reference) -> str:
    place, name = ref.text("publisher-place"), ref.text("publisher")
    if ref.type in BOOKISH:
        return joined(": ", place, name)
    return joined(", ", name, place)


def _locators(ref: Reference) -> str:
    volume, issue = ref.text("volume"), ref.text("issue")
    edition = ""
    if ref.type in BOOKISH or ref.type == "report":
        edition = ref.edition() if ref.numeric("edition") else _closed_edition(ref)
    return joined(
        ", ",
        edition,
        f"vol. {volume}" if volume else "",
        f"no. {issue}" if issue else "",
    )


def _closed_edition(ref: Reference) -> str:
    return closed(capitalised(ref.text("edition")))


def _pages(ref: Reference) -> str:
    if ref.type == "article-journal" and ref.has("number"):
        return f"Art. no. {ref.text('number')}"
    return ref.labelled_pages("plain")


def _series(ref: Reference) -> str:
    title = ref.text("collection-title")
    if not title:
        return ""
    number, volume = ref.text("collection-number"), ref.text("volume")
    return "in " + joined(
        ", ",
        title,
        f"no. {number}" if number else "",
        f"vol. {volume}" if volume else "",
    )


def _address(ref: Reference) -> str:
    """Return DOI or web address with its date of access ("Online Sources")."""
    if ref.type not in ONLINE and ref.has("DOI"):
        return f"doi: {ref.text('DOI')}."
    if not ref.has("URL"):
        return ""
    accessed = _written(ref.date("accessed"))
    medium = "Online"
    if ref.type not in ONLINE and ref.has("medium"):
        medium = ref.capital("medium")
    return joined(
        ". ",
        f"Accessed: {accessed}" if accessed else "",
        f"[{medium}]",
        f"Available: {ref.text('URL')}",
    )


def _article(ref: Reference) -> str:
    text = joined(
        ", ",
        _title(ref),
        italic(ref.short()),
        _locators(ref),
        _pages(ref),
        _issued(ref),
    )
    if not ref.has("URL", "DOI"):
        return closed(text)
    return joined(", ", text, _address(ref))


def _conference(ref: Reference) -> str:
    event = ref.text("event")
    where = f"presented at the {event}" if event else "presented at the"
    if ref.has("container-title"):
        where = f"in {italic(ref.text('container-title'))}"
    elif not event:
        where = ""
    head = joined(", ", _title(ref), where, _editors(ref))
    tail = closed(joined(", ", _publisher(ref), _issued(ref), _pages(ref)))
    series = closed(_series(ref))
    return joined(" ", joined(", ", head, joined(" ", series, tail)), _address(ref))


def _chapter(ref: Reference) -> str:
    chapter = ref.text("chapter-number")
    text = joined(
        ", ",
        _title(ref),
        wrapped(italic(ref.text("container-title")), "in ", ""),
        _locators(ref),
        _editors(ref),
        _series(ref),
        _publisher(ref),
        _issued(ref),
    )
    text = joined(", ", text, f"ch. {chapter}" if chapter else "", _pages(ref))
    return joined(" ", closed(text), _address(ref))


def _report(ref: Reference) -> str:
    numbered = joined(" ", ref.text("genre"), ref.text("number"))
    text = joined(", ", _title(ref), _publisher(ref), numbered, _issued(ref))
    return joined(" ", closed(text), _address(ref))


def _thesis(ref: Reference) -> str:
    text = joined(", ", _title(ref), ref.text("genre"), _publisher(ref), _issued(ref))
    return joined(" ", closed(text), _address(ref))


def _software(ref: Reference) -> str:
    text = joined(
        ". ", _title(ref), wrapped(_issued(ref)), ref.text("genre"), _publisher(ref)
    )
    return joined(" ", closed(text), _address(ref))


def _preprint(ref: Reference) -> str:
    numbered = joined(": ", italic(_publisher(ref)), ref.text("number"))
    return joined(
        " ", closed(joined(", ", _title(ref), _issued(ref), numbered)), _address(ref)
    )


def _online(ref: Reference) -> str:
    text = joined(", ", _title(ref), ref.text("container-title"))
    return joined(" ", closed(text), _address(ref))


def _standard(ref: Reference) -> str:
    numbered = joined(" ", ref.text("genre"), ref.text("number"))
    place = ref.title("publisher-place") or ref.title("event-place")
    text = joined(", ", _title(ref), numbered, place, _issued(ref))
    return joined(" ", closed(text), _address(ref))


def _patent(ref: Reference) -> str:
    text = joined(", ", _title(ref), ref.text("number"), _issued(ref))
    return joined(" ", closed(text), _address(ref))


def _book(ref: Reference) -> str:
    head = joined(", ", _title(ref), _locators(ref))
    tail = joined(", ", _publisher(ref), _issued(ref), _pages(ref))
    return joined(" ", closed(joined(". ", head, _series(ref), tail)), _address(ref))


def _press(ref: Reference) -> str:
    text = joined(
        ", ",
        _title(ref),
        italic(ref.text("container-title")),
        _locators(ref),
        _publisher(ref),
        _pages(ref),
        _issued(ref),
    )
    return joined(" ", closed(text), _address(ref))


def _other(ref: Reference) -> str:
    head = joined(
        ", ", _title(ref), italic(ref.text("container-title")), _locators(ref)
    )
    tail = joined(", ", _publisher(ref), _pages(ref), _issued(ref))
    return joined(" ", closed(joined(". ", head, _series(ref), tail)), _address(ref))


LAYOUTS = (
    {
        "article-journal": _article,
        "paper-conference": _conference,
        "speech": _conference,
        "chapter": _chapter,
        "report": _report,
        "thesis": _thesis,
        "software": _software,
        "article": _preprint,
        "webpage": _online,
        "post": _online,
        "post-weblog": _online,
        "standard": _standard,
        "patent": _patent,
    }
    | dict.fromkeys(("book", "graphic", "song"), _book)
    | dict.fromkeys(
        (
            *("article-magazine", "article-newspaper", "broadcast", "interview"),
            *("manuscript", "map", "personal_communication"),
        ),
        _press,
    )
)
