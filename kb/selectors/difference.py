"""What one version of a finding or statement says that another does not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Generic, TypeAlias, TypeVar

from django.db.models import Model

from kb.enums import State
from kb.models import Estimate, Finding, Statement
from kb.selectors.figures import plain
from kb.selectors.finding import SEEN
from kb.selectors.statement import StatementWhole, statement_whole
from kb.selectors.whole import FindingWhole, finding_whole

Versioned = TypeVar("Versioned", Finding, Statement)
Told: TypeAlias = Mapping[str, tuple[str, ...]]
"""What a version says: each field by its label, as texts; nothing said is ``()``.

A field holds one text, a list several; so do the parts of which only their presence
counts. Each figure has a label of its own for each of its fields.
"""

CLAIM = (
    *("source", "topic", "kind", "design", "direction", "headline", "statement"),
    *("population", "places", "period_start", "period_end", "comparison"),
    *("limitations", "note"),
)
SENTENCE = ("career", "skill", "facet", "kind", "position", "text", "note")
NOT_OF_A_FIGURE = {"id", "finding", "position", "label"}


@dataclass(frozen=True)
class Difference:
    """One text that was replaced; ``old`` or ``new`` is empty where there was none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change(Generic[Versioned]):
    """What a version changes: ``base`` is what readers saw before it, if anything."""

    base: Versioned | None
    differences: list[Difference]


def difference(old: Told, new: Told) -> list[Difference]:
    """Return each text that differs, in the order of ``new``, what went at the end.

    Texts of one label are paired in their order. If the same texts stand in another
    order, all of them are one difference.
    """
    found: list[Difference] = []
    for label in dict.fromkeys([*new, *old]):
        before, after = old.get(label, ()), new.get(label, ())
        gone = list((Counter(before) - Counter(after)).elements())
        come = list((Counter(after) - Counter(before)).elements())
        found += [
            Difference(label, *pair) for pair in zip_longest(gone, come, fillvalue="")
        ]
        if before != after and not gone and not come:
            order = f"{label}, in their order"
            found.append(Difference(order, "; ".join(before), "; ".join(after)))
    return found


def told(whole: FindingWhole) -> Told:
    """Return all that a version claims, part by part, as a reviewer reads it."""
    fields = {field.name: str(field.verbose_name) for field in Finding._meta.fields}
    said = {fields[name].capitalize(): texts(whole.finding, name) for name in CLAIM}
    said["Subjects"] = tuple(str(subject) for subject in whole.subjects)
    said["Citations"] = tuple(f"{row} [{row.key}]" for row in whole.citations)
    said["Figures"] = tuple(name for name, _estimate in _figures(whole))
    for name, estimate in _figures(whole):
        for field in Estimate._meta.fields:
            if field.name not in NOT_OF_A_FIGURE:
                label = f"{name}, {field.verbose_name}"
                said[label] = texts(estimate, field.name)
    said["Bearings"] = tuple(
        f"{row.career or row.skill}: {row.reason}" for row in whole.bearings
    )
    said["Links"] = tuple(
        f"{row.get_kind_display()} {row.to_key}: {row.note}" for row in whole.links
    )
    return said


def stated(whole: StatementWhole) -> Told:
    """Return all that a version of a statement says, typed and as it reads."""
    fields = {field.name: str(field.verbose_name) for field in Statement._meta.fields}
    said = {
        fields[name].capitalize(): texts(whole.statement, name) for name in SENTENCE
    }
    reads = "".join(part.text for part in whole.preview.parts)
    said["As it reads"] = (reads,) if reads else ()
    said["Cited findings"] = tuple(
        f"{cited.key}, version {cited.version}" for cited in whole.preview.offered
    )
    return said


def change_of(whole: FindingWhole) -> Change[Finding]:
    """Return what a version changes against the last one that readers saw."""
    base = _seen_before(whole.finding, whole.versions)
    before = told(finding_whole(base)) if base else {}
    return Change(base, difference(before, told(whole)))


def change_of_statement(whole: StatementWhole) -> Change[Statement]:
    """Return what a version changes against the last one that readers saw."""
    base = _seen_before(whole.statement, whole.versions)
    before = stated(statement_whole(base)) if base else {}
    return Change(base, difference(before, stated(whole)))


def between(base: Versioned, other: Versioned) -> Change[Versioned]:
    """Return what ``other`` says that ``base`` does not, and the other way round."""
    return Change(base, difference(_all(base), _all(other)))


def _all(version: Finding | Statement) -> Told:
    if isinstance(version, Statement):
        return stated(statement_whole(version))
    return told(finding_whole(version))


def _seen_before(this: Versioned, versions: list[Versioned]) -> Versioned | None:
    """Return the last of ``versions``, newest first, that readers saw before this."""
    seen = (
        version
        for version in versions
        if version.version < this.version and State(version.state) in SEEN
    )
    return next(seen, None)


def texts(row: Model, name: str) -> tuple[str, ...]:
    """Return what a field of a row says, in words; nothing where it is empty."""
    display = getattr(row, f"get_{name}_display", None)
    value: Any = display() if display else getattr(row, name)
    if isinstance(value, list):
        return tuple(map(str, value))
    if isinstance(value, bool):
        return ("yes",) if value else ()
    if isinstance(value, Decimal):
        value = plain(value)
    return () if value in (None, "") else (str(value),)


def _figures(whole: FindingWhole) -> Iterator[tuple[str, Estimate]]:
    """Yield each figure with a name of its own: by its label, numbered if need be."""
    met: Counter[str] = Counter()
    for estimate in whole.estimates:
        met[estimate.label] += 1
        again = f" ({met[estimate.label]})" if met[estimate.label] > 1 else ""
        yield f"Figure “{estimate.label}”{again}", estimate
