"""What two people did to one form: what stood there, what is stored, what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.forms import (
    BaseForm,
    BooleanField,
    CheckboxInput,
    ChoiceField,
    MultiWidget,
)
from django.forms.models import ModelChoiceField
from django.http import HttpRequest, QueryDict

from kb.admin.roles import Row
from kb.selectors.history import Version, version_seen

Bound: TypeAlias = Any
"""A field of a form with its value, typed or stored."""

MINE, THEIRS = "mine", "theirs"
MOST = 1000
"""Parts of one kind in one form, at most: Django's own limit."""


@dataclass(frozen=True)
class Both:
    """A field in which what was typed differs from what is stored.

    ``began`` is what stood there when the form was opened, ``None`` if that is unknown;
    ``pick`` is the side that changed it alone, empty if both did.
    """

    name: str
    label: str
    began: str | None
    theirs: str
    mine: str
    pick: str


@dataclass
class Section:
    """The row itself, or one part of it, and the fields in which the two differ."""

    title: str
    fields: list[Both] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A part as it was posted: its place in the form, and its stored row if any."""

    prefix: str
    number: int
    pk: str
    form: Any
    stored: Row
    began: Row

    @property
    def at(self) -> str:
        """Return what the names of its fields begin with."""
        return f"{self.prefix}-{self.number}"


class Differences:
    """A posted form beside what is stored now and what the form began from."""

    def __init__(self, screen: Row, request: HttpRequest, row: Row, token: str) -> None:
        self.data = request.POST
        self.form = screen.get_form(request, row, change=True)
        self.row = row
        self.version: Version = version_seen(type(row), row.pk, token)
        self.parts: list[Part] = []
        self.formsets: dict[str, Row] = {}
        for formset, inline in screen.get_formsets_with_inlines(request, row):
            self._read(formset, inline, request)
        self.sections = [each for each in self._sections() if each.fields]

    def _read(self, formset: Row, inline: Row, request: HttpRequest) -> None:
        """Find the parts of one kind in what was posted."""
        prefix = formset.get_default_prefix()
        if not inline.has_change_permission(request, self.row):
            return  # shown and added to, never changed
        self.formsets[prefix] = formset
        stored = {
            str(part.pk): part
            for part in inline.get_queryset(request).filter(
                **{formset.fk.name: self.row.pk}
            )
        }
        for number in range(min(_count(self.data, f"{prefix}-TOTAL_FORMS"), MOST)):
            pk = self.data.get(f"{prefix}-{number}-id", "")
            began = None
            if pk.isdecimal() and len(pk) < 19:
                began = self.version.rows.get((formset.model, int(pk)))
            part = Part(prefix, number, pk, formset.form, stored.get(pk), began)
            self.parts.append(part)

    def _sections(self) -> Iterator[Section]:
        """Yield the row, then each stored or deleted part that was posted."""
        name = str(self.row._meta.verbose_name).capitalize()
        fields = self._compared(self.form, "", self.row, self.version.row)
        yield Section(name, list(fields))
        for part in self.parts:
            if part.pk:
                title = f"{self.formsets[part.prefix].model._meta.verbose_name}"
                yield Section(
                    f"{title.capitalize()} “{part.stored or part.began or part.pk}”",
                    list(self._of_part(part)),
                )

    def _of_part(self, part: Part) -> Iterator[Both]:
        """Yield how a part differs: as a whole if one of the two deleted it."""
        deleted = f"{part.at}-DELETE"
        if part.stored is None:
            if deleted in self.data:
                return
            typed = list(self._compared(part.form, part.at, part.began, part.began))
            pick = "" if typed or part.began is None else THEIRS
            yield Both(part.at, "all of it", "there", "deleted", "there", pick)
        elif deleted in self.data:
            began = part.began
            same = began is None or not list(
                self._changed(part.form, part.at, part.stored, began)
            )
            pick = MINE if same else ""
            yield Both(deleted, "all of it", "there", "there", "deleted", pick)
        else:
            yield from self._compared(part.form, part.at, part.stored, part.began)

    def _compared(
        self, form: Row, prefix: str, stored: Row, began: Row
    ) -> Iterator[Both]:
        """Yield the fields whose typed and stored values differ."""
        known = {"prefix": prefix} if prefix else {}
        theirs = form(instance=stored, **known)
        mine = form(self.data, instance=stored, **known)
        first = form(instance=began, **known) if began is not None else None
        for name in theirs.fields:
            now, typed = words(theirs[name]), words(mine[name])
            if now != typed:
                start = words(first[name]) if first is not None else None
                pick = {now: MINE, typed: THEIRS}.get(start or "", "") if first else ""
                label = str(theirs[name].label)
                yield Both(theirs[name].html_name, label, start, now, typed, pick)

    def _changed(
        self, form: Row, prefix: str, stored: Row, began: Row
    ) -> Iterator[str]:
        """Yield the fields of a part that somebody else changed."""
        theirs = form(instance=stored, prefix=prefix)
        first = form(instance=began, prefix=prefix)
        for name in theirs.fields:
            if words(theirs[name]) != words(first[name]):
                yield name

    def names(self) -> list[str]:
        """Return the names of all fields on which somebody decides."""
        return [both.name for section in self.sections for both in section.fields]

    def merged(self, picks: dict[str, str]) -> QueryDict:
        """Return what was posted, with what is stored wherever that was picked."""
        data = self.data.copy()
        theirs = {name for name, pick in picks.items() if pick == THEIRS}
        _take(data, self.form(instance=self.row), theirs)
        for part in self.parts:
            kept = f"{part.at}-DELETE" in theirs
            if kept:
                data.pop(f"{part.at}-DELETE", None)
            if part.stored is not None:
                form = part.form(instance=part.stored, prefix=part.at)
                every = {bound.html_name for bound in form}
                _take(data, form, every if kept else theirs)
        for prefix in self.formsets:
            self._renumber(data, prefix, theirs)
        return data

    def _renumber(self, data: QueryDict, prefix: str, theirs: set[str]) -> None:
        """Write the parts of one kind anew: stored ones first, then new ones.

        One that somebody deleted is left out, or is new if it is to be kept.
        """
        stored: list[dict[str, list[Any]]] = []
        new: list[dict[str, list[Any]]] = []
        for part in (each for each in self.parts if each.prefix == prefix):
            start = f"{part.at}-"
            names = [name for name in data if name.startswith(start)]
            fields = {n.removeprefix(start): data.pop(n) for n in names}
            if part.pk and part.stored is None:
                fields["id"] = [""]
                if part.at in theirs or "DELETE" in fields:
                    continue
            (stored if part.stored is not None else new).append(fields)
        for number, fields in enumerate([*stored, *new]):
            for name, values in fields.items():
                data.setlist(f"{prefix}-{number}-{name}", values)
        if f"{prefix}-TOTAL_FORMS" in data:
            data[f"{prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))
            data[f"{prefix}-INITIAL_FORMS"] = str(len(stored))


def _take(data: QueryDict, form: BaseForm, names: set[str]) -> None:
    """Put into ``data`` what a browser would send for what is stored in ``names``."""
    for bound in form:
        if bound.html_name not in names:
            continue
        widget, value = bound.field.widget, bound.value()
        data.pop(bound.html_name, None)
        if isinstance(widget, CheckboxInput):
            if value:
                data[bound.html_name] = "on"
        elif isinstance(widget, MultiWidget):
            for number, text in enumerate(_pieces(widget, value)):
                data[f"{bound.html_name}_{number}"] = text
        else:
            sent: Row = widget.format_value(value)
            if isinstance(sent, list):  # a choice: of several none is ours
                sent = sent[0] if sent else ""
            data[bound.html_name] = _text(sent)


def words(bound: Bound) -> str:
    """Return the value of a field as people read it: typed and stored ones alike."""
    value, kind = bound.value(), bound.field
    if isinstance(kind, BooleanField):
        return "yes" if value else "no"
    if isinstance(kind.widget, MultiWidget):
        return " ".join(_pieces(kind.widget, value)).strip()
    if isinstance(kind, ModelChoiceField):
        return _named(kind, _text(value))
    if isinstance(kind, ChoiceField):
        choices: Row = kind.choices
        flat = {str(key): str(label) for key, label in choices}
        return flat.get(_text(value), _text(value)) if value else ""
    return _text(kind.widget.format_value(value)).replace("\r\n", "\n").strip()


def _pieces(widget: MultiWidget, value: Row) -> list[str]:
    """Return what a browser shows in each box of a field that has several."""
    parts = value if isinstance(value, list) else widget.decompress(value)
    pairs = zip(widget.widgets, parts or [], strict=False)
    return [_text(each.format_value(part)) for each, part in pairs]


def _named(kind: Row, pk: str) -> str:
    """Return what the row is called that a field points to."""
    found = kind.queryset.model._base_manager.filter(pk=pk if pk.isdecimal() else 0)
    return str(found.first() or pk) if pk else ""


def _text(value: object) -> str:
    return "" if value is None else str(getattr(value, "pk", value))


def _count(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0
