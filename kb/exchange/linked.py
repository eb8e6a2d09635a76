"""What our own pages are about, as JSON-LD in the vocabulary of schema.org."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from careers.enums import Match
from careers.models import Career, CareerCode, Skill
from citations.formats.linked import CONTEXT, work

Node = dict[str, Any]
Absolute = Callable[[str], str]
"""Gives a path its host."""


def graph(*nodes: Node) -> Node:
    """Return nodes as one document."""
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def trail(absolute: Absolute, *steps: tuple[str, str]) -> Node:
    """Return the way to a page: name and path of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": absolute(path),
            }
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def occupation(
    career: Career, absolute: Absolute, skills: Iterable[Skill] = ()
) -> Node:
    """Return a career with its codes and the skills listed in it."""
    address = absolute(f"/careers/{career.key}/")
    return given(
        {
            "@type": "Occupation",
            "@id": address,
            "url": address,
            "name": career.name,
            "alternateName": [alias.name for alias in career.aliases.all()],
            "description": career.definition,
            "occupationalCategory": [
                code(row) for row in career.codes.all() if row.code
            ],
            "skills": [term(skill, absolute) for skill in skills],
        }
    )


def occupation_named(career: Career, absolute: Absolute) -> Node:
    """Return a career by name alone."""
    address = absolute(f"/careers/{career.key}/")
    return {"@type": "Occupation", "@id": address, "name": career.name}


def code(row: CareerCode) -> Node:
    """Return a code in a public taxonomy."""
    return given(
        {
            "@type": "CategoryCode",
            "codeValue": row.code,
            "name": row.title,
            "inCodeSet": row.get_scheme_display(),
            "url": row.uri,
        }
    )


def term(skill: Skill, absolute: Absolute) -> Node:
    """Return a skill by name alone."""
    address = absolute(f"/skills/{skill.key}/")
    return {"@type": "DefinedTerm", "@id": address, "name": skill.name}


def defined_term(skill: Skill, absolute: Absolute) -> Node:
    """Return a skill with its definition, other names and exact codes."""
    exact = [row for row in skill.codes.all() if row.match == Match.EXACT and row.uri]
    return given(
        term(skill, absolute)
        | {
            "url": absolute(f"/skills/{skill.key}/"),
            "description": skill.definition,
            "termCode": skill.key,
            "inDefinedTermSet": absolute("/skills/"),
            "alternateName": [alias.name for alias in skill.aliases.all()],
            "sameAs": [row.uri for row in exact],
        }
    )


def pair_page(document: Mapping[str, Any], absolute: Absolute) -> Node:
    """Return the page of a pair: what it is about and what it cites."""
    career, skill = document["career"], document["skill"]
    return given(
        {
            "@type": "WebPage",
            "@id": absolute(document["url"]),
            "url": absolute(document["url"]),
            "name": document["question"],
            "version": document["revision"],
            "abstract": " ".join(item["text"] for item in document["answer"]),
            "about": [
                {
                    "@type": "Occupation",
                    "@id": absolute(career["url"]),
                    "name": career["name"],
                },
                {
                    "@type": "DefinedTerm",
                    "@id": absolute(skill["url"]),
                    "name": skill["name"],
                },
            ],
            "citation": [
                {
                    "@type": "CreativeWork",
                    "@id": absolute(one["url"]),
                    "name": one["text"],
                    **status(one["standing"]),
                }
                for one in document["references"]
            ],
            "creditText": " ".join(document["attribution"]),
        }
    )


def status(standing: str) -> dict[str, str]:
    """Return what is to say of a work against which a notice stands."""
    plain = standing in {"good", "unchecked"}
    return {} if plain else {"creativeWorkStatus": standing}


def claim(
    finding: Any,  # noqa: ANN401
    about: Iterable[Node],
    cited: Iterable[tuple[Mapping[str, Any], str]],
    absolute: Absolute,
) -> Node:
    """Return a finding: what it says, about whom, and the works that it rests on.

    ``cited`` are records and the paths of their pages.
    """
    address = absolute(f"/findings/{finding.key}/")
    published = finding.published_at
    return given(
        {
            "@type": "Claim",
            "@id": address,
            "url": address,
            "name": finding.headline,
            "text": finding.statement,
            "version": str(finding.version),
            "datePublished": published.date().isoformat() if published else None,
            "about": list(about),
            "appearance": [work(record, absolute(path)) for record, path in cited],
        }
    )


def given(node: Node) -> Node:
    """Return a node without what there is nothing of."""
    return {name: value for name, value in node.items() if value}
