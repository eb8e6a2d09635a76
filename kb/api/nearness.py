"""What is computed for each finding of a list: its marks, and how near it is to a pair.

The database decides both: ``kb_directness`` for a page, and for marks the same facts
that the document of a pair weighs.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from citations.enums import Confirmation, Standing
from kb.api.members import standing, vendor
from kb.api.objects import Sql
from kb.api.rows import among
from kb.enums import Directness, Kind, LinkKind, Mark, State
from kb.models import Estimate, Finding, FindingLink

MARKED_KINDS = [Kind.SYNTHETIC, Kind.FORECAST, Kind.OPINION, Kind.MODELLED]
NEAR = """(
  SELECT jsonb_object_agg(d.finding_id, jsonb_build_object(
    'level', d.level, 'reason', d.reason, 'close_match', d.close_match))
  FROM kb_directness(%(expressions)s) d
)"""
SHOWN = """ANY(ARRAY(
  SELECT d.finding_id FROM kb_directness(%(expressions)s) d))"""


def shown(career: int, skill: int) -> Func:
    """Return whether the page of a pair shows a finding."""
    return among(F("pk"), Func(*both(career, skill), template=SHOWN))


def both(career: int, skill: int) -> list[Value]:
    """Return the row numbers of a pair as values."""
    return [Value(career, IntegerField()), Value(skill, IntegerField())]


def near(career: int, skill: int) -> Func:
    """Return what ``kb_directness`` says of each finding, in one evaluation."""
    every = Func(*both(career, skill), template=NEAR, output_field=JSONField())
    mine = Cast(F("pk"), TextField())
    return Func(
        every,
        mine,
        template="(%(expressions)s)",
        arg_joiner=" -> ",
        output_field=JSONField(),
    )


def said(what: str, of: Sql, kind: Any) -> Cast:  # noqa: ANN401
    """Return one thing that is said of a finding, as a value of ``kind``."""
    text = Func(
        of,
        Value(what),
        template="(%(expressions)s)",
        arg_joiner=" ->> ",
        output_field=TextField(),
    )
    return Cast(text, kind)


def directness(*pair: int) -> Sql:
    """Return level, reason and closeness to a pair; null where no pair is given."""
    return near(*pair) if pair else Value(None, JSONField())


def level(*pair: int) -> Sql:
    """Return the level of directness to a pair, if there is one."""
    if not pair:
        return Value(None, TextField())
    return said("level", near(*pair), TextField())


def place(*pair: int) -> Sql:
    """Return the place of the level, 1 for the nearest, if there is a pair."""
    if not pair:
        return Value(None, IntegerField())
    nearest_first = f"array_position(ARRAY{Directness.values}, %(expressions)s)"
    return Func(level(*pair), template=nearest_first, output_field=IntegerField())


def marks(*pair: int) -> Sql:
    """Return the marks of a finding, in a fixed order."""
    estimates = Estimate.objects.filter(finding=OuterRef("pk"))
    unlike = estimates.exclude(confirmation=Confirmation.SECONDARY)
    held: dict[Mark, Any] = {
        Mark.VENDOR: vendor("source__"),
        **{Mark(kind.value): Q(kind=kind) for kind in MARKED_KINDS},
        Mark.SECONDARY_ONLY: Exists(estimates) & ~Exists(unlike),
        Mark.CONFLICTING: conflicting(),
        Mark.CORRECTED: Exact(standing("source__"), Value(Standing.CORRECTED.value)),
    }
    if pair:
        held[Mark.CLOSE_MATCH] = said("close_match", near(*pair), BooleanField())
    each = [
        Case(When(held[mark], then=Value(mark.value)), output_field=TextField())
        for mark in Mark
        if mark in held
    ]
    return Func(
        Func(*each, template="ARRAY[%(expressions)s]::text[]"),
        template="array_remove(%(expressions)s, NULL)",
        output_field=ArrayField(TextField()),
    )


def conflicting() -> Q:
    """Return whether another published finding says otherwise, whoever noted it.

    Each direction by itself: asked together, PostgreSQL would read every finding.
    """
    links = FindingLink.objects.filter(kind=LinkKind.CONFLICTS)
    named = Finding.objects.published().filter(key=OuterRef("to_key"))
    mine = links.filter(Exists(named), finding=OuterRef("pk"))
    theirs = links.filter(to_key=OuterRef("key"), finding__state=State.PUBLISHED)
    return Exists(mine) | Exists(theirs)
