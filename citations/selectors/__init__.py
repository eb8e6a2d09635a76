"""Reads of sources that need more than one table or a statement of their own."""

from citations.selectors.matching import Folded, Known, folded, keys_like, known_by
from citations.selectors.quoted import LostQuote, quotes_lost
from citations.selectors.records import Recorded, finished, lined, located, recorded
from citations.selectors.resting import Resting, resting_on

__all__ = [
    "Folded",
    "Known",
    "LostQuote",
    "Recorded",
    "Resting",
    "finished",
    "folded",
    "keys_like",
    "known_by",
    "lined",
    "located",
    "quotes_lost",
    "recorded",
    "resting_on",
]
