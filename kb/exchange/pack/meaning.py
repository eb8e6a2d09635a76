"""What a schema cannot see: placeholders, doubles, sums, cycles, lost numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from careers.enums import PLACEHOLDER
from citations.identifiers import normal_doi
from kb.exchange.pack.files import Pack
from kb.rules.registry import RULES
from kb.rules.rule import Violation

Entry: TypeAlias = dict[str, Any]
Lost: TypeAlias = Callable[[Sequence[str]], list[tuple[int, str]]]
NAMELESS = re.compile(PLACEHOLDER, re.IGNORECASE)
NAMED = {"organizations": "name", "careers": "name", "skills": "name"}


def problems_of_meaning(pack: Pack, lost: Lost) -> Iterator[Violation]:
    """Yield what breaks a rule across entries, or inside a sentence."""
    yield from _placeholders(pack)
    yield from _doubles(pack)
    yield from _sums(pack)
    yield from _cycles(pack)
    yield from _uncited(pack)
    yield from _subjects_out_of_range(pack)
    yield from _lost_numbers(pack, lost)


def _rows(pack: Pack, kind: str) -> Iterator[tuple[str, Entry]]:
    for where, entry in pack.entries(kind):
        if isinstance(entry, dict):
            yield where, entry


def _list(entry: Entry, field: str) -> list[Entry]:
    rows = entry.get(field)
    return [r for r in rows if isinstance(r, dict)] if isinstance(rows, list) else []


def _placeholders(pack: Pack) -> Iterator[Violation]:
    rule = RULES["name-is-no-placeholder"]
    for kind, field in NAMED.items():
        for where, entry in _rows(pack, kind):
            for place, name in [
                (field, entry.get(field, "")),
                *(("aliases", alias) for alias in entry.get("aliases") or ()),
            ]:
                if isinstance(name, str) and NAMELESS.match(name):
                    yield Violation(rule, where, place, name)
    for where, entry in _rows(pack, "sources"):
        csl = entry.get("csl")
        title = csl.get("title", "") if isinstance(csl, dict) else ""
        if isinstance(title, str) and NAMELESS.match(title):
            yield Violation(rule, where, "csl.title", title)


def _doubles(pack: Pack) -> Iterator[Violation]:
    """Yield keys, DOIs and questions that stand twice."""
    for kind in pack.files:
        seen: dict[str, str] = {}
        for where, entry in _rows(pack, kind):
            if key := entry.get("key"):
                yield from _again(seen, str(key), where, "key", "stands-once")
    dois: dict[str, str] = {}
    for where, entry in _rows(pack, "sources"):
        csl = entry.get("csl")
        if isinstance(csl, dict) and csl.get("DOI"):
            doi = normal_doi(str(csl["DOI"]))
            yield from _again(dois, doi, where, "csl.DOI", "identifier-is-unique")
    asked: dict[str, str] = {}
    for where, entry in _rows(pack, "questions"):
        page = f"{entry.get('career')}/{entry.get('skill')}"
        for item in _list(entry, "items"):
            words = str(item.get("question")).strip().lower()
            rule = "question-stands-once"
            yield from _again(asked, f"{page} {words}", where, "items.question", rule)


def _again(
    seen: dict[str, str], value: str, where: str, field: str, rule: str
) -> Iterator[Violation]:
    if value in seen:
        yield Violation(RULES[rule], where, field, f"{value} (also {seen[value]})")
    seen.setdefault(value, where)


def _sums(pack: Pack) -> Iterator[Violation]:
    for kind, field, share in (
        ("profiles", "tasks", "weight"),
        ("outlines", "items", "share"),
    ):
        for where, entry in _rows(pack, kind):
            shares = [row[share] for row in _list(entry, field) if share in row]
            try:
                total = sum(Decimal(str(one)) for one in shares)
                declared = Decimal(str(entry.get("declared_sum", total)))
            except InvalidOperation:
                continue  # the schema has said so already
            if shares and total != declared:
                found = f"they add up to {total}"
                yield Violation(
                    RULES["shares-add-up"], where, f"{field}.{share}", found
                )


def _cycles(pack: Pack) -> Iterator[Violation]:
    """Yield each source that leads back to itself."""
    places = {str(e.get("key")): where for where, e in _rows(pack, "sources")}
    leads = {
        str(entry.get("key")): [str(r.get("to")) for r in _list(entry, "relations")]
        for _, entry in _rows(pack, "sources")
    }
    for key, where in places.items():
        seen, ahead = set(), list(leads[key])
        while ahead:
            step = ahead.pop()
            if step not in seen:
                seen.add(step)
                ahead += leads.get(step, [])
        if key in seen:
            rule = RULES["relations-have-no-cycle"]
            yield Violation(rule, where, "relations.to", f"{key} leads to {key}")


def _uncited(pack: Pack) -> Iterator[Violation]:
    """Yield claims that are to be published without any citation."""
    for where, entry in _rows(pack, "findings"):
        if not entry.get("draft") and entry.get("citations") == []:
            yield Violation(
                RULES["rests-on-a-standing-source"], where, "citations", "none"
            )


def _subjects_out_of_range(pack: Pack) -> Iterator[Violation]:
    for where, entry in _rows(pack, "findings"):
        count = len(_list(entry, "subjects"))
        for number, estimate in enumerate(_list(entry, "estimates")):
            at = estimate.get("subject")
            if isinstance(at, int) and not 0 <= at < count:
                found = f"{at}, of {count} subjects counted from 0"
                field = f"estimates.{number}.subject"
                yield Violation(RULES["part-belongs-to-its-whole"], where, field, found)


def _lost_numbers(pack: Pack, lost: Lost) -> Iterator[Violation]:
    """Yield sentences that have lost their number, as the database sees them."""
    texts = [text for kind in SENTENCES for text in _sentences(pack, kind)]
    for index, found in lost([text for _, _, text in texts]):
        where, field, _ = texts[index]
        yield Violation(RULES["sentence-lost-nothing"], where, field, found)


SENTENCES = {
    "findings": ("headline", "statement"),
    "outlines": ("label", "detail"),
    "duties": ("text",),
    "requirements": ("text",),
    "glance": ("text",),
    "questions": ("question", "answer"),
}


def _sentences(pack: Pack, kind: str) -> Iterator[tuple[str, str, str]]:
    for where, entry in _rows(pack, kind):
        for row in [entry, *_list(entry, "items"), *_list(entry, "estimates")]:
            for field in (*SENTENCES[kind], *(["label"] if kind == "findings" else [])):
                text = row.get(field)
                if isinstance(text, str):
                    yield where, field, text
