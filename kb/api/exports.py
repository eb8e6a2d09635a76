"""Answers that are no page of JSON: whole lists as streams, and references.

A list leaves in batches, each found by the place where the last one ended, so that
memory stays flat, no statement runs long, and a client may read slowly.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from citations.selectors import Recorded
from kb.api.asked import Asked
from kb.api.chosen import Chosen, shown_names
from kb.api.forms import form_of, style_of
from kb.api.paging import BACK, ONWARD, Cursor, beyond, link, read_cursor, wrong
from kb.exchange.forms import Form
from kb.exchange.references import WRITERS
from kb.exchange.table import table

Rows: TypeAlias = QuerySet[Any, Any]
Found: TypeAlias = tuple[Any, ...]
Writer: TypeAlias = Callable[[Iterable[Found]], Iterator[str]]
LineWriter: TypeAlias = Callable[[Iterable[str]], Iterator[str]]
BATCHES = (100, 5_000)
"""Rows of the first batch, which should come soon, and of all others."""


@dataclass(frozen=True)
class Walk:
    """Rows in an order, from a place on, with the columns that are wanted of each."""

    rows: Rows
    by: F
    asked: Asked
    columns: tuple[Any, ...]

    def __iter__(self) -> Iterator[Found]:
        """Yield the columns of every row, a batch a statement."""
        size, more = BATCHES
        position = self.start()
        while True:
            found = self.batch(position, size)
            yield from (row[:-2] for row in found)
            if len(found) < size:
                return
            position, size = found[-1][-2:], more

    def page(self) -> tuple[list[Found], str | None]:
        """Return ``limit`` rows, and the cursor to what follows them."""
        found = self.batch(self.start(), self.asked.limit + 1)
        rows = [row[:-2] for row in found[: self.asked.limit]]
        if len(found) <= self.asked.limit:
            return rows, None
        last = found[self.asked.limit - 1]
        place = Cursor(ONWARD, self.asked.ordering, last[-2:])
        return rows, place.text(self.asked.selection)

    def start(self) -> Any:  # noqa: ANN401
        """Return the place after which the rows begin, ``None`` for the first."""
        return beginning(self.asked)

    def batch(self, position: Any, size: int) -> list[Found]:  # noqa: ANN401
        """Return up to ``size`` rows that follow ``position``."""
        return list(self.after(position, size))

    def after(self, position: Any, size: int) -> Rows:  # noqa: ANN401
        """Return the statement behind ``batch``."""
        down = self.asked.ordering.startswith("-")
        rows = self.rows
        if position is not None:
            rows = rows.filter(beyond(self.by, position, "<" if down else ">"))
        pk = F("pk")
        keys = (self.by.desc(), pk.desc()) if down else (self.by.asc(), pk.asc())
        columns = (*self.columns, Cast(self.by, TextField()), "pk")
        found: Rows = rows.order_by(*keys).values_list(*columns)[:size]
        return found


def beginning(asked: Asked) -> Any:  # noqa: ANN401
    """Return the place after which a list begins, ``None`` for its first row."""
    cursor = read_cursor(asked)
    if cursor is not None and cursor.way == BACK:
        raise wrong("A list in this form is read onwards: take one from next.")
    return cursor.position if cursor else None


class Leaves(Protocol):
    """What leaves: all of it, or a page and the cursor to what follows."""

    def __iter__(self) -> Iterator[Any]: ...

    def page(self) -> tuple[list[Any], str | None]:
        """Return what ``limit`` asks for, and the cursor to what follows."""

    def start(self) -> Any:  # noqa: ANN401
        """Return the place after which it begins; a problem if there is none."""


def exported(
    request: Request, walk: Leaves, write: Callable[..., Iterator[str]]
) -> HttpResponseBase:
    """Return the rows of ``walk`` as ``write`` writes them.

    All of them, as a stream; with ``limit``, that many, and Link leads to the rest.
    """
    form = form_of(request)
    given = request.query_params
    if "limit" not in given:
        walk.start()
        return streamed(request, form, write(iter(walk)))
    rows, cursor = walk.page()
    answer = written(form, "".join(write(rows)))
    onward = link(request.build_absolute_uri(request.path), given, cursor)
    if onward:
        answer.headers["Link"] = f'<{onward}>; rel="next"'
    return answer


def references_of(request: Request) -> Writer:
    """Return what writes records as references, in the form and style asked for."""
    write, style = WRITERS[form_of(request).name], style_of(request)
    return lambda rows: write((Recorded(*row) for row in rows), style)


def lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts of one or more rows, the JSON of each row on a line of its own."""
    for text in texts:
        yield f"{text}\n"


def each_line(texts: Iterable[str]) -> Iterator[str]:
    """Yield the JSON of each row; JSON as the database writes it has no line breaks."""
    for text in texts:
        yield from text.split("\n")


def sheet(serializer: Any, chosen: Chosen) -> LineWriter:  # noqa: ANN401
    """Return what writes rows as CSV, with a column for each member that is chosen."""
    shown = set(shown_names(serializer, chosen))
    columns = [
        column for column in columns_of(serializer) if column.partition(".")[0] in shown
    ]
    return lambda texts: table(columns, map(json.loads, each_line(texts)))


def columns_of(serializer: Any, prefix: str = "") -> Iterator[str]:  # noqa: ANN401
    """Yield the names of the members, those of a nested object behind a dot."""
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.Serializer):
            yield from columns_of(field, f"{prefix}{name}.")
        else:
            yield prefix + name


def streamed(
    request: Request, form: Form, parts: Iterator[str]
) -> StreamingHttpResponse | HttpResponse:
    """Return a stream of UTF-8; for HEAD what it would be, without reading a row."""
    if request.method == "HEAD":
        return written(form, "")
    return StreamingHttpResponse(
        gathered(parts), content_type=form.content_type, headers=naming(request, form)
    )


def gathered(parts: Iterator[str], size: int = 65_536) -> Iterator[bytes]:
    """Yield ``parts`` in larger pieces: a row a write would cost more than the row."""
    held: list[str] = []
    length = 0
    for part in parts:
        held.append(part)
        length += len(part)
        if length >= size:
            yield "".join(held).encode()
            held, length = [], 0
    if held:
        yield "".join(held).encode()


def written(form: Form, text: str) -> HttpResponse:
    """Return an answer that is already written."""
    return HttpResponse(text.encode(), content_type=form.content_type)


def naming(request: Request, form: Form) -> dict[str, str]:
    """Return the header that names the file, as a browser would keep it."""
    steps: Sequence[str] = [step for step in request.path.split("/") if step]
    name = steps[-1].partition(".")[0]
    kind = "inline" if form.name in {"html", "text"} else "attachment"
    return {"Content-Disposition": f'{kind}; filename="{name}.{form.suffix}"'}
