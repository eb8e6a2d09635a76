"""Whatever points to a row that can be merged moves with it, in whichever table."""

from collections.abc import Callable
from typing import Any

import pytest

from careers.models import Career, Skill
from citations.models import Organization, Source
from kb.models import EdgeBasis, Note, OutlineItemSkill, Profile, RequirementSkill
from kb.services import merge
from kb.services.merge.moving import STAY, Link, links_to
from tests import make

MAKERS: dict[type[Any], make.Maker[Any]] = {
    maker.model: maker for maker in vars(make).values() if isinstance(maker, make.Maker)
}
NEEDS: dict[tuple[type[Any], str], dict[str, Any]] = {
    (EdgeBasis, "source"): {"finding_key": ""},
    **{(Note, name): {"career": None} for name in ("skill", "source")},
}
MAKER_OF: dict[type[Any], Callable[..., Any]] = {
    Profile: lambda **fields: make.weighted_profile([100], **fields),
}
LINKS = [
    (model, link)
    for model in (Career, Skill, Source, Organization)
    for link in links_to(model)
]


@pytest.mark.parametrize(
    ("model", "link"),
    LINKS,
    ids=[f"{link.model.__name__}.{link.name}" for _, link in LINKS],
)
def test_it_moves(model: type[Any], link: Link) -> None:
    old, into = MAKERS[model](), MAKERS[model]()
    made = NEEDS.get((link.model, link.name), {}) | {link.name: old}
    row = MAKER_OF.get(link.model, MAKERS[link.model])(**made)
    done = merge(old=old, into=into, author=make.editor(), reason="They are the same.")
    row.refresh_from_db()
    assert getattr(row, link.name) == into
    assert done.moved[str(link.model._meta.verbose_name_plural)] >= 1


def test_what_stays_is_frozen_or_only_grows() -> None:
    linked = {link.model for _, link in LINKS}
    parts = {RequirementSkill, OutlineItemSkill}
    assert all(any(issubclass(one, kind) for one in linked | parts) for kind in STAY)
