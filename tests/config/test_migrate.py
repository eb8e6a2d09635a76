"""Migrating quickly: a rendered model gets new options, and stays the same class."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddIndex,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.state import ProjectState

from config.management.commands.migrate import _options_unrendered

CHECK = models.CheckConstraint(name="made_up", condition=models.Q(name="x"))
INDEX = models.Index(name="made_up_too", fields=["name"])


@pytest.fixture(scope="module")
def migrated() -> ProjectState:
    """Return the models as the migrations leave them, rendered."""
    state: ProjectState = MigrationLoader(None).project_state()
    assert state.apps
    return state


def named(state: ProjectState, option: str) -> set[str]:
    """Return the names that the rendered skill has for an option."""
    meta: Any = state.apps.get_model("careers", "skill")._meta
    return {one.name for one in getattr(meta, option)}


@pytest.mark.parametrize(
    ("option", "add", "remove"),
    [
        ("constraints", AddConstraint("skill", CHECK), RemoveConstraint("skill", "")),
        ("indexes", AddIndex("skill", INDEX), RemoveIndex("skill", "")),
    ],
)
def test_an_option_reaches_the_rendered_model_without_rendering_it(
    migrated: ProjectState, option: str, add: Any, remove: Any
) -> None:
    state = migrated.clone()
    before, skill = named(state, option), state.apps.get_model("careers", "skill")
    made = (add.constraint if option == "constraints" else add.index).name
    remove.name = made
    with _options_unrendered():
        add.state_forwards("careers", state)
        assert named(state, option) == {*before, made}
        remove.state_forwards("careers", state)
    assert named(state, option) == before
    assert state.apps.get_model("careers", "skill") is skill


def test_outside_of_the_command_django_is_as_it_was() -> None:
    usual = AddConstraint.state_forwards
    with _options_unrendered():
        assert AddConstraint.state_forwards is not usual
    assert AddConstraint.state_forwards is usual


def test_the_database_has_every_constraint_of_the_models(
    migrated: ProjectState,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class"
        )
        stored = {name for (name,) in cursor.fetchall()}
    wanted = {
        constraint.name
        for model in migrated.apps.get_models()
        for constraint in model._meta.constraints
    }
    assert wanted - stored == set()
