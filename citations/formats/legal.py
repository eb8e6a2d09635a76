"""Court decisions, statutes and regulations, as APA 7 (ch. 11) and Chicago 17 (14.269)
take them over from the Bluebook.
"""  # noqa: D205

from citations.formats.markup import italic, joined, wrapped
from citations.formats.names import NameList
from citations.formats.reference import Reference, full_date, year_of

SECTION = "§"
WITNESSES = NameList(dot=None, word="&")


def legal_reference(ref: Reference, *, statute: str) -> str:
    """Return title, source and date; ``statute`` stands before a statute's number."""
    titled = joined(", ", _title(ref), legal_source(ref, statute))
    return joined(" ", titled, _date(ref), _status(ref))


def _title(ref: Reference) -> str:
    if ref.type == "hearing":
        return italic(ref.capital("title") + _heard(ref))
    return ref.title()


def _heard(ref: Reference) -> str:
    body = ref.text("section")
    number = ref.capital("number")
    heard = joined(" ", "Hearing", number and f"on {number}")
    if not body and not number:
        return ""
    return f": {joined(' ', heard, body and f'before the {body}')}"


def legal_source(ref: Reference, statute: str = "Pub. L.") -> str:
    """Return reporter, code or gazette, else the number it has."""
    if ref.type == "legal_case":
        return _reported(ref)
    if ref.type == "legislation":
        return _statute(ref, statute)
    if ref.type == "hearing":
        return joined(" ", ref.text("authority"), ref.text("chapter-number"))
    return joined(", ", _numbered(ref), _published(ref))


def _reported(ref: Reference) -> str:
    """Return the reporter, else the docket number (Bluebook rule 10)."""
    if not ref.has("container-title"):
        return _number(ref)
    page = ref.first_page() or "___"
    return joined(
        " ", ref.text("volume"), ref.text("container-title"), _section(ref), page
    )


def _statute(ref: Reference, statute: str) -> str:
    if ref.has("number"):
        kind = ref.capital("genre") or statute
        return joined(", ", joined(" ", kind, _number(ref)), _published(ref))
    return _published(ref)


def _numbered(ref: Reference) -> str:
    return joined(" ", ref.text("genre"), _number(ref))


def _published(ref: Reference) -> str:
    place = _section(ref) or ref.first_page()
    return joined(" ", ref.text("volume"), ref.text("container-title"), place)


def _number(ref: Reference) -> str:
    number = ref.capital("number")
    docket = ref.type == "legal_case" and number[:1].isdigit()
    bare = docket or ref.numeric("number")
    bare = bare or ref.type in ("legislation", "regulation")
    return f"No. {number}" if number and bare else number


def _section(ref: Reference) -> str:
    section = ref.text("section")
    return f"{SECTION} {section}" if section else ""


def _date(ref: Reference) -> str:
    day = ref.date()
    if ref.type != "legal_case":
        return wrapped(year_of(day))
    shown = year_of(day) if ref.has("container-title") else full_date(day)
    return wrapped(joined(" ", ref.text("authority"), shown))


def _status(ref: Reference) -> str:
    if ref.type == "hearing":
        who = ref.people("author", WITNESSES)
        return f"(testimony of {who})" if who else ""
    return wrapped(ref.text("status")) if ref.type != "legal_case" else ""
