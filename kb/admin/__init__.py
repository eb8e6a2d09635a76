"""The admin of what is known: findings, statements, reviews, descriptions."""

from django.contrib import admin

from kb.admin.account import AccountAdmin
from kb.admin.careers import CareerAdmin, SkillAdmin, TaskAdmin, WorkTypeAdmin
from kb.admin.citations import (
    CitationAdmin,
    FlagAdmin,
    ImportBatchAdmin,
    ImportRowAdmin,
    LinkWatchAdmin,
    NoticeWatchAdmin,
    OrganizationAdmin,
    SnapshotAdmin,
    SourceAdmin,
    SourceNoticeAdmin,
)
from kb.admin.description import (
    DutyAdmin,
    GlanceAdmin,
    LevelAdmin,
    QuestionAdmin,
    RequirementAdmin,
)
from kb.admin.edge import CareerEdgeAdmin, EdgeBasisAdmin, PairAdmin, SkillEdgeAdmin
from kb.admin.finding import FindingAdmin
from kb.admin.note import NoteAdmin
from kb.admin.outline import OutlineAdmin, OutlineItemAdmin
from kb.admin.profile import ProfileAdmin
from kb.admin.release import ReleaseAdmin
from kb.admin.review import DeclaredInterestAdmin, FindingEditorAdmin, ReviewAdmin
from kb.admin.statement import (
    StatementAdmin,
    StatementEditorAdmin,
    StatementReviewAdmin,
)
from kb.admin.token import ApiTokenAdmin
from kb.admin.vocabulary import FacetAdmin, MeasureAdmin, TopicAdmin
from kb.admin.watch import FindingWatchAdmin

__all__ = [
    "AccountAdmin",
    "ApiTokenAdmin",
    "CareerAdmin",
    "CareerEdgeAdmin",
    "CitationAdmin",
    "DeclaredInterestAdmin",
    "DutyAdmin",
    "EdgeBasisAdmin",
    "FacetAdmin",
    "FindingAdmin",
    "FindingEditorAdmin",
    "FindingWatchAdmin",
    "FlagAdmin",
    "GlanceAdmin",
    "ImportBatchAdmin",
    "ImportRowAdmin",
    "LevelAdmin",
    "LinkWatchAdmin",
    "MeasureAdmin",
    "NoteAdmin",
    "NoticeWatchAdmin",
    "OrganizationAdmin",
    "OutlineAdmin",
    "OutlineItemAdmin",
    "PairAdmin",
    "ProfileAdmin",
    "QuestionAdmin",
    "ReleaseAdmin",
    "RequirementAdmin",
    "ReviewAdmin",
    "SkillAdmin",
    "SkillEdgeAdmin",
    "SnapshotAdmin",
    "SourceAdmin",
    "SourceNoticeAdmin",
    "StatementAdmin",
    "StatementEditorAdmin",
    "StatementReviewAdmin",
    "TaskAdmin",
    "TopicAdmin",
    "WorkTypeAdmin",
]

admin.site.site_header = "Attest"
admin.site.site_title = "Attest"
admin.site.index_title = "What is known, where from, and about what"
admin.site.enable_nav_sidebar = True
