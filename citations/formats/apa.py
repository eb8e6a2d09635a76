"""References in APA style (Publication Manual, 7th edition), as plain text."""

from typing import Any

from citations.formats.names import inverted

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
DATED_TO_THE_DAY = {"webpage", "post-weblog", "post", "article-newspaper", "speech"}


def apa(record: dict[str, Any]) -> str:
    """Return one reference of a CSL-JSON ``record``, without a date of today."""
    names = authors(record.get("author") or [])
    head = f"{names} ({date(record)})." if names else ""
    title = _closed(_title(record))
    parts = [head, title] if head else [title, f"({date(record)})."]
    return " ".join(
        part for part in [*parts, _container(record), _address(record)] if part
    )


def authors(names: list[dict[str, Any]]) -> str:
    """Return all authors; from the 21st on, the first 19, an ellipsis and the last."""
    shown = [inverted(name) for name in names]
    if not shown:
        return ""
    if len(shown) > 20:
        return f"{', '.join(shown[:19])}, … {shown[-1]}"
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])}, & {shown[-1]}"


def date(record: dict[str, Any]) -> str:
    """Return the year, with month and day where APA 7 (9.14) asks for them."""
    parts = ((record.get("issued") or {}).get("date-parts") or [[]])[0]
    if not parts:
        return "n.d."
    if record.get("type") not in DATED_TO_THE_DAY or len(parts) == 1:
        return str(parts[0])
    day = f" {parts[2]}" if len(parts) > 2 else ""
    return f"{parts[0]}, {MONTHS[parts[1] - 1]}{day}"


def _title(record: dict[str, Any]) -> str:
    title = str(record.get("title", "")).strip()
    notes = []
    if record.get("type") in {"report", "article", "legal_case"} and record.get(
        "number"
    ):
        notes.append(_numbered(record))
    if record.get("version"):
        notes.append(_version(str(record["version"])))
    if notes:
        title = f"{title} ({', '.join(notes)})"
    return f"{title} [Data set]" if record.get("type") == "dataset" else title


def _numbered(record: dict[str, Any]) -> str:
    number = str(record["number"])
    return number if not number[:1].isdigit() or ":" in number else f"No. {number}"


def _version(version: str) -> str:
    return f"Version {version}" if version[:1].isdigit() else version


def _container(record: dict[str, Any]) -> str:
    """Return where it appeared, or who published it."""
    container = str(record.get("container-title") or "")
    if container and record.get("type") == "article-journal":
        volume = str(record.get("volume") or "")
        issue = f"({record['issue']})" if record.get("issue") else ""
        pages = str(record.get("page") or "").replace("-", "–")  # noqa: RUF001
        return _closed(", ".join(p for p in (container, volume + issue, pages) if p))
    publisher = str(record.get("publisher") or "")
    bodies = {inverted(name) for name in record.get("author") or []}
    return " ".join(
        _closed(part) for part in (container, publisher) if part and part not in bodies
    )


def _address(record: dict[str, Any]) -> str:
    if record.get("DOI"):
        return f"https://doi.org/{record['DOI']}"
    return str(record.get("URL") or "")


def _closed(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
