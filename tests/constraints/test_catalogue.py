"""What the database has is what the rules and the documents say.

The lists are PostgreSQL's own, so a rule dropped by a migration is missed here at once.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from careers.services.held import RULE_OF as RULE_IN_CAREERS
from citations.services.held import RULE_OF as RULE_IN_CITATIONS
from kb.rules.registry import RULE_OF, RULES
from tests.constraints.catalogue import (
    OURS,
    named_checks,
    named_foreign_keys,
    named_triggers,
    named_uniques,
)
from tests.sql import rows

DOCS = Path(__file__).parents[2] / "docs"


def held() -> set[str]:
    """Return every constraint and trigger of ours that PostgreSQL knows."""
    return named_checks() | named_uniques() | named_foreign_keys() | named_triggers()


def test_every_rule_is_held_by_what_exists_and_nothing_exists_without_a_rule() -> None:
    assert set(RULE_OF) == held()


@pytest.mark.parametrize("document", ["rules.md", "data-model.md"])
def test_what_a_document_names_exists(document: str) -> None:
    text = (DOCS / document).read_text()
    looks_like_ours = re.compile(r"`([a-z]+(?:_[a-z0-9]+){1,9})`")
    functions = {
        name
        for (name,) in rows(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " UNION SELECT rolname FROM pg_roles"
        )
    }
    tables = set(connection.introspection.table_names())
    columns = {
        field.column
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    }
    terms = {
        str(choice)
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        for choice, _ in field.flatchoices or ()
    }
    named = set(looks_like_ours.findall(text))
    services = set(re.findall(r"^def (\w+)", services_text(), re.MULTILINE))
    assert named - held() - functions - tables - columns - terms - services == set()


def services_text() -> str:
    """Return the code of all services."""
    folders = (DOCS.parent / app / "services" for app in OURS)
    return "\n".join(p.read_text() for f in folders for p in f.rglob("*.py"))


@pytest.mark.parametrize("document", ["rules.md", "data-model.md"])
def test_a_document_names_all_that_exists(document: str) -> None:
    text = (DOCS / document).read_text()
    assert {name for name in held() if f"`{name}`" not in text} == set()


def test_the_lists_of_the_lower_apps_agree_with_the_rules() -> None:
    told = RULE_IN_CAREERS | RULE_IN_CITATIONS
    assert {name: RULE_OF[name].id for name in told} == told
    ours = {name for name in named_uniques() if RULE_OF[name].id in told.values()}
    below = {
        constraint.name
        for app in ("careers", "citations")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    }
    assert set(told) == ours & below | {"task_of_its_career"}


def test_every_constraint_speaks_with_the_voice_of_its_rule() -> None:
    wrong = {
        constraint.name: constraint.violation_error_code
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and constraint.name not in RULES[str(constraint.violation_error_code)].held_by
    }
    assert wrong == {}
