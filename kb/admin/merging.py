"""Merging from the admin: choose the row that stays, see what moves, confirm."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from kb.admin.screens import EDITOR, REFUSED, Row, acting, roles, sentences
from kb.services import Merge, merge, merge_preview


@dataclass(frozen=True)
class Told:
    """What a merge would do, for the page; ``token`` stands for all of it."""

    done: Merge
    token: str

    @classmethod
    def of(cls, done: Merge) -> "Told":
        """Return what ``done`` did; equal merges have equal tokens."""
        said = (done.filled, done.moved, done.dropped, done.stayed, done.suspended)
        return cls(done, hashlib.sha256(repr(said).encode()).hexdigest())


class MergeForm(forms.Form):
    """Which row stays, and why the two are the same."""

    into: Row
    reason = forms.CharField(
        label="How you know that the two are the same",
        widget=AdminTextareaWidget({"rows": 3}),
        max_length=2000,
    )


class Mergeable:
    """A screen whose rows may be merged into others of their kind."""

    opts: Any
    model: Any
    admin_site: admin.AdminSite
    merged: ClassVar[tuple[str, ...]] = ("merged_into", "merging")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return what cannot be typed: a merge moves things, so it has its own page."""
        given: tuple[str, ...] = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return (*given, *self.merged)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of its merge."""
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        given: list[URLPattern] = super().get_urls()  # type: ignore[misc]
        return [path("<int:object_id>/merge/", view, name=name), *given]

    @admin.display(description="merge")
    def merging(self, row: Row) -> str:
        """Return the way to the page of the merge."""
        if row.pk is None or row.merged_into_id or getattr(row, "withdrawn_reason", ""):
            return "—"
        place = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
        return format_html(
            '<a href="{}">Merge it into another {}</a>',
            reverse(place, args=[row.pk]),
            self.opts.verbose_name,
        )

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask into which row and why; show what moves; merge what was shown."""
        if EDITOR not in roles(request):
            raise PermissionDenied
        row = self.model._default_manager.filter(pk=object_id).first()
        screen = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if row is None:
            return HttpResponseRedirect(reverse(f"{screen}_changelist"))
        if row.merged_into_id:
            messages.error(request, f"“{row}” was merged already. [key-is-forever]")
            return HttpResponseRedirect(reverse(f"{screen}_change", args=[row.pk]))
        form = self.merge_form(request)
        told: Told | None = None
        refused: list[str] = []
        if request.method == "POST" and form.is_valid():
            try:
                told = self.try_merge(request, row, form.cleaned_data)
            except REFUSED as error:
                refused = sentences(error)
            if told is not None and request.POST.get("seen") == told.token:
                into = told.done.into
                messages.success(request, f"“{row}” is merged into “{into}”.")
                return HttpResponseRedirect(reverse(f"{screen}_change", args=[into.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge “{row}”",
            "opts": self.opts,
            "original": row,
            "form": form,
            "told": told,
            "changed": told is not None and "seen" in request.POST,
            "refused": refused,
        }
        return TemplateResponse(
            request,
            "admin/kb/merge.html",
            context,
            status=HTTPStatus.CONFLICT if context["changed"] else HTTPStatus.OK,
        )

    def merge_form(self, request: HttpRequest) -> forms.Form:
        """Return the form, with the rows of this kind to choose from."""
        form = MergeForm(request.POST if request.method == "POST" else None)
        link = self.model._meta.get_field("merged_into")
        form.fields["into"] = forms.ModelChoiceField(
            self.model._default_manager.all(),
            label=f"The {self.opts.verbose_name} that stays",
            widget=AutocompleteSelect(link, self.admin_site),
        )
        form.order_fields(["into", "reason"])
        return form

    def try_merge(
        self, request: HttpRequest, row: Row, typed: dict[str, Any]
    ) -> Told | None:
        """Merge, if the page showed what a merge does now; else return what it would.

        Between the two looks somebody may have written: then the page is shown again.
        """
        person, into = acting(request), typed["into"]
        would = Told.of(merge_preview(old=row, into=into, author=person))
        if request.POST.get("seen") != would.token:
            return would
        done = merge(old=row, into=into, author=person, reason=typed["reason"])
        return Told.of(done)
