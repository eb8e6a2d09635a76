"""docs/data-model.md says of tables, states, levels and terms what the code says."""

import inspect
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import careers.enums
import citations.enums
import kb.enums
from kb.enums import TRANSITIONS, Directness
from kb.rules.registry import RULE_OF
from tests.constraints.catalogue import OURS
from tests.sql import rows

TEXT = (Path(__file__).parent.parent / "docs" / "data-model.md").read_text()
VOCABULARIES = [
    (module.__name__.split(".")[0], vocabulary)
    for module in (careers.enums, citations.enums, kb.enums)
    for vocabulary in vars(module).values()
    if inspect.isclass(vocabulary) and issubclass(vocabulary, models.TextChoices)
    if vocabulary.__module__ == module.__name__
]


def section(heading: str) -> str:
    """Return the text under a heading, as far as the next of any level."""
    _, _, after = TEXT.partition(f"\n{heading}\n")
    assert after, heading
    return re.split(r"^#", after, maxsplit=1, flags=re.MULTILINE)[0]


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, without its head."""
    lines = [x for x in section(heading).splitlines() if x.startswith("|")]
    return [[cell.strip() for cell in x.strip("|").split(" | ")] for x in lines[2:]]


@pytest.mark.parametrize("app", OURS)
def test_every_table_has_its_line(app: str) -> None:
    stored = {
        f"`{model._meta.db_table}`"
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model")
    }
    described = [cells[0] for cells in table(f"### {app}")]
    assert sorted(described) == sorted(stored)


def test_the_table_of_states_is_the_one_that_holds() -> None:
    told = {
        before: set() if after.startswith("nothing") else set(after.split(", "))
        for before, after in table("## States of a finding")
    }
    assert told == {
        before.value: {after.value for after in afters}
        for before, afters in TRANSITIONS.items()
    }


def test_the_levels_of_directness_stand_in_their_order() -> None:
    told = [cells[0] for cells in table("## Directness")]
    assert told == [*Directness.values, "not shown"]


@pytest.mark.parametrize(("app", "vocabulary"), VOCABULARIES, ids=str)
def test_a_vocabulary_is_defined_term_by_term(
    app: str, vocabulary: type[models.TextChoices]
) -> None:
    heading = f"### {app}: {vocabulary.__name__}"
    assert str(inspect.getdoc(vocabulary)) in section(heading)
    assert [tuple(cells) for cells in table(heading)] == [
        (value, str(label)) for value, label in vocabulary.choices
    ]


def test_no_vocabulary_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"^### (\w+: \w+)$", TEXT, flags=re.MULTILINE))
    assert described == {f"{app}: {v.__name__}" for app, v in VOCABULARIES}


def test_each_constraint_stands_at_its_table_with_its_rule() -> None:
    told = {
        (cells[0].strip("`"), name, rule)
        for cells in table("## Where each table's rules are held")
        for name, rule in re.findall(r"`(\w+)` \(([a-z-]+)\)", cells[1])
    }
    found = rows(
        "SELECT c.relname, k.conname FROM pg_constraint k"
        " JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype IN ('c', 'f', 'u')"
        " UNION SELECT c.relname, i.relname FROM pg_index x"
        " JOIN pg_class i ON i.oid = x.indexrelid"
        " JOIN pg_class c ON c.oid = x.indrelid WHERE x.indisunique"
        " UNION SELECT c.relname, g.tgname FROM pg_trigger g"
        " JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal"
    )
    held = {
        (name_of_table, name, RULE_OF[name].id)
        for name_of_table, name in found
        if name in RULE_OF
    }
    assert told == held
