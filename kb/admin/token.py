"""Tokens: everybody makes their own, sees them, and revokes them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from kb.admin.house import EVERYBODY, KbAdmin, KbForm, Row, acting
from kb.enums import Scope
from kb.models import ApiToken
from kb.models.token import LONGEST_DAYS
from kb.services import ADMINISTRATORS, token_create, token_revoke

DAYS = 90


class TokenForm(KbForm):
    """What a new token is for, what it may do, and how long."""

    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        help_text="What the program may do of all that you may do. Give it the least.",
    )
    days = forms.IntegerField(
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=DAYS,
        label="Ends after days",
        help_text="A day on which it is made anew is a day on which a lost one dies.",
    )


@admin.register(ApiToken)
class ApiTokenAdmin(KbAdmin):
    """Tokens of whoever asks; administrators see all, and may end them."""

    readers = EVERYBODY | {ADMINISTRATORS}
    writers = EVERYBODY
    may_change = may_delete = False
    fixed = ()
    form: Row = TokenForm
    change_form_template = "admin/kb/token/change_form.html"
    list_display = (
        *("name", "begins", "person", "may", "expires_at", "last_used_at"),
        "living",
    )
    list_select_related = ("person",)
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        """Return tokens without their hashes: all to administrators, else one's own."""
        rows: QuerySet[ApiToken] = super().get_queryset(request).defer("digest")
        keeps = ADMINISTRATORS in self.held(request)
        return rows if keeps else rows.filter(person=acting(request))

    @admin.display(description="begins with")
    def begins(self, row: ApiToken) -> str:
        """Return what a person finds the token by, in a file or a log."""
        return f"attest_{row.prefix}…"

    @admin.display(description="scopes")
    def may(self, row: ApiToken) -> str:
        """Return what a program may do with it."""
        return ", ".join(row.scopes)

    @admin.display(description="living", boolean=True)
    def living(self, row: ApiToken) -> bool:
        """Return whether it lets anybody in today."""
        return row.revoked_at is None and row.expires_at > timezone.now()

    def get_fields(self, request: HttpRequest, obj: Row = None) -> Any:  # noqa: ANN401
        """Return what is typed of a new token, or what is told of one."""
        if obj is None:
            return ("name", "scopes", "days")
        return (
            *("name", "begins", "person", "may"),
            *("created_at", "expires_at", "last_used_at", "revoked_at"),
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return all of a token that stands."""
        return tuple(self.get_fields(request, obj)) if obj else ()

    def get_form(
        self, request: HttpRequest, obj: Row = None, change: Row = None, **kwargs: Row
    ) -> Row:
        """Return the form for a new token; one that stands has nothing to type."""
        if obj is None:
            kwargs["fields"] = ("name", "scopes")
        return super().get_form(request, obj, change, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form with one button: the token is shown next, and only then."""
        one = {"show_save_and_add_another": False, "show_save_and_continue": False}
        context = dict(extra_context or {}) | one
        return super().changeform_view(request, object_id, form_url, context)

    def save_related(
        self, request: HttpRequest, form: Row, formsets: Row, change: Row
    ) -> None:
        """Make the token; its text is kept no longer than this answer."""
        given = form.cleaned_data
        token, text = token_create(
            person=acting(request),
            name=given["name"],
            scopes=given["scopes"],
            days=given["days"],
        )
        form.instance.pk = token.pk
        form.instance.prefix = token.prefix
        form.instance.text = text

    def response_add(
        self, request: HttpRequest, obj: Row, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the token, this once."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"Token {obj.name}",
            "opts": self.opts,
            "token": obj,
            "text": obj.text,
        }
        answer = TemplateResponse(request, "admin/kb/token/shown.html", context)
        add_never_cache_headers(answer)
        return answer

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of the button."""
        view = self.admin_site.admin_view(self.revoke_view)
        place = path("<int:object_id>/revoke/", view, name="kb_apitoken_revoke")
        return [place, *super().get_urls()]

    def revoke_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask, and end the token when posted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        token = self.get_queryset(request).filter(pk=object_id).first()
        if token is None:
            return HttpResponseRedirect(reverse("admin:kb_apitoken_changelist"))
        if request.method == "POST":
            token_revoke(token=token, by=acting(request))
            self.log_change(request, token, "Revoked.")
            messages.success(request, f"{token} opens nothing any more.")
            place = reverse("admin:kb_apitoken_change", args=[token.pk])
            return HttpResponseRedirect(place)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Revoke {token.name}",
            "opts": self.opts,
            "token": token,
        }
        return TemplateResponse(request, "admin/kb/token/revoke.html", context)
