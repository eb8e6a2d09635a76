"""Task profiles."""

from django.contrib import admin

from kb.admin.described import FRAME, HELP, DescribedAdmin
from kb.admin.house import KbInline
from kb.models import Profile, ProfileTask


class ProfileTaskInline(KbInline):
    """Tasks of a profile; their weights add up to what the profile declares."""

    model = ProfileTask
    joined = ("profile", "task", "work_type")
    verbose_name = "task"
    verbose_name_plural = "tasks (weights add up to the declared sum)"
    autocomplete_fields = ("task",)
    fields = (
        "task",
        ("position", "weight", "exposure", "work_type"),
        ("deep_expertise", "social"),
    )
    help_texts = {
        "task": "A task of the same career.",
        "position": "Order in the profile.",
        "social": "How much it lives from dealing with people, as the source says.",
        "weight": "Percent of the week, as received.",
        "exposure": "Percent, as received; empty is not zero.",
        "work_type": "How the task meets a computer.",
        "deep_expertise": "The source says that it takes deep expertise.",
    }


@admin.register(Profile)
class ProfileAdmin(DescribedAdmin):
    """Profiles."""

    fixed = ("key",)
    fields = ("key", *FRAME, ("number", "synthetic", "declared_sum"))
    list_display = ("key", "career", "declared_sum", "synthetic", "release", "shown")
    list_filter = ("synthetic", *DescribedAdmin.list_filter)
    search_fields = ("key", "career__name")
    inlines = (ProfileTaskInline,)
    help_texts = {
        **HELP,
        "key": "Public id. It can never change.",
        "number": "Which of the source's profiles of this career it is.",
        "declared_sum": "What the weights add up to as received, even if not 100.",
    }
