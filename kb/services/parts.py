"""What a finding is made of: the parts that freeze with it."""

from typing import TypeAlias

from kb.models import Bearing, Estimate, FindingCitation, FindingLink, Subject

Part: TypeAlias = Subject | Estimate | FindingCitation | Bearing | FindingLink
PARTS: tuple[type[Part], ...] = (
    Subject,
    Estimate,
    FindingCitation,
    Bearing,
    FindingLink,
)
