"""The page of a skill in a career as one document."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from careers.enums import Relation
from careers.models import Career, Skill
from kb.selectors.pair.findings import finding
from kb.selectors.pair.references import (
    cited_sources,
    csl_record,
    load_sources,
    references,
)
from kb.selectors.pair.rows import (
    FINDINGS,
    FRAME,
    NEIGHBOURS,
    SUBJECTS,
    Row,
    rows,
)
from kb.selectors.pair.statements import statements_on
from kb.selectors.pair.words import answer, coverage, gaps, inner, with_article

Document = dict[str, Any]
CODE = (
    "scheme",
    "scheme_label",
    "code",
    "title",
    "uri",
    "release",
    "match",
    "evidence",
)


@dataclass(frozen=True)
class PairPage:
    """The document of a pair, and what says how to cite it and what it cites.

    ``records`` are the CSL-JSON records of its references, in their order, and
    ``published`` is the day on which its newest finding was.
    """

    document: Document
    records: list[Document]
    published: date | None


def pair_document(career: Career, skill: Skill) -> Document:
    """Return all that is known of ``skill`` in ``career``, as docs/pair.schema.json."""
    return pair_page(career, skill).document


def pair_page(career: Career, skill: Skill) -> PairPage:
    """Return the document of ``skill`` in ``career`` with what belongs to it.

    A pair that no editor has listed has a document too: it says what is known, or that
    nobody has looked. Six queries, however many findings and statements there are.
    """
    ids = {"career": career.pk, "skill": skill.pk}
    known = rows(SUBJECTS, ids)
    found = rows(FINDINGS, ids)
    said = statements_on(career, skill)
    numbers = cited_sources(found)
    sources = load_sources(numbers)
    releases = sorted({row["release_id"] for row in found if row["release_id"]})
    frame = rows(FRAME, {"any": True, "releases": releases})
    document: Document = {
        "key": f"{career.key}/{skill.key}",
        "url": f"/careers/{career.key}/skills/{skill.key}/",
        "edition": None,
        "career": _subject(career, "careers", known),
        "skill": _subject(skill, "skills", known),
        **_pair(known),
        "question": f"{skill.name}: how much does this skill matter for "
        f"{with_article(inner(career.name))}?",
        "statements": _placed(said, found, numbers),
        "findings": [finding(row, numbers) for row in found],
        "references": references(found, numbers, sources, said),
        **_neighbours(rows(NEIGHBOURS, ids)),
        "outlines": [row["rests_on"] for row in known if row["of"] == "outline"],
        "questions": [row["rests_on"] for row in known if row["of"] == "question"],
        "attribution": [r["text"] for r in frame if r["of"] == "attribution"],
    }
    by_facet = _by_facet(document["findings"])
    roots = _roots(found, sources)
    document["facets"] = [
        {
            "key": row["key"],
            "label": row["label"],
            "question": row["text"],
            "coverage": coverage(
                {f["directness"]["level"] for f in by_facet.get(row["key"], ())}
            ),
            "certainty": None,
            "roots": len(roots.get(row["key"], ())),
            "findings": [f["key"] for f in by_facet.get(row["key"], ())],
        }
        for row in frame
        if row["of"] == "facet"
    ]
    document["answer"] = answer(document, by_facet)
    document["gaps"] = gaps(document)
    newest = max((row["published_at"] for row in found), default=None)
    return PairPage(
        document | {"revision": revision(document)},
        [csl_record(sources[at]) for at in numbers],
        newest.date() if newest else None,
    )


def revision(document: Document) -> str:
    """Return a fingerprint that changes whenever anything in the document does."""
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _subject(row: Career | Skill, kind: str, known: list[Row]) -> Document:
    return {
        "key": row.key,
        "name": row.name,
        "url": f"/{kind}/{row.key}/",
        "definition": row.definition,
        "note": row.note,
        "codes": [
            {name: code[name] for name in CODE}
            for code in known
            if f"{code['of']}s" == kind
        ],
    }


def _pair(known: list[Row]) -> Document:
    """Return role and basis of the pair, and what it rests on.

    Role and basis are ``None`` where no editor has listed the pair.
    """
    for row in known:
        if row["of"] == "pair":
            rests_on = _rests_on(row)
            return {"role": row["scheme"], "basis": row["code"], "rests_on": rests_on}
    return {"role": None, "basis": None, "rests_on": []}


def _rests_on(row: Row) -> list[Document]:
    """Return the published findings and the sources that stand behind an edge."""
    return [
        basis | {"url": f"/{basis['kind']}s/{basis['key']}/"}
        for basis in row["rests_on"] or ()
    ]


def _placed(
    said: list[Document], found: list[Row], numbers: dict[int, int]
) -> list[Document]:
    """Return the statements, each finding with its references on this page.

    A finding that left the page since has none.
    """
    here = {row["key"]: row for row in found}
    return [
        statement
        | {
            "findings": [
                cited | {"references": _numbers_of(here.get(cited["key"]), numbers)}
                for cited in statement["findings"]
            ],
            "marks": statement["marks"] + _close(statement, here),
        }
        for statement in said
    ]


def _numbers_of(row: Row | None, numbers: dict[int, int]) -> list[int]:
    """Return the reference numbers of the sources that a finding cites."""
    cited = (row or {}).get("citations") or ()
    return list(dict.fromkeys(numbers[citation["source_id"]] for citation in cited))


def _close(statement: Document, here: dict[str, Row]) -> list[str]:
    """Return the mark of a statement that rests on a close match of the career."""
    cited = [here.get(finding["key"]) for finding in statement["findings"]]
    return ["close_match"] * any(row and row["close_match"] for row in cited)


def _by_facet(findings: list[Document]) -> dict[str, list[Document]]:
    """Return the findings that answer each facet; general ones answer none."""
    by_facet: dict[str, list[Document]] = defaultdict(list)
    for item in findings:
        if item["facet"] and item["directness"]["level"] != "general":
            by_facet[item["facet"]].append(item)
    return by_facet


def _roots(found: list[Row], sources: dict[int, Row]) -> dict[str, set[int]]:
    """Return the independent primary sources each facet rests on."""
    roots: dict[str, set[int]] = defaultdict(set)
    for row in found:
        if row["facet"] and row["level"] != "general":
            for citation in row["citations"] or ():
                roots[row["facet"]].update(
                    sources[citation["source_id"]]["roots"] or ()
                )
    return roots


def _neighbours(found: list[Row]) -> Document:
    adjacent = [
        {
            "key": row["key"],
            "name": row["name"],
            "url": f"/skills/{row['key']}/",
            "relation": row["relation"],
            "relation_label": str(Relation(row["relation"]).label),
            "outward": row["outward"],
            "reason": row["reason"],
            "basis": row["basis"],
            "rests_on": _rests_on(row),
            "judgement": row["basis"] == "judgement",
        }
        for row in found
        if row["of"] == "adjacent"
    ]
    also_in = [
        {
            "key": row["key"],
            "name": row["name"],
            "url": f"/careers/{row['key']}/",
            "role": row["role"],
            "findings": row["findings"],
        }
        for row in found
        if row["of"] == "also_in"
    ]
    return {"adjacent": adjacent, "also_in": also_in}
