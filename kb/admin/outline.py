"""Outlines: texts of older systems that are neither numbers nor claims."""

from django.contrib import admin
from django.http import HttpRequest

from kb.admin.described import FRAME, HELP, DescribedAdmin, is_open
from kb.admin.house import KbAdmin, KbInline, Row, acting
from kb.models import Outline, OutlineItem, OutlineItemSkill
from kb.services import described_save

ITEM_HELP = {
    "position": "Order in the outline; two lines cannot hold the same place.",
    "label": "The line, in our own words.",
    "detail": "What more the source says.",
    "group": "Heading under which it stands.",
    "actor": "Who does it, where the outline tells.",
}


class OutlineItemInline(KbInline):
    """Lines of an outline; their shares add up to what the outline declares."""

    model = OutlineItem
    verbose_name = "line"
    verbose_name_plural = "lines (shares add up to the declared sum)"
    show_change_link = True
    fields = (("position", "group", "share", "actor"), "label", "detail")
    help_texts = ITEM_HELP


@admin.register(Outline)
class OutlineAdmin(DescribedAdmin):
    """Outlines."""

    fixed = ("key",)
    fields = (
        "title",
        "key",
        *FRAME,
        "skill",
        ("kind", "audience", "declared_sum"),
        "note",
    )
    list_display = ("title", "kind", "career", "skill", "release", "shown")
    list_filter = ("kind", *DescribedAdmin.list_filter)
    list_select_related = (*DescribedAdmin.list_select_related, "skill")
    search_fields = ("key", "title", "career__name")
    autocomplete_fields = ("career", "citation", "skill")
    inlines = (OutlineItemInline,)
    help_texts = {
        **HELP,
        "title": "Its heading, in our own words.",
        "key": "Public id. It can never change.",
        "kind": "What it lists.",
        "skill": "Empty where it is about the whole career.",
        "audience": "Whom the source wrote it for.",
        "note": "What a curator should know.",
    }


class OutlineItemSkillInline(KbInline):
    """Skills that a line names."""

    model = OutlineItemSkill
    joined = ("item", "skill")
    verbose_name = "skill"
    verbose_name_plural = "skills it names"
    autocomplete_fields = ("skill",)
    help_texts = {"skill": "One that the line names."}


@admin.register(OutlineItem)
class OutlineItemAdmin(KbAdmin):
    """One line with the skills it names; reached from its outline."""

    may_add = False
    fixed = ("outline",)
    whole = True
    fields = ("outline", *OutlineItemInline.fields)
    list_display = ("label", "outline", "position", "share")
    list_select_related = ("outline",)
    list_filter = ("outline__kind",)
    search_fields = ("label", "outline__title")
    inlines = (OutlineItemSkillInline,)
    help_texts = ITEM_HELP

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors change lines of what is in review, as its own screen does."""
        allowed = super().has_change_permission(request, obj)
        posted = request.method == "POST"
        return allowed and (obj is None or posted or is_open(obj.outline))

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors delete lines of what is in review."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or is_open(obj.outline))

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Save the line as a part of its outline."""
        described_save(
            row=row.outline, parts=[row, *parts], gone=gone, author=acting(request)
        )

    def remove(self, request: HttpRequest, row: Row) -> None:
        """Delete a line, as a change of its outline."""
        described_save(row=row.outline, gone=[row], author=acting(request))
