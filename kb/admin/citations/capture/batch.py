"""The screen on which sources are captured, and that of what was brought."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from citations.enums import BatchState, RowDecision, RowStatus
from citations.models import ImportBatch
from citations.models.capture import ImportRowQuerySet
from citations.services.capture import (
    import_apply,
    import_look_up,
    import_match_again,
    import_rows_decide,
    import_stage,
    import_undo,
)
from kb.admin.citations.capture.forms import BulkForm, CaptureForm
from kb.admin.screens import EDITOR, REFUSED, HouseAdmin, Row, acting, roles, sentences

CHANGE = "admin:citations_importbatch_change"
SHOWN = 50
FILTERS = {"status": RowStatus, "decision": RowDecision}


@admin.register(ImportBatch)
class ImportBatchAdmin(HouseAdmin):
    """Imports: staged, applied and undone as a whole, never changed by hand."""

    may_delete = False
    fixed = ()
    fields = ("label",)
    list_display = ("__str__", "form", "state", "row_count", "author", "created_at")
    list_filter = ("state",)
    list_select_related = ("author",)
    search_fields = ("label",)
    ordering = ("-id",)

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the box to paste into; stage what was brought."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CaptureForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            form = CaptureForm(request.POST, request.FILES)
            if form.is_valid():
                given, label = form.given()
                try:
                    batch = import_stage(
                        given=given, author=acting(request), label=label
                    )
                    return HttpResponseRedirect(reverse(CHANGE, args=[batch.pk]))
                except REFUSED as error:
                    for sentence in sentences(error):
                        form.add_error(None, sentence)
        context = self.framed(request, "Capture sources") | {"form": form}
        return TemplateResponse(
            request, "admin/citations/importbatch/add.html", context
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the rows of a batch; decide, apply, undo when posted."""
        batch = self.get_object(request, object_id)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if batch is None:
            return HttpResponseRedirect(
                reverse("admin:citations_importbatch_changelist")
            )
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            try:
                self.do(request, batch)
            except REFUSED as error:
                for sentence in sentences(error):
                    messages.error(request, sentence)
            return HttpResponseRedirect(self.here(request, batch))
        context = self.framed(request, f"Import {batch}") | self.shown(request, batch)
        page = "admin/citations/importbatch/change.html"
        return TemplateResponse(request, page, context)

    def framed(self, request: HttpRequest, title: str) -> dict[str, Any]:
        """Return what every page of the admin needs."""
        may = EDITOR in roles(request)
        frame = self.admin_site.each_context(request)
        return {**frame, "title": title, "opts": self.opts, "may_write": may}

    def here(self, request: HttpRequest, batch: ImportBatch) -> str:
        """Return the address of the list that was on the screen."""
        asked = {n: request.GET[n] for n in (*FILTERS, "after") if n in request.GET}
        query = f"?{urlencode(asked)}" if asked else ""
        return reverse(CHANGE, args=[batch.pk]) + query

    def listed(self, asked: QueryDict, batch: ImportBatch) -> ImportRowQuerySet:
        """Return the rows that are asked for, in their order."""
        rows: Any = batch.rows.order_by("position")
        for name, terms in FILTERS.items():
            if asked.get(name) in terms.values:
                rows = rows.filter(**{name: asked[name]})
        return rows  # type: ignore[no-any-return]

    def shown(self, request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
        """Return the rows of one page, what they count to, and the way on."""
        after = request.GET.get("after", "")
        rows: Any = self.listed(request.GET, batch).select_related("match", "source")
        if after.isdecimal() and len(after) < 10:
            rows = rows.filter(position__gt=int(after))
        page = list(rows[: SHOWN + 1])
        counts = batch.rows.order_by("status", "decision").values("status", "decision")
        filters = {n: request.GET[n] for n in FILTERS if request.GET.get(n)}
        more = len(page) > SHOWN
        following = {**filters, "after": page[SHOWN - 1].position} if more else {}
        return {
            "batch": batch,
            "rows": page[:SHOWN],
            "counts": [
                {
                    "status": RowStatus(c["status"]),
                    "decision": RowDecision(c["decision"]),
                    "n": c["n"],
                }
                for c in counts.annotate(n=Count("pk"))
            ],
            "following": urlencode(following),
            "filters": urlencode(filters),
            "filtered": bool(filters or after),
            "bulk": BulkForm(),
            "open": batch.state != BatchState.UNDONE,
            "applied": batch.state == BatchState.APPLIED,
            "names": batch.rows.filter(status=RowStatus.INCOMPLETE).exists(),
        }

    def do(self, request: HttpRequest, batch: ImportBatch) -> None:
        """Do what a button says, and say what came of it."""
        author = acting(request)
        match request.POST.get("do"):
            case "apply":
                done = import_apply(batch=batch, author=author)
                messages.success(
                    request,
                    f"{done.created:,} created, {done.merged:,} merged. "
                    f"{done.failed:,} could not be written and wait below.",
                )
            case "undo":
                back = import_undo(batch=batch, author=author)
                messages.success(
                    request,
                    f"Undone: {back.withdrawn:,} withdrawn, "
                    f"{back.restored:,} restored.",
                )
            case "look_up":
                found = import_look_up(batch=batch, author=author)
                said = f"{found.changed:,} looked up, {found.left:,} without a record."
                messages.info(request, said)
            case "match":
                found = import_match_again(batch=batch, author=author)
                messages.info(request, f"{found.changed:,} rows match otherwise now.")
            case "decide":
                self.decide(request, batch)
            case _:
                messages.error(request, "Choose what to do with one of the buttons.")

    def decide(self, request: HttpRequest, batch: ImportBatch) -> None:
        """Take a decision for the rows chosen, or for all of the list."""
        form = BulkForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Choose what to decide, and for which rows.")
            return
        typed = form.cleaned_data
        rows = self.listed(request.GET, batch)
        if typed["scope"] == "chosen":
            chosen = [n for n in request.POST.getlist("row") if n.isdecimal()]
            rows = rows.filter(pk__in=[int(n) for n in chosen if len(n) < 19])
        primary = {"yes": True, "no": False}.get(typed["primary"])
        done = import_rows_decide(
            batch=batch,
            rows=rows,
            author=acting(request),
            decision=typed["decision"],
            source_class=typed["source_class"],
            primary=primary,
        )
        left = f" {done.left:,} stay as they are: it cannot be done for them."
        said = f"{done.changed:,} rows decided.{left if done.left else ''}"
        messages.success(request, said)

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Refuse: what was brought is read by its own screen and changed by none."""
        raise PermissionDenied
