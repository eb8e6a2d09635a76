"""Harvard style: Pears and Shields, Cite Them Right (12th ed.)."""

from citations.formats.legal import legal_source
from citations.formats.markup import closed, italic, joined, quoted, wrapped
from citations.formats.names import ITALIC_OTHERS, NameList, name_list
from citations.formats.reference import LEGAL, Reference, full_date, month_day, year_of

AUTHORS = NameList(inverted="all", dot=".", last="never", least=4, others=ITALIC_OTHERS)
OTHERS = NameList(dot=".", least=4)
IN_ITALICS = frozenset(
    {
        *("book", "motion_picture", "report"),
        *("song", "thesis", "webpage", "graphic"),
    }
)
PERIODICAL = frozenset({"article-journal", "article-newspaper", "article-magazine"})
PAGED = PERIODICAL | {
    *("chapter", "paper-conference", "article", "book", "review", "review-book"),
    "report",
}
DATED_TO_THE_DAY = frozenset(
    {"article-newspaper", "article-magazine", "post-weblog", "speech"}
)
IN_A_BOOK = ("chapter", "paper-conference")


def entry(ref: Reference) -> str:
    """Return the reference: author (year) title, container, publisher, address."""
    if ref.type in LEGAL:
        return _legal(ref)
    author = _author(ref)
    title = "" if author == _title(ref) else _title(ref)
    undated = "no date" if author else "No date"
    head = joined(" ", author, f"({year_of(ref.date()) or undated})")
    where = joined(" ", _editors_before(ref), _container(ref, author))
    head = joined(" ", head, joined(", ", title, where))
    text = joined(". ", head, _editors_after(ref), _publisher(ref))
    text = joined(", ", text, _issue(ref), _day(ref), _pages(ref))
    return closed(joined(". ", text, _address(ref)))


def _legal(ref: Reference) -> str:
    """Return a case or a statute: name (year) report or number, court."""
    year = f"({year_of(ref.date()) or 'no date'})"
    where = joined(". ", legal_source(ref), ref.text("authority"))
    text = joined(" ", italic(ref.text("title")), year, where)
    return closed(joined(". ", text, _address(ref)))


def _author(ref: Reference) -> str:
    """Return authors, else editors, translators, the periodical, or the title."""
    authors = name_list(ref.names("author"), AUTHORS)
    if authors:
        return authors
    for field, one, more in (
        ("editor", "ed.", "eds."),
        ("translator", "trans.", "trans."),
    ):
        people = ref.names(field)
        if people:
            return f"{name_list(people, AUTHORS)} ({more if len(people) > 1 else one})"
    if ref.type in PERIODICAL:
        return italic(ref.title("container-title"))
    return _title(ref)


def _title(ref: Reference) -> str:
    version = wrapped(ref.text("version"), "(Version ")
    if ref.type not in IN_ITALICS:
        return joined(" ", quoted(ref.text("title")), version)
    medium = wrapped(ref.text("medium"), "[", "]")
    named = joined(" ", italic(ref.text("title")), version, medium)
    return joined(". ", named, ref.edition("ed"))


def _editors_before(ref: Reference) -> str:
    if ref.type not in IN_A_BOOK:
        return ""
    return f"in {_people(ref)}" if _secondary(ref) else ""


def _secondary(ref: Reference) -> list[str]:
    """Return the fields of helpers who do not stand first already."""
    fields = [field for field in ("editor", "translator") if ref.names(field)]
    return fields if ref.names("author") else fields[1:]


def _people(ref: Reference) -> str:
    labels = {"editor": ("ed.", "eds."), "translator": ("trans.", "trans.")}
    shown = []
    for field in _secondary(ref):
        people = ref.names(field)
        label = labels[field][len(people) > 1]
        shown.append(f"{name_list(people, OTHERS)} ({label})")
    return ", ".join(shown)


def _editors_after(ref: Reference) -> str:
    if ref.type in IN_A_BOOK:
        return ""
    verbs = {"editor": "Edited by", "translator": "Translated by"}
    return ". ".join(
        f"{verbs[field]} {name_list(ref.names(field), OTHERS)}"
        for field in _secondary(ref)
    )


def _container(ref: Reference, author: str) -> str:
    title = italic(ref.text("container-title"))
    if not title or author == italic(ref.title("container-title")):
        return ""
    preprint = ref.type in ("article", "article-journal")
    if preprint and not ref.has("page", "volume"):
        title = f"{title} [Preprint]"
    return joined(". ", title, ref.edition("ed"))


def _publisher(ref: Reference) -> str:
    if ref.type == "thesis":
        return joined(". ", ref.text("genre"), ref.text("publisher"))
    placed = joined(": ", ref.text("publisher-place"), ref.text("publisher"))
    if ref.type == "report":
        numbered = joined(" ", ref.text("genre"), ref.text("number"))
        return joined(". ", numbered, placed)
    if ref.type in PERIODICAL:
        return ""
    event = italic(ref.text("event"))
    series = joined(", ", ref.text("collection-title"), ref.text("collection-number"))
    return joined(" ", joined(", ", event, placed), wrapped(series))


def _issue(ref: Reference) -> str:
    if ref.type != "article-journal":
        return ""
    return ref.text("volume") + wrapped(ref.text("issue"))


def _day(ref: Reference) -> str:
    day = ref.date()
    if ref.type not in DATED_TO_THE_DAY or day is None or day.literal:
        return ""
    return (
        joined(" ", str(day.day or ""), day.month_name) if day.day else month_day(day)
    )


def _pages(ref: Reference) -> str:
    return ref.labelled_pages("plain") if ref.type in PAGED else ""


def _address(ref: Reference) -> str:
    """Return DOI or web address; of the latter also when it was seen, if recorded."""
    if ref.has("DOI") or not ref.has("URL"):
        address = ref.doi_address()
        return f"Available at: {address}" if address else ""
    accessed = full_date(ref.date("accessed"))
    seen = f"(Accessed: {accessed})" if accessed else ""
    return joined(" ", f"Available at: {ref.text('URL')}", seen)
