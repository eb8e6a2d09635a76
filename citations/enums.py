"""Closed vocabularies of sources and citations, each term with its definition."""

from django.db import models

PLACEHOLDER = (
    r"^[\s\-\u00ab\u00ad\u00bb\u200b-\u200f\u2013\u2014\u2018-\u201f\u2026\u2060\ufeff"
    r"_.,:;!?*#/()\[\]\"']*"
    r"(unknown|n/?a|n\.a\.|none|null|nil|nan|tbd|tba|todo|untitled|unnamed|test|"
    r"undefined|placeholder|to be (defined|determined|announced)|"
    r"not (yet )?(known|available|applicable|specified|stated)|x{2,})?"
    r"[\s\-\u00ab\u00ad\u00bb\u200b-\u200f\u2013\u2014\u2018-\u201f\u2026\u2060\ufeff"
    r"_.,:;!?*#/()\[\]\"']*$"
)
"""A name that names nothing: empty, punctuation only, or a word for "unknown".

Held equal to ``careers.enums.PLACEHOLDER`` by a test: the two apps do not know each
other, and a reader of either finds the rule where it applies.
"""


class Interest(models.TextChoices):
    """What an organization stands to gain from what it publishes."""

    ACADEMIC = "academic", "academic: a university, learned society or its press"
    GOVERNMENT = "government", "government: a state body or court"
    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental: founded by states"
    NON_PROFIT = "non_profit", "non-profit: no owner takes a profit"
    MEDIA = "media", "media: lives from being read"
    EMPLOYER = "employer", "employer: hires the people it reports on"
    VENDOR = "vendor", "vendor: sells what the evidence is about"


class OrganizationRole(models.TextChoices):
    """What an organization has to do with a source."""

    PUBLISHER = "publisher", "publishes it"
    FUNDER = "funder", "paid for it"
    AUTHOR = "author", "employs its authors"
    SELLER = "seller", "sells what it studies"
    HOST = "host", "hosts the copy or the data"


class SourceClass(models.TextChoices):
    """What kind of publication a source is."""

    PEER_REVIEWED = "peer_reviewed", "peer-reviewed: passed review by a journal"
    WORKING_PAPER = "working_paper", "working paper: by researchers, not yet reviewed"
    VENDOR_SURVEY = "vendor_survey", "vendor survey: by a company in the market studied"
    GOVERNMENT = "government", "government: statistics or documents of a state"
    INSTITUTIONAL = "institutional", "institutional: research of an organization"
    OPINION = "opinion", "opinion: says what its author thinks"
    COURT = "court", "court: a filing, order or decision"
    SYNTHETIC = "synthetic", "synthetic: made up or generated, not observed"


class CslType(models.TextChoices):
    """Types of the Citation Style Language 1.0.2: all that a record may have."""

    ARTICLE = "article", "article (preprint)"
    ARTICLE_JOURNAL = "article-journal", "journal article"
    ARTICLE_MAGAZINE = "article-magazine", "magazine article"
    ARTICLE_NEWSPAPER = "article-newspaper", "newspaper article"
    BILL = "bill", "bill"
    BOOK = "book", "book"
    BROADCAST = "broadcast", "broadcast"
    CHAPTER = "chapter", "chapter"
    CLASSIC = "classic", "classic"
    COLLECTION = "collection", "collection"
    DATASET = "dataset", "dataset"
    DOCUMENT = "document", "document"
    ENTRY = "entry", "entry"
    ENTRY_DICTIONARY = "entry-dictionary", "entry of a dictionary"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", "entry of an encyclopedia"
    EVENT = "event", "event"
    FIGURE = "figure", "figure"
    GRAPHIC = "graphic", "graphic"
    HEARING = "hearing", "hearing"
    INTERVIEW = "interview", "interview"
    LEGAL_CASE = "legal_case", "legal case"
    LEGISLATION = "legislation", "legislation"
    MANUSCRIPT = "manuscript", "manuscript"
    MAP = "map", "map"
    MOTION_PICTURE = "motion_picture", "film or video"
    MUSICAL_SCORE = "musical_score", "musical score"
    PAMPHLET = "pamphlet", "pamphlet"
    PAPER_CONFERENCE = "paper-conference", "conference paper"
    PATENT = "patent", "patent"
    PERFORMANCE = "performance", "performance"
    PERIODICAL = "periodical", "periodical"
    PERSONAL_COMMUNICATION = "personal_communication", "personal communication"
    POST = "post", "post"
    POST_WEBLOG = "post-weblog", "blog post"
    REGULATION = "regulation", "regulation"
    REPORT = "report", "report"
    REVIEW = "review", "review"
    REVIEW_BOOK = "review-book", "book review"
    SOFTWARE = "software", "software"
    SONG = "song", "recording"
    SPEECH = "speech", "speech"
    STANDARD = "standard", "standard"
    THESIS = "thesis", "thesis"
    TREATY = "treaty", "treaty"
    WEBPAGE = "webpage", "web page"


class RelationKind(models.TextChoices):
    """How one source stands to another; read "from … to"."""

    DERIVED_FROM = "derived_from", "is derived from"
    REPORTS_ON = "reports_on", "reports on"
    VERSION_OF = "version_of", "is a version of"
    SUPERSEDES = "supersedes", "supersedes"
    USES_DATA_OF = "uses_data_of", "uses data of"
    REPLICATES = "replicates", "replicates"


class NoticeKind(models.TextChoices):
    """A notice about a source after it appeared."""

    RETRACTION = "retraction", "retraction: the publisher takes it back"
    WITHDRAWAL = "withdrawal", "withdrawal: the authors take it back"
    CONCERN = "concern", "expression of concern: the publisher doubts it"
    CORRECTION = "correction", "correction: a part was wrong and is mended"
    ERROR = "error", "error: an earlier notice was recorded here by mistake"
    REINSTATEMENT = "reinstatement", "reinstatement: an earlier notice is lifted"


