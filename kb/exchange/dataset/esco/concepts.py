"""Occupations, groups and skills of ESCO, each from one row of its file."""

import re
import unicodedata

from kb.exchange.dataset.esco.files import code_of
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.items import Element, Occupation, Place, Ref
from kb.formats.dataset.problem import BadCellError

LONGEST_KEY = 80
KINDS = {"knowledge": "knowledge", "skill/competence": "competence", "": "competence"}
"""The kind of skill for each ``skillType``; six skills of 1.1.1 have none."""


def esco_occupation(row: Row) -> Occupation:
    """Return an occupation; its code is that of ESCO, as ``2513.5``."""
    code, uri = row.words("code"), row.words("conceptUri")
    title = row.words("preferredLabel")
    return Occupation(
        ref=Ref("esco", code),
        key=_key("esco", title, code_of(uri)),
        title=title,
        definition=row.words("description"),
        at=Place(row.file, row.line, code),
        uri=uri,
    )


def isco_group(row: Row) -> Occupation:
    """Return a group of ISCO-08; its code has 1 to 4 digits, leading zeros kept."""
    code = row.words("code")
    if not re.fullmatch(r"\d{1,4}", code):
        raise BadCellError(f"code is {code!r}, where 1 to 4 digits would be right")
    return Occupation(
        ref=Ref("isco_08", code),
        key=f"isco-08-{code}",
        title=row.words("preferredLabel"),
        definition=row.text("description") or f"Group {code} of ISCO-08.",
        at=Place(row.file, row.line, code),
        uri=row.words("conceptUri"),
        taxonomy="08",
    )


def esco_skill(row: Row) -> Element:
    """Return a skill or field of knowledge; its code is its UUID."""
    uri, name = row.words("conceptUri"), row.words("preferredLabel")
    told = row.text("skillType")
    if told not in KINDS:
        raise BadCellError(
            f"skillType is {told!r}, which is neither knowledge nor skill/competence"
        )
        raise BadCellError(
            f"skillType is {told!r}, which is neither knowledge nor skill/competence"
        )
    code = code_of(uri)
    return Element(
        ref=Ref("esco", code),
        key=_key("esco", name, code),
        name=name,
        definition=row.words("description"),
        kind=KINDS[told],
        at=Place(row.file, row.line, code),
        uri=uri,
    )


def skill_group(row: Row) -> Element:
    """Return a group of skills: of the hierarchy, or a field of ISCED-F 2013."""
    uri, name = row.words("conceptUri"), row.words("preferredLabel")
    code = code_of(uri)
    return Element(
        ref=Ref("esco", code),
        key=_key("esco", name, code),
        name=name,
        definition=row.text("description") or f"Group of skills of ESCO: {name}.",
        kind="group",
        at=Place(row.file, row.line, code),
        uri=uri,
    )


def _key(scheme: str, name: str, code: str) -> str:
    """Return a key that can be read, and that no other concept of ESCO gets.

    A label is unique in a release, not over all of them: eight digits of the UUID (or
    the code of a field of education) tell two apart.
    """
    tail = code.replace("/", "-") if "/" in code else code.partition("-")[0]
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:LONGEST_KEY].strip("-")
    return "-".join(part for part in (scheme, words, tail) if part)
