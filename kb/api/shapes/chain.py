"""The way from a source down to the primary sources, as an answer shows it."""

from typing import Any

from django.db.models import F, Func, JSONField, TextField, Value
from rest_framework import serializers

from citations.enums import RelationKind, Standing
from citations.models import Source
from kb.api.members import Answer, Page, Texts
from kb.api.objects import Sql
from kb.api.rows import Derived

CHAIN = """(
  SELECT coalesce(json_agg(json_build_object(
    'key', s.key, 'title', s.title, 'url', '/sources/' || s.key || '/',
    'depth', c.depth, 'relation', c.relation, 'note', nullif(c.note, ''),
    'primary', s.primary, 'standing', citations_standing(s.id)
  ) ORDER BY c.depth, s.key), '[]')
  FROM citations_chain(%(expressions)s) c JOIN citations_source s ON s.id = c.source_id
)"""
ROOTS = """(
  SELECT coalesce(json_agg(s.key ORDER BY s.key), '[]')
  FROM citations_roots(%(expressions)s) r JOIN citations_source s ON s.id = r
)"""


class StepAnswer(serializers.Serializer[Any]):
    """A source on the way down to what the numbers were taken from."""

    key = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    depth = serializers.IntegerField(help_text="0 is the source itself.")
    relation = serializers.ChoiceField(choices=RelationKind.choices, allow_null=True)
    note = serializers.CharField(allow_null=True)
    primary = serializers.BooleanField()
    standing = serializers.ChoiceField(choices=Standing.choices)


class AsOf(Derived, serializers.CharField):
    """The time that was asked for; null for the chain as it is."""

    def __init__(self) -> None:
        super().__init__(
            read_only=True, allow_null=True, help_text="The time that was asked for."
        )

    def expression(self, prefix: str) -> Sql:
        """Return nothing: ``kb.selectors.chain`` answers for a time."""
        return Value(None, TextField())


class Chain(Derived, serializers.ListField):
    """The steps from a source to what it took its numbers from, nearest first."""

    def __init__(self) -> None:
        super().__init__(child=StepAnswer(), read_only=True)

    def expression(self, prefix: str) -> Sql:
        """Return the walk that the database makes."""
        return Func(F(f"{prefix}pk"), template=CHAIN, output_field=JSONField())


class Roots(Derived, Texts):
    """The keys of the primary studies that a source stands for."""

    def expression(self, prefix: str) -> Sql:
        """Return the roots that the database finds."""
        return Func(F(f"{prefix}pk"), template=ROOTS, output_field=JSONField())


class ChainAnswer(Answer):
    """A source's way down to the primary sources its numbers come from."""

    url = Page("/sources/{key}/")
    as_of = AsOf()
    chain = Chain()
    roots = Roots(help_text="Keys of the primary studies it stands for.")

    class Meta:
        model = Source
        fields = ("key", "url", "as_of", "chain", "roots")