class NoticeOrigin(models.TextChoices):
    """Who told us of a notice."""

    EDITOR = "editor", "an editor read it"
    PUBLISHER = "publisher", "the publisher, through Crossref"
    RETRACTION_WATCH = "retraction-watch", "Retraction Watch"
    PUBMED = "pubmed", "PubMed"
    ARXIV = "arxiv", "arXiv"


class Precision(models.TextChoices):
    """How much of its date a notice gives."""

    DAY = "day", "day"
    MONTH = "month", "month: it gives no day"
    YEAR = "year", "year: it gives no month"
    NONE = "none", "none: it gives no date, and this is when we learned of it"


class Standing(models.TextChoices):
    """Whether a source still stands, computed from all its notices."""

    GOOD = "good", "in good standing: checked, and no notice stands against it"
    CORRECTED = "corrected", "corrected: it stands, with a correction"
    CONCERN = "concern", "under an expression of concern"
    RETRACTED = "retracted", "retracted"
    WITHDRAWN = "withdrawn", "withdrawn"
    UNCHECKED = "unchecked", "not yet checked for notices"


class LocatorLabel(models.TextChoices):
    """What a locator points at."""

    PAGE = "page", "page"
    SECTION = "section", "section"
    ABSTRACT = "abstract", "abstract"
    TABLE = "table", "table"
    FIGURE = "figure", "figure"
    CHAPTER = "chapter", "chapter"
    FILE_ROW = "file_row", "file and row"
    WHOLE = "whole", "the whole work"
    OTHER = "other", "another place"


class MediaType(models.TextChoices):
    """What a snapshot was made from."""

    TEXT = "text/plain", "text"
    HTML = "text/html", "web page"
    PDF = "application/pdf", "PDF"


class Read(models.TextChoices):
    """What somebody really had before their eyes."""

    FULL_TEXT = "full_text", "the full text"
    ABSTRACT = "abstract", "the abstract only"
    EXCERPT = "excerpt", "an excerpt"
    DATASET_ROW = "dataset_row", "the row of the dataset"
    SECONDARY_PAGE = "secondary_page", "a page about the source, not the source"


class Confirmation(models.TextChoices):
    """How well a figure was confirmed, best first."""

    DATASET = "dataset", "dataset row: the figure was read in the published data"
    PRIMARY = "primary", "primary text: the figure was read in the source itself"
    MIRROR = "mirror", "mirror: the figure was read in a copy of the source"
    SECONDARY = "secondary", "secondary: only a page about the source gives the figure"
    NONE = "none", "none: nobody has confirmed the figure"


class BatchState(models.TextChoices):
    """How far an import has come."""

    STAGED = "staged", "staged: read and matched, nothing written yet"
    APPLIED = "applied", "applied: what was decided is written"
    UNDONE = "undone", "undone: what it wrote is taken back"


class RowStatus(models.TextChoices):
    """What a row of an import is."""

    NEW = "new", "new: no source here is this work"
    KNOWN = "known", "known: a source here is this work"
    REPEATED = "repeated", "repeated: an earlier row brings this work"
    INCOMPLETE = "incomplete", "incomplete: an identifier without its record"
    FAULTY = "faulty", "faulty: it cannot be read or stored"
    DONE = "done", "done: written"
    UNDONE = "undone", "undone: taken back"


class RowDecision(models.TextChoices):
    """What is to happen with a row of an import."""

    CREATE = "create", "create a source"
    MERGE = "merge", "merge into the source that matches"
    SKIP = "skip", "skip: write nothing"
    WAIT = "wait", "wait: nobody has decided"


class FlagKind(models.TextChoices):
    """What somebody says is wrong with a citation."""

    FAILED = "failed", "failed verification: the place does not say this"
    LOCATOR = "locator", "locator needed: the place cannot be found"
    BETTER = "better", "better source: another source says it first or better"
    OVERREACH = "overreach", "scope overreach: the place says less than is claimed"
    DEAD_LINK = "dead_link", "dead link: the address no longer answers"
    ATTRIBUTION = "attribution", "misattributed: somebody else said it"


class FlagState(models.TextChoices):
    """What became of a flag."""

    OPEN = "open", "open: nobody has looked into it"
    RESOLVED = "resolved", "resolved: it was right, and was seen to"
    REFUSED = "refused", "refused: the citation is right as it stands"
    SPAM = "spam", "spam: it says nothing about the citation"


class LinkRole(models.TextChoices):
    """What an address is to the source it is watched for."""

    RECORD = "record", "record: the address in the source's record"
    DOI = "doi", "DOI: the address that its DOI resolves from"
    READING = "reading", "reading: where somebody read what is cited"


class LinkState(models.TextChoices):
    """What is known of an address after all its checks."""

    UNCHECKED = "unchecked", "unchecked: nobody has asked yet"
    OK = "ok", "ok: it answers, and says what it said"
    MOVED = "moved", "moved: it answers at another address, for good"
    BLOCKED = "blocked", "blocked: a person may see it, a program may not"
    UNREACHABLE = "unreachable", "unreachable: no answer, a fault, or not gone for long"
    DEAD = "dead", "dead: gone at three checks, each three days after the last"
    CHANGED = "changed", "changed: it answers, and its text or a quote is another"


class RegistryState(models.TextChoices):
    """Whether registries tell of the notices of a source."""

    UNCHECKED = "unchecked", "unchecked: no registry was asked yet"
    TOLD = "told", "told: a registry said which notices there are, or none"
    SILENT = "silent", "silent: no registry that tells of notices answered"
    REFUSED = "refused", "refused: what a registry told breaks a rule of ours"
