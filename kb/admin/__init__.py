"""The admin of what is known: findings, their releases and reviews, descriptions."""

from django.contrib import admin

from kb.admin.description import (
    DutyAdmin,
    GlanceAdmin,
    LevelAdmin,
    QuestionAdmin,
    RequirementAdmin,
)
from kb.admin.edge import CareerEdgeAdmin, EdgeBasisAdmin, PairAdmin, SkillEdgeAdmin
from kb.admin.finding import FindingAdmin
from kb.admin.outline import OutlineAdmin, OutlineItemAdmin
from kb.admin.profile import ProfileAdmin
from kb.admin.release import ReleaseAdmin
from kb.admin.review import DeclaredInterestAdmin, FindingEditorAdmin, ReviewAdmin
from kb.admin.vocabulary import FacetAdmin, MeasureAdmin, TopicAdmin

__all__ = [
    "CareerEdgeAdmin",
    "DeclaredInterestAdmin",
    "DutyAdmin",
    "EdgeBasisAdmin",
    "FacetAdmin",
    "FindingAdmin",
    "FindingEditorAdmin",
    "GlanceAdmin",
    "LevelAdmin",
    "MeasureAdmin",
    "OutlineAdmin",
    "OutlineItemAdmin",
    "PairAdmin",
    "ProfileAdmin",
    "QuestionAdmin",
    "ReleaseAdmin",
    "RequirementAdmin",
    "ReviewAdmin",
    "SkillEdgeAdmin",
    "TopicAdmin",
]

admin.site.site_header = "Attest"
admin.site.site_title = "Attest"
admin.site.index_title = "What is known, where from, and about what"
admin.site.enable_nav_sidebar = True
