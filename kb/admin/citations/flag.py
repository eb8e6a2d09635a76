"""Flags at citations: raised by anybody, decided on once by a colleague."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from citations.enums import FlagState
from citations.models import Flag
from citations.services import flag_decide, flag_raise
from kb.admin.forms import HouseForm
from kb.admin.screens import (
    EDITOR,
    EVERYBODY,
    REVIEWER,
    HouseAdmin,
    Row,
    acting,
    sentences,
)

SAID = ("citation", "kind", "text", "better_source")
WHO = ("raised_by_whom", "raised_at")
OUTCOME = ("state", "resolution")
SPAM = "mark_spam"


class DecisionForm(HouseForm):
    """What came of a flag: never that it is open still."""

    state = forms.ChoiceField(
        label="outcome",
        choices=[
            ("", "not decided yet"),
            *(choice for choice in FlagState.choices if choice[0] != FlagState.OPEN),
        ],
        help_text="Changes nothing by itself: mend the citation or the finding first.",
    )


@admin.register(Flag)
class FlagAdmin(HouseAdmin):
    """Flags. What was said is never changed; what came of it is said once."""

    readers = writers = EVERYBODY
    may_delete = False
    fixed = ()
    list_display = ("kind", "place", "said", "state", "raised_by_whom", "raised_at")
    list_filter = ("state", "kind", ("raised_by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("citation__source", "raised_by", "decided_by")
    search_fields = ("citation__key", "text", "citation__source__title")
    autocomplete_fields = ("citation",)
    actions = (SPAM,)
    help_texts: ClassVar[dict[str, str]] = {
        "citation": "The place that is wrong.",
        "kind": "What is wrong with it.",
    }

    @admin.display(description="place", ordering="citation__key")
    def place(self, row: Flag) -> str:
        """Return the place that is flagged."""
        return str(row.citation)

    @admin.display(description="says")
    def said(self, row: Flag) -> str:
        """Return the beginning of what was said."""
        return row.text[:80]

    @admin.display(description="better source")
    def better_source(self, row: Flag) -> str:
        """Return an address as plain text: nobody has looked where it leads."""
        return row.better_url or "none named"

    @admin.display(description="raised by", ordering="raised_by__username")
    def raised_by_whom(self, row: Flag) -> str:
        """Return the colleague, or that it was a reader."""
        return str(row.raised_by or "a reader")

    @admin.display(description="decided by")
    def decided_by_whom(self, row: Flag) -> str:
        """Return who looked into it."""
        return str(row.decided_by or "nobody yet")

    def get_fields(self, request: HttpRequest, obj: Row = None) -> Any:  # noqa: ANN401
        """Return what is said, and of a flag that stands what came of it."""
        if obj is None:
            return ("citation", "kind", "text", "better_url")
        return (*SAID, WHO, *OUTCOME, ("decided_by_whom", "decided_at"))

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return all but the outcome of an open flag."""
        if obj is None:
            return ()
        told = (*SAID, *WHO, "decided_by_whom", "decided_at")
        return told if self._decidable(request, obj) else (*told, *OUTCOME)

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors and reviewers decide, once."""
        return self._decidable(request, obj)

    def _decidable(self, request: HttpRequest, obj: Row) -> bool:
        looks = bool(self.held(request) & {EDITOR, REVIEWER})
        posted = request.method == "POST"
        return looks and (obj is None or posted or obj.state == FlagState.OPEN)

    def get_form(
        self, request: HttpRequest, obj: Row = None, change: Row = None, **kwargs: Row
    ) -> Row:
        """Return the form to raise a flag, or to decide on one."""
        if obj is not None and self._decidable(request, obj):
            kwargs["form"] = DecisionForm
        return super().get_form(request, obj, change, **kwargs)

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Raise the flag, or say what came of it."""
        who = acting(request)
        if row is None:
            return
        if row._state.adding:
            flag_raise(flag=row, raised_by=who)
        else:
            flag_decide(
                flag=row, state=row.state, resolution=row.resolution, decided_by=who
            )

    @admin.action(description="Mark as spam", permissions=["change"])
    def mark_spam(self, request: HttpRequest, queryset: QuerySet[Flag]) -> None:
        """Put aside what says nothing; one that is decided holds up no other."""
        done = 0
        for flag in queryset:
            try:
                flag_decide(
                    flag=flag,
                    state=FlagState.SPAM,
                    resolution="",
                    decided_by=acting(request),
                )
            except forms.ValidationError as error:
                messages.error(request, f"{flag}: {' '.join(sentences(error))}")
            else:
                done += 1
        if done:
            messages.success(request, f"{done} marked as spam.")
