"""Accounts and roles: the one screen of administrators, and theirs alone."""

from typing import Any, ClassVar

import django.contrib.auth.admin  # noqa: F401 - its screens, to be taken away
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from kb.admin.house import KbAdmin, KbForm, Row, acting
from kb.models import Account
from kb.services import ADMINISTRATORS, ROLES, account_save, password_set

# Django's own screens write without a service, show hashes and make superusers.
admin.site.unregister([User, Group])

CHANGE = "admin:kb_account_change"


class AccountForm(KbForm):
    """An account and its roles; never its password, never superuser."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=ROLES).order_by("name"),
        label="Roles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="An administrator keeps accounts and has no right over evidence.",
    )


@admin.register(Account)
class AccountAdmin(KbAdmin):
    """Accounts. None is deleted, since the history names it: it is made inactive."""

    readers = writers = frozenset({ADMINISTRATORS})
    may_delete = False
    fixed = ()
    form: Row = AccountForm
    change_form_template = "admin/kb/account/change_form.html"
    list_display = (
        *("username", "full_name", "roles_held", "is_active", "is_staff"),
        *("superuser", "last_login"),
    )
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fields = (
        *("username", ("first_name", "last_name"), "email"),
        *(("is_active", "is_staff"), "groups"),
    )
    help_texts: ClassVar[dict[str, str]] = {
        "first_name": "As colleagues will read it beside what they wrote.",
        "last_name": "The same.",
        "email": "For you to reach them; shown to administrators alone.",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Return accounts with their roles, without what proves who they are."""
        rows: QuerySet[Account] = super().get_queryset(request)
        return rows.defer("password").prefetch_related("groups")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse to search by password, which would tell the hash letter by letter."""
        told = super().lookup_allowed(lookup, value, request)
        return told and not lookup.startswith("password")

    def held(self, request: HttpRequest) -> set[str]:
        """Return the roles; a superuser keeps accounts, and nothing else."""
        mine = super().held(request)
        superuser = getattr(request.user, "is_superuser", False)
        return mine | {ADMINISTRATORS} if superuser else mine

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let a superuser's account be changed by superusers alone."""
        allowed = super().has_change_permission(request, obj)
        guarded = obj is not None and obj.is_superuser
        return allowed and (not guarded or acting(request).is_superuser)

    @admin.display(description="name")
    def full_name(self, row: Account) -> str:
        """Return first and last name."""
        return row.get_full_name()

    @admin.display(description="roles")
    def roles_held(self, row: Account) -> str:
        """Return the groups that the services ask for."""
        return ", ".join(sorted(group.name for group in row.groups.all()))

    @admin.display(description="superuser", boolean=True)
    def superuser(self, row: Account) -> bool:
        """Return whether it is one; no screen makes one."""
        return row.is_superuser

    def save_related(
        self, request: HttpRequest, form: Row, formsets: Row, change: Row
    ) -> None:
        """Store the account and its roles as one piece."""
        roles = form.cleaned_data["groups"]
        account_save(account=form.instance, roles=roles, by=acting(request))

    def response_add(
        self, request: HttpRequest, obj: Row, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Lead on to the password, without which nobody signs in."""
        messages.success(request, f"The account {obj} is there. Set its password.")
        return HttpResponseRedirect(reverse("admin:kb_account_password", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of the password."""
        view = self.admin_site.admin_view(self.password_view)
        place = path("<path:object_id>/password/", view, name="kb_account_password")
        return [place, *super().get_urls()]

    def password_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for a new password twice, and set it."""
        account = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        if account is None:
            return HttpResponseRedirect(reverse("admin:kb_account_changelist"))
        form: Any = SetPasswordForm(account, request.POST or None)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["new_password1"]
            password_set(account=account, password=password, by=acting(request))
            self.log_change(request, account, "Set the password.")
            messages.success(request, f"The password of {account} is set.")
            return HttpResponseRedirect(reverse(CHANGE, args=[account.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Password of {account}",
            "opts": self.opts,
            "account": account,
            "form": form,
        }
        return TemplateResponse(request, "admin/kb/account/password.html", context)
