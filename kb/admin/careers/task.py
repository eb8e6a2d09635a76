"""Tasks of careers, and the work types they fall under."""

from django.contrib import admin

from careers.models import Task, WorkType
from kb.admin.house import EVERYBODY, KbAdmin


@admin.register(Task)
class TaskAdmin(KbAdmin):
    """Tasks. Their keys last for ever, so they are never deleted."""

    readers = EVERYBODY
    may_delete = False
    fields = ("key", "career", "statement", "examples")
    list_display = ("statement", "career", "key")
    list_filter = (("career", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("career",)
    search_fields = ("key", "statement", "career__name")
    autocomplete_fields = ("career",)
    help_texts = {
        "key": "Public id. It can never change or be used again.",
        "career": "The career whose people do it.",
        "statement": "What is done, in words.",
        "examples": "One on each line.",
    }


@admin.register(WorkType)
class WorkTypeAdmin(KbAdmin):
    """Work types: a closed vocabulary, loaded from fixtures/worktypes.yaml."""

    readers = EVERYBODY
    may_add = may_change = may_delete = False
    fixed = ()
    list_display = ("code", "label", "input", "output")
    search_fields = ("code", "label")
    list_filter = ("input", "output")
