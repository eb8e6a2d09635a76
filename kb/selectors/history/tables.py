"""Which tables hold the history of a row: its own, and those of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import (
    CASCADE,
    Field,
    ForeignKey,
    ManyToOneRel,
    Model,
    QuerySet,
)

from citations.models import Citation, Reading, Source, SourceNotice
from kb.models import (
    Account,
    FindingEditor,
    Membership,
    Review,
    StatementEditor,
    StatementReview,
)

Event: TypeAlias = Any
"""A row of an event table: every column of what it tracks, and ``pgh_`` columns."""
Column: TypeAlias = "Field[Any, Any]"

ONLY_GROW: dict[type[Model], tuple[tuple[type[Model], str], ...]] = {
    Source: ((SourceNotice, "source"),),
    Citation: ((Reading, "citation"),),
    Account: ((Membership, "user"),),
}
"""Parts that are never deleted with their whole, because nothing is; and the roles of
an account, which Django hides."""
NOT_WRITTEN = (
    *(SourceNotice, Reading, Review, FindingEditor),
    *(StatementReview, StatementEditor, Membership),
)
"""Parts that record what happened: nobody writes them again."""


@dataclass(frozen=True)
class Table:
    """A tracked table, its events of one whole, and the column that names the whole.

    ``column`` is empty for the whole itself. ``again`` says that its rows are content,
    which a restored version brings back.
    """

    model: type[Model]
    events: QuerySet[Event]
    column: str = ""
    again: bool = True

    @property
    def label(self) -> str:
        """Return a name for the table that an address or a form may hold."""
        return str(self.model._meta.label_lower)


def tables_of(model: type[Model], pk: object) -> list[Table]:
    """Return the tables that know of a row, stored or gone: a whole before its parts.

    Empty for a row that keeps no history. A part is a row that is deleted with this
    whole and no other: an edge between two is a part of neither.
    """
    events = getattr(model, "pgh_event_model", None)
    if events is None:
        return []
    own = events._default_manager.filter(pgh_obj_id=pk)
    return [Table(model, own), *_parts(model, pk)]


def _parts(model: type[Model], pk: object) -> Iterator[Table]:
    """Yield the tables of the parts of a row, each before the parts of its rows."""
    for part, column in part_tables(model):
        events: Any = getattr(part, "pgh_event_model", None)
        own = events._default_manager.filter(**{f"{column}_id": pk})
        yield Table(part, own, column, part not in NOT_WRITTEN)
        for nested, name in part_tables(part):
            below: Any = getattr(nested, "pgh_event_model", None)
            rows = below._default_manager.filter(
                **{f"{name}_id__in": own.values("pgh_obj_id")}
            )
            yield Table(nested, rows, name, nested not in NOT_WRITTEN)


def part_tables(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Return the tables of the parts of a row of ``model``, and the column of each."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
        and hasattr(relation.related_model, "pgh_event_model")
        and relation.on_delete is CASCADE
        and len(_wholes(relation.related_model)) <= 1
    ]
    return list(dict.fromkeys([*found, *ONLY_GROW.get(model, ())]))


def _wholes(model: type[Model]) -> list[Column]:
    """Return the columns whose rows every row of ``model`` goes with."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.remote_field.on_delete is CASCADE
        and not field.null
    ]


def columns_of(model: type[Model]) -> list[Column]:
    """Return the columns that are recorded of a row, but for its number."""
    recorded = {field.name for field in _events_of(model)._meta.fields}
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name in recorded
    ]


def row_of(model: type[Model], event: Event) -> Model:
    """Return the row that an event recorded, with its number, not stored."""
    names = [model._meta.pk.attname, *(field.attname for field in columns_of(model))]
    return model(**{name: getattr(event, name) for name in names})


def _events_of(model: Any) -> Any:  # noqa: ANN401 - a model, and what tracks it
    return model.pgh_event_model
