"""What lists may be asked for: one filter set a noun."""

from kb.filters.base import MemberFilters, Sieve
from kb.filters.careers import (
    AdjacencyFilters,
    CareerFilters,
    PairFilters,
    SkillFilters,
)
from kb.filters.findings import FindingFilters
from kb.filters.kinds import WORDS
from kb.filters.sources import CitationFilters, OrganizationFilters, SourceFilters
from kb.filters.vocabulary import FacetFilters, MeasureFilters, ReleaseFilters

__all__ = [
    "WORDS",
    "AdjacencyFilters",
    "CareerFilters",
    "CitationFilters",
    "FacetFilters",
    "FindingFilters",
    "MeasureFilters",
    "MemberFilters",
    "OrganizationFilters",
    "PairFilters",
    "ReleaseFilters",
    "Sieve",
    "SkillFilters",
    "SourceFilters",
]
