"""10. Shares add up to what is declared, whoever changes which end of it."""

from decimal import Decimal
from typing import Any

import pytest

from kb.models import Outline, OutlineItem, Profile, ProfileTask
from tests import make
from tests.sql import allowed, delete, insert, refused, update


@pytest.fixture(params=["profile", "outline"])
def whole(request: pytest.FixtureRequest) -> Profile | Outline:
    """Return a whole of 97, as received, in three parts."""
    weights = [50, 30, 17]
    if request.param == "profile":
        return make.weighted_profile(weights)
    outline = make.outline(declared_sum=Decimal(97))
    for position, share in enumerate(weights):
        make.outline_item(outline=outline, position=position, share=share)
    return outline


def parts(whole: Profile | Outline) -> list[Any]:
    """Return the parts of a whole, greatest first."""
    if isinstance(whole, Profile):
        return list(whole.tasks.order_by("-weight"))
    return list(whole.items.order_by("-share"))


def another_part(whole: Profile | Outline, amount: int) -> Any:
    """Return one more part of a whole, not stored."""
    if isinstance(whole, Profile):
        return make.profile_task.unsaved(profile=whole, position=9, weight=amount)
    return make.outline_item.unsaved(outline=whole, position=9, share=amount)


def amount_of(whole: Profile | Outline) -> str:
    return "weight" if isinstance(whole, Profile) else "share"


def function_of(whole: Profile | Outline) -> str:
    return f"kb_{'profile' if isinstance(whole, Profile) else 'outline'}_adds_up"


def test_a_sum_as_received_stands(whole: Profile | Outline) -> None:
    with allowed():
        update(parts(whole)[0], position=5)


@pytest.mark.parametrize("declared", [100, "97.01"])
def test_the_declared_sum_does_not_change_alone(
    whole: Profile | Outline, declared: object
) -> None:
    with refused("shares-add-up", by=function_of(whole)):
        update(whole, declared_sum=declared)
    with allowed():
        update(whole, declared_sum=declared)
        update(whole, declared_sum=97)


def test_a_part_does_not_change_alone(whole: Profile | Outline) -> None:
    first, second, _ = parts(whole)
    column = amount_of(whole)
    with refused("shares-add-up", by=function_of(whole)):
        update(first, **{column: 51})
    with allowed():
        update(first, **{column: 51})
        update(second, **{column: 29})


def test_a_part_does_not_go_or_come_alone(whole: Profile | Outline) -> None:
    last, more = parts(whole)[-1], another_part(whole, 17)
    with refused("shares-add-up", by=function_of(whole)):
        delete(last)
    with refused("shares-add-up", by=function_of(whole)):
        insert(more)
    with allowed():
        delete(last)
        insert(more)


def test_a_part_does_not_leave_for_another_whole(whole: Profile | Outline) -> None:
    """The whole it leaves must add up as well as the one it comes to."""
    moved = parts(whole)[0]
    other: Any
    if isinstance(whole, Profile):
        other = make.weighted_profile([50])
        owner = "profile_id"
    else:
        other = make.outline(declared_sum=None)
        owner = "outline_id"
    new_sum = 100 if isinstance(whole, Profile) else 50
    with refused("shares-add-up", by=function_of(whole)):
        update(moved, **{owner: other.pk, "position": 77})
        update(other, declared_sum=new_sum)
    with allowed():
        update(moved, **{owner: other.pk, "position": 77})
        update(other, declared_sum=new_sum)
        update(whole, declared_sum=47)


def test_a_profile_without_tasks_adds_up_to_nothing() -> None:
    with refused("shares-add-up", by="kb_profile_adds_up"):
        insert(make.profile.unsaved())
    assert not ProfileTask.objects.exists()


def test_an_outline_without_shares_declares_no_sum() -> None:
    with allowed():
        make.outline_item()
    with refused("shares-add-up", by="kb_outline_adds_up"):
        make.outline_item(share=100)
    with refused("shares-add-up", by="kb_outline_adds_up"):
        insert(make.outline.unsaved(declared_sum=100))
    assert not OutlineItem.objects.exists()
