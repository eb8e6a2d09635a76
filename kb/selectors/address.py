"""What stands at a public address: a row, another address, a reason, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q

from careers.models import Career, Skill
from citations.models import Organization, Source
from kb.enums import State
from kb.models import Finding, Measure

Row = TypeVar("Row", Career, Skill, Source, Organization)


@dataclass(frozen=True)
class Moved:
    """The row was merged: its place was taken by the row with this key."""

    key: str


@dataclass(frozen=True)
class Gone:
    """The row was taken back, for this reason."""

    name: str
    reason: str


def career_at(key: str) -> Career | Moved | Gone | None:
    """Return the career with this key, or what to answer instead."""
    return standing(Career, key)


def skill_at(key: str) -> Skill | Moved | Gone | None:
    """Return the skill with this key, or what to answer instead."""
    return standing(Skill, key)


def source_at(key: str) -> Source | Moved | Gone | None:
    """Return the source with this key, whatever its standing, or what to answer."""
    return standing(Source, key)


def organization_at(key: str) -> Organization | Moved | Gone | None:
    """Return the organization with this key, or what to answer instead."""
    return standing(Organization, key)


def standing(model: type[Row], key: str) -> Row | Moved | Gone | None:
    """Return the row of ``model`` with this key, or what to answer instead of it.

    A row merged into one that was itself merged leads to the last of them.
    """
    row = model._default_manager.filter(key=key).first()
    if row is None:
        return None
    last, walked = row, {row.pk}
    while last.merged_into_id is not None and last.merged_into_id not in walked:
        last = model._default_manager.get(pk=last.merged_into_id)
        walked.add(last.pk)
    withdrawn = getattr(last, "withdrawn_reason", "")
    if withdrawn:
        return Gone(str(last), withdrawn)
    return row if last.pk == row.pk else Moved(last.key)


def no_more(model: type[Any], keys: Iterable[str]) -> dict[str, Moved | Gone]:
    """Return the keys of merged and withdrawn rows, and what became of each."""
    gone = ~Q(merged_into=None)
    if model is not Organization:
        gone |= ~Q(withdrawn_reason="")
    rows = model._default_manager.filter(gone, key__in=list(keys))
    found = {key: standing(model, key) for key in rows.values_list("key", flat=True)}
    return {key: what for key, what in found.items() if isinstance(what, Moved | Gone)}


def finding_at(key: str) -> Finding | Gone | None:
    """Return the public version of the finding: published, or suspended.

    ``Gone`` if it was withdrawn; ``None`` if no version of it was ever public.
    """
    versions = Finding.objects.filter(key=key).order_by("version")
    public = versions.public().select_related(
        "source", "topic__facet", "release", "suspended_by__source"
    )
    found = public.first()
    if found is not None:
        return found
    taken = versions.filter(state=State.WITHDRAWN).last()
    return Gone(f"finding {key}", taken.state_reason) if taken else None


def measure_at(key: str) -> Measure | None:
    """Return the measure with this key."""
    return Measure.objects.filter(key=key).first()
