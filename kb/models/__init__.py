"""Tables of measures, findings, statements, releases, reviews, and career profiles."""

from kb.models.account import Account, Membership
from kb.models.allowance import Allowance
from kb.models.change import Change
from kb.models.description import (
    Duty,
    Glance,
    Level,
    Question,
    QuestionFinding,
    Requirement,
    RequirementSkill,
)
from kb.models.estimate import Estimate
from kb.models.finding import Finding
from kb.models.link import EdgeBasis, FindingCitation, FindingLink
from kb.models.listing import DatasetFile, Listing
from kb.models.note import Note, NoteMention
from kb.models.outline import Outline, OutlineItem, OutlineItemSkill
from kb.models.profile import Profile, ProfileTask
from kb.models.quota import Quota
from kb.models.recomputation import Recomputation
from kb.models.release import Release
from kb.models.retirement import Retirement
from kb.models.review import DeclaredInterest, FindingEditor, Review
from kb.models.statement import Statement, StatementFinding
from kb.models.statement_review import StatementEditor, StatementReview
from kb.models.subject import Bearing, Subject
from kb.models.token import ApiToken, KeptAnswer
from kb.models.vocabulary import Facet, Measure, Topic
from kb.models.watch import FindingWatch

__all__ = [
    "Account",
    "Allowance",
    "ApiToken",
    "Bearing",
    "Change",
    "DatasetFile",
    "DeclaredInterest",
    "Duty",
    "EdgeBasis",
    "Estimate",
    "Facet",
    "Finding",
    "FindingCitation",
    "FindingEditor",
    "FindingLink",
    "FindingWatch",
    "Glance",
    "KeptAnswer",
    "Level",
    "Listing",
    "Measure",
    "Membership",
    "Note",
    "NoteMention",
    "Outline",
    "OutlineItem",
    "OutlineItemSkill",
    "Profile",
    "ProfileTask",
    "Question",
    "QuestionFinding",
    "Quota",
    "Recomputation",
    "Release",
    "Requirement",
    "RequirementSkill",
    "Retirement",
    "Review",
    "Statement",
    "StatementEditor",
    "StatementFinding",
    "StatementReview",
    "Subject",
    "Topic",
]
