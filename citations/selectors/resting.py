"""What rests on a source, whichever app it belongs to."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import PROTECT, ManyToOneRel

from citations.models import Source

MOST = 5
# By their names on the source, what the product itself notes beside it: the rows of
# imports, the addresses it watches, and what it asks registries. Nobody has built on
# those.
BESIDE = frozenset({"import_matches", "import_rows", "links", "notice_watch"})


@dataclass(frozen=True, slots=True)
class Resting:
    """A row that would lose the source it rests on."""

    source: str
    what: str
    name: str

    def __str__(self) -> str:
        return f"{self.what} “{self.name}” rests on {self.source}"


def resting_on(sources: Collection[int]) -> list[Resting]:
    """Return up to ``MOST`` rows of each table that rest on one of the sources.

    A row rests on a source if the database would keep the source for it: its foreign
    key protects. Parts of a source, which would go with it, do not count, and neither
    does what the product notes beside it (``BESIDE``).
    """
    return [found for relation in _protecting() for found in _rows(relation, sources)]


def _protecting() -> Iterator[ManyToOneRel]:
    for relation in Source._meta.related_objects:
        if (
            isinstance(relation, ManyToOneRel)
            and relation.on_delete is PROTECT
            and relation.related_name not in BESIDE
        ):
            yield relation


def _rows(relation: ManyToOneRel, sources: Collection[int]) -> Iterator[Resting]:
    model = relation.related_model
    name = relation.field.name
    found = model._default_manager.filter(**{f"{name}__in": sources})
    for row in found.select_related(name).order_by("pk")[:MOST]:
        holder = getattr(row, name)
        label = str(model._meta.verbose_name).capitalize()
        yield Resting(holder.key, label, str(getattr(row, "key", "") or row)[:80])
