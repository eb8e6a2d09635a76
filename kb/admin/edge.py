"""The edges of careers, with what stands behind each of them."""

from django.contrib import admin

from careers.models import CareerAdjacency, CareerSkill, SkillAdjacency
from kb.admin.careers.edge import (
    CareerAdjacencyAdmin,
    CareerSkillAdmin,
    SkillAdjacencyAdmin,
)
from kb.admin.house import KbAdmin, KbInline
from kb.models import EdgeBasis

HELP = {
    "finding_key": "Key of the finding that stands behind the edge, whatever version.",
    "source": "Or the source, where no finding has been written yet.",
}


class BasisInline(KbInline):
    """What stands behind an edge."""

    model = EdgeBasis
    joined = ("source",)
    verbose_name = "evidence"
    verbose_name_plural = "evidence behind it: a finding by its key, or a source"
    autocomplete_fields = ("source",)
    fields = (("finding_key", "source"),)
    help_texts = HELP


class PairBasisInline(BasisInline):
    """What stands behind a skill's place in a career."""

    fk_name = "pair"


class SkillEdgeBasisInline(BasisInline):
    """What stands behind an edge between skills."""

    fk_name = "skill_edge"


class CareerEdgeBasisInline(BasisInline):
    """What stands behind an edge between careers."""

    fk_name = "career_edge"


@admin.register(CareerSkill)
class PairAdmin(CareerSkillAdmin):
    """Skills listed in careers, with their evidence."""

    inlines = (PairBasisInline,)


@admin.register(SkillAdjacency)
class SkillEdgeAdmin(SkillAdjacencyAdmin):
    """Skills near skills, with their evidence."""

    inlines = (SkillEdgeBasisInline,)


@admin.register(CareerAdjacency)
class CareerEdgeAdmin(CareerAdjacencyAdmin):
    """Careers near careers, with their evidence."""

    inlines = (CareerEdgeBasisInline,)


@admin.register(EdgeBasis)
class EdgeBasisAdmin(KbAdmin):
    """All that stands behind edges, in one list."""

    fixed = ()
    fields = ("pair", "skill_edge", "career_edge", "finding_key", "source")
    list_display = ("__str__", "pair", "skill_edge", "career_edge")
    list_select_related = (
        *("source", "pair__career", "pair__skill"),
        *("skill_edge__from_skill", "skill_edge__to_skill"),
        *("career_edge__from_career", "career_edge__to_career"),
    )
    search_fields = ("finding_key", "source__key", "source__title")
    autocomplete_fields = ("pair", "skill_edge", "career_edge", "source")
    help_texts = {
        "pair": "One of these three edges: a skill in a career, …",
        "skill_edge": "… two skills that are near, …",
        "career_edge": "… or two careers that are near.",
        **HELP,
    }
