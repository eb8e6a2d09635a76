"""Watched links: what each address answers, and what a person does about it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from citations.models import LinkCheck, LinkWatch
from citations.models.link import TELLING
from citations.services import link_check_now, link_set_aside
from kb.admin.screens import (
    EDITOR,
    REFUSED,
    HouseAdmin,
    PartInline,
    Row,
    acting,
    roles,
    sentences,
)


@dataclass(frozen=True)
class Act:
    """A button on a link: ``asks`` labels the words it needs, empty if none."""

    name: str
    label: str
    done: str
    explained: str
    service: Callable[[HttpRequest, LinkWatch], LinkWatch]
    asks: str = ""


def _fine(request: HttpRequest, link: LinkWatch) -> LinkWatch:
    return link_set_aside(
        watch=link,
        seen=request.POST.get("seen", ""),
        reason=request.POST.get("words", ""),
        author=acting(request),
    )


ACTS = (
    Act(
        name="check",
        label="Check now",
        done="It is checked by the next worker that is free.",
        explained="A worker asks the address as soon as one is free. Nothing else "
        "changes: a link is dead only when three checks, three days apart, found it "
        "gone.",
        service=lambda request, link: link_check_now(
            watch=link, author=acting(request)
        ),
    ),
    Act(
        name="fine",
        label="Looks fine",
        done="It is set aside until it changes again.",
        explained="Open the address and look. If what is cited still stands there, the "
        "link leaves the list, and readers are not told that it is dead. A page that "
        "changed is compared with its present text from now on.",
        asks="What you saw there",
        service=_fine,
    ),
)


class LinkInline(PartInline):
    """The addresses of a source, on its page."""

    model = LinkWatch
    may_add = may_change = may_delete = False
    show_change_link = True
    verbose_name_plural = "links (checked by workers)"
    fields = (("role", "state", "checked_at"), "address", "sentence")
    classes = ("collapse",)


class LinkCheckInline(PartInline):
    """Every check of an address, the newest first."""

    model = LinkCheck
    may_add = may_change = may_delete = False
    verbose_name_plural = "checks (kept for ever)"
    fields = (("checked_at", "state", "status"), "sentence", "final_address", "worker")


class ToLookAt(admin.SimpleListFilter):
    """Only what an editor should look at."""

    title = "to look at"
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Row) -> list[tuple[str, str]]:
        """Return the one choice beside all."""
        return [("1", "dead or changed, and nobody has looked")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> QuerySet[Row]:
        """Keep what the queue holds."""
        return queryset.telling() if self.value() else queryset  # type: ignore[attr-defined]


@admin.register(LinkWatch)
class LinkWatchAdmin(HouseAdmin):
    """Links. Workers write them; a person has one checked, or says it is fine."""

    may_add = may_change = may_delete = False
    fixed = ()
    change_form_template = "admin/citations/linkwatch/change_form.html"
    list_display = ("address", "in_short", "sentence", "of_source", "checked_at")
    list_filter = (ToLookAt, "state", "role")
    list_select_related = ("source",)
    search_fields = ("address", "source__key", "source__title")
    ordering = ("-pk",)
    inlines = (LinkCheckInline,)
    actions = ("check_now",)
    fields = (
        *("opened", "source", "role", "state", "sentence"),
        *("checked_at", "good_at", "gone_since", "times_gone", "due_at"),
        *("fine_by", "fine_at", "fine_note", "taken_by"),
    )
    readonly_fields = ("opened",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LinkWatch]:
        """Return links with their sources."""
        return LinkWatch.objects.select_related("source").order_by("-pk")

    @admin.display(description="state", ordering="state")
    def in_short(self, row: LinkWatch) -> str:
        """Return the state in a word; the filter beside the list says what it means."""
        return str(row.get_state_display()).partition(":")[0]

    @admin.display(description="source", ordering="source__title")
    def of_source(self, row: LinkWatch) -> str:
        """Return a link to the source."""
        place = reverse("admin:citations_source_change", args=[row.source_id])
        return format_html('<a href="{}">{}</a>', place, row.source)

    @admin.display(description="address")
    def opened(self, row: LinkWatch) -> str:
        """Return the address, to be opened."""
        return format_html(
            '<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>', row.address
        )

    def has_check_permission(self, request: HttpRequest) -> bool:
        """Let editors have links checked."""
        return EDITOR in roles(request)

    @admin.action(description="Check now", permissions=["check"])
    def check_now(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Put all of the links at the head of the line."""
        for link in queryset:
            link_check_now(watch=link, author=acting(request))
        messages.success(request, f"Next to be checked: {len(queryset)}.")

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of its buttons."""
        return [
            *(
                path(
                    f"<int:object_id>/{act.name}/",
                    self.admin_site.admin_view(self.act_view),
                    {"act": act},
                    name=f"citations_linkwatch_{act.name}",
                )
                for act in ACTS
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a link with the buttons of whoever may press them."""
        link = (
            LinkWatch.objects.filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        telling = link is not None and link.state in TELLING and link.fine_at is None
        may = self.has_check_permission(request)
        acts = [act for act in ACTS if may and (telling or not act.asks)]
        context = dict(extra_context or {}) | {"acts": acts}
        return super().change_view(request, object_id, form_url, context)

    def act_view(self, request: HttpRequest, object_id: int, act: Act) -> HttpResponse:
        """Ask, and do it when posted; a refusal shows the page again, nothing lost."""
        if not self.has_check_permission(request):
            raise PermissionDenied
        link = LinkWatch.objects.filter(pk=object_id).first()
        if link is None:
            return HttpResponseRedirect(reverse("admin:citations_linkwatch_changelist"))
        refused: list[str] = []
        if request.method == "POST":
            try:
                act.service(request, link)
            except REFUSED as error:
                refused = sentences(error)
            else:
                messages.success(request, act.done)
                place = reverse("admin:citations_linkwatch_change", args=[link.pk])
                return HttpResponseRedirect(place)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{act.label}: {link.address}",
            "opts": self.opts,
            "act": act,
            "link": link,
            "refused": refused,
            "words": request.POST.get("words", ""),
        }
        page = "admin/citations/linkwatch/act.html"
        return TemplateResponse(request, page, context, status=HTTPStatus.OK)
