"""One table of kinds and one of fields: CSL-JSON against BibTeX and RIS, both ways.

Sources: the biblatex manual 3.20 (2.1 entry types, 2.2 fields) and, for what older
tools know, btxdoc; the RIS format of Reference Manager (2012). Where several names
are read, the first is written.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A CSL type: BibTeX entry type with ``entrysubtype``, and RIS type."""

    csl: str
    entry: str
    ris: str
    subtype: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A CSL variable, and the fields of the formats that hold it, written first."""

    csl: str
    bibtex: tuple[str, ...] = ()
    ris: tuple[str, ...] = ()
    entries: dict[str, str] = field(default_factory=dict)
    """Fields that take its place in some BibTeX entry types."""


# The first kind with an entry type or a RIS type is what that type is read as.
KINDS = (
    Kind("article-journal", "article", "JOUR"),
    Kind("article-magazine", "article", "MGZN", "magazine"),
    Kind("article-newspaper", "article", "NEWS", "newspaper"),
    Kind("article", "unpublished", "UNPB"),
    Kind("book", "book", "BOOK"),
    Kind("chapter", "incollection", "CHAP"),
    Kind("paper-conference", "inproceedings", "CPAPER"),
    Kind("report", "techreport", "RPRT"),
    Kind("thesis", "phdthesis", "THES"),
    Kind("dataset", "dataset", "DATA"),
    Kind("software", "software", "COMP"),
    Kind("webpage", "online", "ELEC"),
    Kind("post-weblog", "online", "BLOG", "blog"),
    Kind("post", "online", "ICOMM", "post"),
    Kind("document", "misc", "GEN"),
    Kind("entry-encyclopedia", "inreference", "ENCYC"),
    Kind("entry-dictionary", "inreference", "DICT", "dictionary"),
    Kind("entry", "inreference", "GEN", "entry"),
    Kind("periodical", "periodical", "SER"),
    Kind("standard", "standard", "STAND"),
    Kind("patent", "patent", "PAT"),
    Kind("legal_case", "jurisdiction", "CASE"),
    Kind("legislation", "legislation", "STAT"),
    Kind("regulation", "legislation", "LEGAL", "regulation"),
    Kind("bill", "legislation", "BILL", "bill"),
    Kind("hearing", "legal", "HEAR", "hearing"),
    Kind("treaty", "legal", "LEGAL", "treaty"),
    Kind("review", "review", "JOUR"),
    Kind("review-book", "review", "JOUR", "book"),
    Kind("speech", "misc", "SLIDE", "speech"),
    Kind("interview", "misc", "PCOMM", "interview"),
    Kind("personal_communication", "letter", "PCOMM"),
    Kind("manuscript", "unpublished", "MANSCPT", "manuscript"),
    Kind("pamphlet", "booklet", "PAMP"),
    Kind("map", "misc", "MAP", "map"),
    Kind("motion_picture", "video", "VIDEO"),
    Kind("broadcast", "video", "VIDEO", "broadcast"),
    Kind("song", "audio", "SOUND"),
    Kind("musical_score", "music", "MUSIC"),
    Kind("graphic", "image", "FIGURE"),
    Kind("figure", "image", "FIGURE", "figure"),
    Kind("performance", "performance", "GEN"),
    Kind("collection", "collection", "AGGR"),
    Kind("classic", "book", "CLSWK", "classic"),
    Kind("event", "misc", "GEN", "event"),
)
OTHER_ENTRIES = {
    "inbook": "chapter",
    "suppbook": "chapter",
    "bookinbook": "chapter",
    "suppcollection": "chapter",
    "conference": "paper-conference",
    "proceedings": "book",
    "mvbook": "book",
    "reference": "book",
    "manual": "report",
    "report": "report",
    "thesis": "thesis",
    "mastersthesis": "thesis",
    "suppperiodical": "article-journal",
    "electronic": "webpage",
    "www": "webpage",
    "preprint": "article",
}
OTHER_RIS = {
    "CONF": "paper-conference",
    "EJOUR": "article-journal",
    "JFULL": "periodical",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "EBOOK": "book",
    "EDBOOK": "book",
    "ECHAP": "chapter",
    "GOVDOC": "report",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "MULTI": "motion_picture",
    "MPCT": "motion_picture",
    "ART": "graphic",
    "UNBILL": "bill",
    "UNPD": "manuscript",
    "WEB": "webpage",
}
ARTICLES = ("article", "review", "periodical")

FIELDS = (
    Field("title", ("title",), ("TI", "T1")),
    Field("title-short", ("shorttitle",), ("ST",)),
    Field("author", ("author",), ("AU", "A1")),
    Field("editor", ("editor",), ("A2", "ED")),
    Field("translator", ("translator",), ("A4",)),
    Field("collection-editor", ("serieseditor",), ("A3",)),
    Field(
        "container-title",
        ("booktitle", "journal", "journaltitle", "maintitle"),
        ("T2", "JF", "JO", "BT"),
        dict.fromkeys(ARTICLES, "journal"),
    ),
    Field("container-title-short", ("shortjournal",), ("J2", "JA")),
    Field("collection-title", ("series",), ("T3",)),
    Field("collection-number", ("seriesnumber",), ()),
    Field("volume", ("volume",), ("VL",)),
    Field("issue", ("issue",), ("IS",), dict.fromkeys(ARTICLES, "number")),
    Field("number", ("number",), ("M1",), dict.fromkeys(ARTICLES, "eid")),
    Field("page", ("pages",), ("SP",)),
    Field("number-of-pages", ("pagetotal",), ()),
    Field("number-of-volumes", ("volumes",), ("NV",)),
    Field("chapter-number", ("chapter",), ()),
    Field("edition", ("edition",), ("ET",)),
    Field("version", ("version",), ()),
    Field("genre", ("type",), ("M3",)),
    Field("medium", ("howpublished",), ()),
    Field(
        "publisher",
        ("publisher", "institution", "school", "organization"),
        ("PB",),
        {"techreport": "institution", "phdthesis": "school"},
    ),
    Field("publisher-place", ("address", "location"), ("CY", "PP")),
    Field("event-title", ("eventtitle",), ()),
    Field("event-place", ("venue",), ()),
    Field("authority", ("authority",), ()),
    Field("section", ("section",), ("SE",)),
    Field("status", ("pubstate",), ()),
    Field("issued", ("date", "year"), ("PY", "Y1", "DA")),
    Field("accessed", ("urldate",), ("Y2",)),
    Field("DOI", ("doi",), ("DO",)),
    Field("URL", ("url",), ("UR", "L2")),
    Field("ISBN", ("isbn",), ()),
    Field("ISSN", ("issn",), ()),
    Field("PMID", ("pmid",), ("AN",)),
    Field("PMCID", ("pmcid",), ("C2",)),
    Field("language", ("language", "langid"), ("LA",)),
    Field("archive", ("library",), ("DB",)),
    Field("abstract", ("abstract",), ("AB", "N2")),
    Field("keyword", ("keywords",), ("KW",)),
    Field("note", ("note", "annote"), ("N1",)),
)
NAMES = frozenset({"author", "editor", "translator", "collection-editor"})
DATES = frozenset({"issued", "accessed"})
VERBATIM = frozenset({"DOI", "URL"})

KIND_OF_CSL = {kind.csl: kind for kind in KINDS}
CSL_OF_ENTRY = {(kind.entry, kind.subtype): kind.csl for kind in reversed(KINDS)}
CSL_OF_RIS = OTHER_RIS | {kind.ris: kind.csl for kind in reversed(KINDS)}
CSL_OF_TAG = {tag: field.csl for field in FIELDS for tag in field.ris}


def bibtex_name(variable: Field, entry: str) -> str:
    """Return the BibTeX field that holds a variable in an entry of this type."""
    return variable.entries.get(entry, variable.bibtex[0] if variable.bibtex else "")


def csl_of_bibtex(entry: str) -> dict[str, str]:
    """Return which variable each BibTeX field means in an entry of this type."""
    meaning = {name: field.csl for field in FIELDS for name in field.bibtex}
    return meaning | {
        field.entries[entry]: field.csl for field in FIELDS if entry in field.entries
    }


def entry_type(entry: str, subtype: str) -> str:
    """Return the CSL type of a BibTeX entry; an unknown one is a document."""
    return (
        CSL_OF_ENTRY.get((entry, subtype))
        or CSL_OF_ENTRY.get((entry, ""))
        or OTHER_ENTRIES.get(entry, "document")
    )
