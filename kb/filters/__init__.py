"""What lists may be asked for: one filter set a noun."""

from kb.filters.base import MemberFilters, Sieve
from kb.filters.careers import (
    AdjacencyFilters,
    CareerFilters,
    PairFilters,
    SkillFilters,
)
from kb.filters.edges import EdgeFilters, PairEntryFilters, TaskFilters
from kb.filters.findings import FindingFilters
from kb.filters.kinds import WORDS
from kb.filters.sources import CitationFilters, OrganizationFilters, SourceFilters
from kb.filters.vocabulary import FacetFilters, MeasureFilters, ReleaseFilters
from kb.filters.words import Words

__all__ = [
    "WORDS",
    "AdjacencyFilters",
    "CareerFilters",
    "CitationFilters",
    "EdgeFilters",
    "FacetFilters",
    "FindingFilters",
    "MeasureFilters",
    "MemberFilters",
    "OrganizationFilters",
    "PairEntryFilters",
    "PairFilters",
    "ReleaseFilters",
    "Sieve",
    "SkillFilters",
    "SourceFilters",
    "TaskFilters",
    "Words",
]
