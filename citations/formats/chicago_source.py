"""Where a work appeared, in Chicago style: serial, book, series, event (17th ed.)."""

from citations.formats.casing import capitalised
from citations.formats.markup import italic, joined, wrapped
from citations.formats.names import NameList, name_list
from citations.formats.reference import (
    EDITED,
    SERIAL,
    Reference,
    full_date,
    month_day,
)

OTHERS = NameList(dot=None, least=7, first=3)
ENTRIES = ("entry", "entry-dictionary", "entry-encyclopedia")
NEWS = ("article-magazine", "article-newspaper")
ONLINE = ("post", "webpage")
PLACED = ("issue", "page", "supplement-number", "volume")
DESCRIBED_WITH_CONTAINER = frozenset({"document", "report", "software", "standard"})
AT_AN_EVENT = frozenset({"event", "performance", "speech"})
VERBS = (("editor", "edited by"), ("translator", "translated by"))


def source(ref: Reference, stood: str) -> str:
    """Return where it appeared; nothing for what stands by itself."""
    if ref.type in (*ONLINE, "patent"):
        return ""
    return _serial(ref, stood) if ref.is_serial() else _book(ref, stood)


def _serial(ref: Reference, stood: str) -> str:
    """Return periodical, volume, issue and pages (15.46 to 15.49)."""
    name = "" if stood == "container" else italic(ref.title("container-title"))
    if name and not ref.has("event-date", "event-title"):
        name = joined(" ", name, wrapped(ref.text("publisher-place")))
    ahead = ""
    if ref.type == "article-journal" and ref.has("DOI") and ref.date():
        spoken = ("collection-title", "issue", "number", "page", "volume")
        ahead = "" if ref.has(*spoken) else "ahead of print"
    if not name:
        ahead = ""
    series = ref.has("collection-title") and ref.has("volume")
    close = ref.has("volume") and not series and ref.type not in NEWS
    titled = joined(", ", name, ahead)
    return joined(" " if close else ", ", titled, _serial_number(ref))


def _serial_number(ref: Reference) -> str:
    """Return volume, issue or date, and pages or article number."""
    series, day = ref.text("collection-title"), ref.date()
    number = ref.text("number")
    if ref.type in NEWS:
        dated = joined(", ", series, month_day(day))
        return joined(", ", joined(". ", dated, _newspaper_edition(ref)), number)
    place = number or ref.pages("chicago")
    if ref.has("issue", "volume"):
        counted = _counted(ref, day.month_name if day else "")
        return joined(": ", joined(", ", series, counted), place)
    unedited = ref.type in ("interview", "post-weblog")
    publisher = ref.text("publisher") if unedited else ""
    return joined(", ", series, publisher, month_day(day), place)


def _counted(ref: Reference, month: str) -> str:
    """Return volume and issue; the month only where there is no issue."""
    if not ref.has("volume"):
        issue = ref.labelled("issue", "no.", "nos.")
        return joined(" ", issue, wrapped(month))
    in_series = ref.has("collection-title")
    volume = volume_of(ref) if in_series else ref.text("volume")
    return joined(" ", volume, wrapped(ref.text("issue") or month))


def _newspaper_edition(ref: Reference) -> str:
    if not ref.has("edition") or ref.numeric("edition"):
        return ref.edition()
    return f"{ref.title('edition')} Edition"


def _book(ref: Reference, stood: str) -> str:
    """Return the book a part is in, its editors, its series (15.36 to 15.43)."""
    if not ref.has("container-title"):
        return joined(". ", _series(ref), event(ref))
    version = ref.text("version")
    whole = joined(
        ", ",
        _in_book(ref, stood),
        _described(ref),
        number_of(ref),
        f"version {version}" if version else "",
        ref.edition(),
        ", ".join(helpers(ref, stood)),
        volume_of(ref),
    )
    return joined(". ", whole, _series(ref), event(ref))


def _in_book(ref: Reference, stood: str) -> str:
    title = "" if stood == "container" else italic(ref.title("container-title"))
    bare = ref.type in ("broadcast", "motion_picture")
    if not title or bare or (ref.type in ENTRIES and stood != "author"):
        return title
    chapter = ref.text("chapter-number")
    if not chapter:
        return f"In {title}"
    label = "Chap. " if ref.numeric("chapter-number") else ""
    return f"{label}{chapter} in {title}"


def _described(ref: Reference) -> str:
    given = ref.type in AT_AN_EVENT and not ref.has(*EDITED, *PLACED)
    shown = given or ref.type in DESCRIBED_WITH_CONTAINER
    return ref.text("genre") if shown and not ref.has("number") else ""


def _series(ref: Reference) -> str:
    title = ref.title("collection-title")
    number = ref.text("collection-number")
    issue = ref.labelled("issue", "no.", "nos.")
    if issue:
        return joined(", ", title, number and f"vol. {number}", issue)
    if not title:
        return ""
    return joined(" " if ref.numeric("collection-number") else ", ", title, number)


def event(ref: Reference) -> str:
    """Return where a paper was given (14.217)."""
    if not ref.has("event", "event-title", "event-date") or ref.type in SERIAL:
        return ""
    if ref.type == "paper-conference" and ref.has(*EDITED, *PLACED):
        return ""
    given = ""
    if ref.type == "paper-conference":
        given = "Presented at" if ref.has("genre") else "Paper presented at"
    held = full_date(ref.date("event-date"))
    name = ref.text("event-title") if given else ref.capital("event-title")
    told = joined(", ", name, held, ref.text("event-place"))
    return joined(" ", given, told)


def helpers(ref: Reference, stood: str) -> list[str]:
    """Return who edited or translated it, besides who stands first."""
    return [
        f"{verb} {name_list(ref.names(field), OTHERS)}"
        for field, verb in VERBS
        if field != stood
        and ref.names(field)
        and (field == "translator" or not ref.is_serial())
    ]


def sentences(texts: list[str]) -> str:
    """Return the texts as sentences."""
    return ". ".join(capitalised(text) for text in texts)


def number_of(ref: Reference) -> str:
    """Return kind and number, as in “Working Paper No. 31161”."""
    if ref.type == "thesis" or not ref.has("number"):
        return ""
    number = ref.capital("number")
    bare = ref.numeric("number") or ref.type in ("legislation", "regulation")
    number = f"No. {number}" if bare and ref.type != "standard" else number
    return joined(" ", ref.title("genre"), number)


def volume_of(ref: Reference, *, capital: bool = False) -> str:
    """Return the volume after its label."""
    label = ("Vol.", "Vols.") if capital else ("vol.", "vols.")
    return ref.labelled("volume", *label)
