"""Whom to name wherever a row is shown, and under which terms.

It goes with the row in every form of an answer, whatever ``fields`` chooses.
"""

from abc import abstractmethod
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Exists, F, Func, Model, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler

from careers.models import CareerSkill
from kb.api.members import Texts
from kb.api.objects import Compiled, JsonField, List, Sql
from kb.api.rows import Derived, outer
from kb.models import Finding, Release


class Named(NamedTuple):
    """A career or skill that a row shows.

    ``code`` is the table of its codes and ``side`` its column there; ``to`` leads to it
    from the row, which it is itself where that is empty.
    """

    code: type[Model]
    side: str
    to: str = ""


class Terms(Derived, Texts):
    """What the releases ask to be said that a row comes from, those of packs first."""

    def __init__(self) -> None:
        super().__init__(help_text="What to say wherever it is shown.")

    @abstractmethod
    def behind(self, prefix: str) -> Q:
        """Return which releases a row comes from."""

    def expression(self, prefix: str) -> Sql:
        """Return the texts."""
        releases = (
            Release.objects.approved()
            .filter(self.behind(prefix))
            .order_by("dataset", "pack", "-number")
            .distinct("dataset", "pack")
        )
        return List(releases.values(json=Func(F("attribution"), function="to_json")))


class Attributions(Terms):
    """What to say of careers and skills.

    A dataset is known by the row's code in its edition; packs bring what they list.
    """

    def __init__(self, *named: Named) -> None:
        super().__init__()
        self.named = named

    def behind(self, prefix: str) -> Q:
        """Return which releases the careers and skills of a row come from."""
        return reduce(or_, (self.bringing(one, prefix) for one in self.named))

    def bringing(self, one: Named, prefix: str) -> Q:
        """Return which releases a career or skill comes from."""
        row: dict[str, Any] = {one.side: OuterRef(outer(prefix, one.to or "pk"))}
        brings = Func(
            *(OuterRef("dataset"), OuterRef("edition"), F("scheme"), F("release")),
            function="kb_brings",
            output_field=BooleanField(),
        )
        coded = Exists(one.code._default_manager.filter(brings, **row))
        listed = Exists(CareerSkill.objects.filter(**row))
        return Q(coded, ~Q(dataset="")) | Q(listed, dataset="")


class OfSource(Terms):
    """What to say of an edition of a dataset that is a source here."""

    def behind(self, prefix: str) -> Q:
        """Return the releases whose rows all cite the source."""
        return Q(source=outer(prefix))


class OfPlace(Terms):
    """What to say of a place in a source."""

    def expression(self, prefix: str) -> Sql:
        """Return the texts, which few places have many of."""
        source, place = F(f"{prefix}source"), F(f"{prefix}pk")
        return OfOneAtMost(source, place, super().expression(prefix))

    def behind(self, prefix: str) -> Q:
        """Return the releases of its source, and of the findings that rest on it."""
        # The place is two queries further out: the releases stand between.
        resting = Finding.objects.published().filter(
            citations__citation=OuterRef(outer(prefix))
        )
        return Q(source=outer(prefix, "source")) | Q(pk__in=resting.values("release"))


class OfOneAtMost(Func):
    """What to say of a place, looked up where one release at most brought it.

    Nearly all are of none or of one, which ``kb_use`` knows; to ask all releases of
    each costs more than the rest of a row.
    """

    output_field = JsonField()

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> Compiled:
        """Return the expression; the last one given is for all other places."""
        source, place, usual = self.get_source_expressions()
        texts = [compiler.compile(each)[0] for each in (source, place)]
        sql, values = compiler.compile(usual)
        text = ONE_AT_MOST.format(source=texts[0], place=texts[1], usual=sql)
        return text, list(values)


ONE_AT_MOST = """(SELECT CASE
  WHEN min(u.release_id) <> max(u.release_id) OR {source} IN (
    SELECT r.source_id FROM kb_release r
    WHERE r.source_id IS NOT NULL AND r.state = 'approved') THEN {usual}
  WHEN min(u.release_id) IS NULL THEN '[]'
  ELSE concat('[', (SELECT jsonb_object_agg(r.id, to_json(r.attribution)::text)
    FROM kb_release r WHERE r.state = 'approved') ->> min(u.release_id)::text, ']') END
  FROM kb_use u WHERE u.citation_id = {place})"""
