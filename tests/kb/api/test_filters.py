"""Every public field can be asked for, and a question is answered or refused."""

from typing import Any

import pytest
from django.db import models

from careers import models as careers
from citations import models as citations
from kb import filters
from kb import models as kb
from kb.filters import MemberFilters, Sieve, Words
from tests.kb.api.client import Api

OURS = "our own row number, never shown"
PEOPLE = "who did it is told in the history, not to the public"
OUTER = "the row it is listed under"
CONSTANT = "the same for every row that readers see"
EDITORS = "for editors"
NEVER_LISTED = "a row that has one is in no list"

PRIVATE: dict[type[models.Model], dict[str, str]] = {
    careers.Career: {"merged_into": NEVER_LISTED, "withdrawn_reason": NEVER_LISTED},
    careers.CareerAlias: {"career": OUTER},
    careers.CareerCode: {"career": OUTER},
    careers.CareerAdjacency: {
        "from_career": "asked for as adjacent__career, whichever end it is",
        "to_career": "asked for as adjacent__career, whichever end it is",
    },
    careers.CareerSkill: {"career": OUTER},
    careers.Skill: {"merged_into": NEVER_LISTED, "withdrawn_reason": NEVER_LISTED},
    careers.SkillAlias: {"skill": OUTER},
    careers.SkillCode: {"skill": OUTER},
    careers.SkillAdjacency: {
        "from_skill": "asked for as skill, whichever end it is",
        "to_skill": "asked for as skill, whichever end it is",
    },
    careers.Task: {"career": OUTER},
    citations.Organization: {"merged_into": NEVER_LISTED},
    citations.Source: {
        "merged_into": NEVER_LISTED,
        "withdrawn_reason": NEVER_LISTED,
        "organizations": "asked for through its roles",
        "extra": "of any shape: it goes out with the record, and is not asked for",
    },
    citations.SourceOrganization: {"source": OUTER},
    citations.SourceRelation: {},
    citations.SourceNotice: {
        "source": OUTER,
        "recorded_by": PEOPLE,
        "record_id": "a number at whoever told of it",
        "revokes": "asked for as counts, of the notice that it strikes out",
    },
    citations.RecordSighting: {"source": OUTER},
    citations.Citation: {
        "snapshot": "a text is its author's",
        "quote_start": "a place in a text that is not public",
        "quote_end": "a place in a text that is not public",
    },
    citations.Reading: {
        "citation": OUTER,
        "read_by": PEOPLE,
        "position": "the order in which readings stand",
    },
    kb.Finding: {
        "state": CONSTANT,
        "state_reason": CONSTANT,
        "suspended_by": CONSTANT,
        "note": EDITORS,
        "author": PEOPLE,
        "created_at": EDITORS,
        "entry_digest": EDITORS,
        "release": "asked for by its key, which is pack and number",
    },
    kb.Subject: {"finding": OUTER, "position": "the order in which they stand"},
    kb.Bearing: {"finding": OUTER},
    kb.FindingLink: {"finding": OUTER},
    kb.FindingCitation: {
        "finding": OUTER,
        "position": "the order in which they stand",
    },
    kb.Estimate: {
        "finding": OUTER,
        "position": "the order in which they stand",
        "subject": "asked for as subjects",
    },
    kb.Measure: {},
    kb.Facet: {},
    kb.Topic: {"facet": OUTER},
    kb.Release: {
        "state": CONSTANT,
        "author": PEOPLE,
        "reviewer": PEOPLE,
        "reason": EDITORS,
        "dataset": "named with its edition by pack and title",
        "edition": "named by pack and title",
        "source": "each of its findings names it",
    },
}
"""Fields that no list can be asked for, each with the reason."""

SETS: dict[str, type[MemberFilters]] = {
    "careers/": filters.CareerFilters,
    "careers/technical-writer/skills/": filters.PairFilters,
    "skills/": filters.SkillFilters,
    "skills/writing/adjacent/": filters.AdjacencyFilters,
    "sources/": filters.SourceFilters,
    "citations/": filters.CitationFilters,
    "findings/": filters.FindingFilters,
    "measures/": filters.MeasureFilters,
    "organizations/": filters.OrganizationFilters,
    "pairs/": filters.PairEntryFilters,
    "adjacencies/": filters.EdgeFilters,
    "tasks/": filters.TaskFilters,
    "facets/": filters.FacetFilters,
    "releases/": filters.ReleaseFilters,
}


def asked_for() -> set[tuple[type[models.Model], str]]:
    """Return model and field of every filter of every list."""
    found = set()
    for filter_set in SETS.values():
        for sieve in filter_set.base_filters.values():
            assert isinstance(sieve, Sieve)
            model = (
                filter_set.parts[sieve.part].rows().model
                if sieve.part
                else filter_set.model
            )
            found.add((model, sieve.member.path.partition("__")[0]))
    return found


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_every_public_field_has_a_filter(model: type[models.Model]) -> None:
    known = asked_for()
    fields = {
        field.name for field in model._meta.get_fields() if not field.auto_created
    }
    assert PRIVATE[model].keys() <= fields, "a reason for a field that is gone"
    missing = [
        name
        for name in sorted(fields - PRIVATE[model].keys())
        if (model, name) not in known
    ]
    assert missing == [], "Give each a filter in kb/filters, or a reason in PRIVATE."


def test_every_model_of_a_list_is_looked_at() -> None:
    assert {model for model, _ in asked_for()} - PRIVATE.keys() <= {kb.EdgeBasis}


def test_a_nullable_field_can_be_asked_for_its_absence() -> None:
    for address, filter_set in SETS.items():
        for name, sieve in filter_set.base_filters.items():
            if isinstance(sieve, Sieve) and sieve.member.absent and not sieve.lookup:
                assert f"{name}__isnull" in filter_set.base_filters, (address, name)


EXAMPLES: dict[str, str] = {
    "boolean": "true",
    "integer": "3",
    "number": "2.5",
    "date": "2024-05-01",
    "date-time": "2024-05-01T12:00:00Z",
}


def example(schema: dict[str, Any]) -> str:
    """Return a value that a parameter with this schema takes."""
    if schema["type"] == "array":
        return ",".join([example(schema["items"])] * 2)
    if "enum" in schema:
        return str(schema["enum"][0])
    if "pattern" in schema:
        return "2023-01"
    return EXAMPLES.get(schema.get("format", schema["type"]), "word")


PAIR = {"career": "technical-writer", "skill": "writing"}


def needed(name: str) -> dict[str, str]:
    """Return the parameters that this one needs beside it."""
    return PAIR if name.startswith("directness") else {}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("address", SETS)
def test_every_filter_answers(
    api: Api, address: str, subtests: pytest.Subtests
) -> None:
    for name, sieve in SETS[address].base_filters.items():
        assert isinstance(sieve, Sieve)
        with subtests.test(name):
            api.get(address, **{name: example(sieve.schema)}, **needed(name))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("address", SETS)
def test_every_filter_of_a_closed_kind_refuses_what_it_cannot_take(
    api: Api, address: str, subtests: pytest.Subtests
) -> None:
    for name, sieve in SETS[address].base_filters.items():
        assert isinstance(sieve, Sieve)
        if sieve.kind.schema == {"type": "string"} or isinstance(sieve, Words):
            continue
        with subtests.test(name):
            fault = api.refused(address, **{name: "qwerty"}, **needed(name))[name]
            if "enum" in sieve.kind.schema:
                assert fault["choices"] == sieve.kind.schema["enum"]
            else:
                assert fault["detail"]
