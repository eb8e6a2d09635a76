"""Skills in careers, and what is near what."""

from kb.admin.house import KbAdmin

BASIS = (
    "What the edge rests on. Evidence names a finding or a source; without one the "
    "page says that it is the curator's judgement."
)


class CareerSkillAdmin(KbAdmin):
    """Skills listed in careers."""

    fixed = ("career", "skill")
    fields = ("career", "skill", "role", "basis")
    list_display = ("__str__", "role", "basis")
    list_filter = ("role", "basis", "skill__kind")
    list_select_related = ("career", "skill")
    search_fields = ("career__key", "career__name", "skill__key", "skill__name")
    autocomplete_fields = ("career", "skill")
    help_texts = {
        "career": "The career the skill is listed in. Written once.",
        "skill": "The skill. Written once.",
        "role": "Its place in the work. A place is a judgement until evidence says so.",
        "basis": BASIS,
    }


class SkillAdjacencyAdmin(KbAdmin):
    """Skills near skills."""

    fixed = ()
    fields = ("from_skill", "relation", "to_skill", "career", "reason", "basis")
    list_display = ("__str__", "relation", "career", "basis")
    list_filter = ("relation", "basis")
    list_select_related = ("from_skill", "to_skill", "career")
    search_fields = (
        *("from_skill__key", "from_skill__name", "to_skill__key", "to_skill__name"),
        *("reason", "career__name"),
    )
    autocomplete_fields = ("from_skill", "to_skill", "career")
    help_texts = {
        "from_skill": "Read: this skill …",
        "relation": "… stands so …",
        "to_skill": "… to this one.",
        "basis": BASIS,
    }


class CareerAdjacencyAdmin(KbAdmin):
    """Careers near careers."""

    fixed = ()
    fields = ("from_career", "to_career", "reason", "basis")
    list_display = ("__str__", "basis")
    list_filter = ("basis",)
    list_select_related = ("from_career", "to_career")
    search_fields = (
        *("from_career__key", "from_career__name"),
        *("to_career__key", "to_career__name", "reason"),
    )
    autocomplete_fields = ("from_career", "to_career")
    help_texts = {
        "from_career": "One of the two; the edge is read both ways.",
        "to_career": "The other.",
        "basis": BASIS,
    }
