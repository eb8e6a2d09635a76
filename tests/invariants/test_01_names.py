"""1. No name is a placeholder, in any career, skill, source or organization.

Each placeholder against each column by SQL: tests/constraints/test_checks.py.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

import careers.enums
import citations.enums
from careers.services import career_save, skill_save, task_save
from citations.services import organization_save, source_save
from kb.rules.registry import RULES
from tests import make

Save = Callable[..., models.Model]
SAVES: list[tuple[Save, make.Maker[Any], str, str]] = [
    (career_save, make.career, "career", "name"),
    (skill_save, make.skill, "skill", "name"),
    (task_save, make.task, "task", "statement"),
    (source_save, make.source, "source", "title"),
    (organization_save, make.organization, "organization", "name"),
]


def test_both_apps_mean_the_same_by_a_placeholder() -> None:
    assert careers.enums.PLACEHOLDER == citations.enums.PLACEHOLDER


@pytest.mark.parametrize(("save", "maker", "word", "column"), SAVES)
@pytest.mark.parametrize(
    "name", ["Unknown", "n/a", "TBD", "\u200b", "\u201c\u2014\u201d"]
)
def test_the_service_says_what_to_do(
    save: Save, maker: make.Maker[Any], word: str, column: str, name: str
) -> None:
    author = make.editor()
    assert save(**{word: maker.unsaved()}, author=author).pk
    with pytest.raises(ValidationError) as caught:
        save(**{word: maker.unsaved(**{column: name})}, author=author)
    (error,) = caught.value.error_dict[column]
    assert error.code == "name-is-no-placeholder"
    assert error.code in RULES
    assert str(error.message).endswith("[name-is-no-placeholder]")


def test_a_word_for_unknown_inside_a_name_is_a_name() -> None:
    for name in ("Unit test design", "Null-safe code", "The unknown in statistics"):
        make.skill(name=name)
