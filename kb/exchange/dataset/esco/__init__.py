"""ESCO: occupations, skills and how they hang together; and ISCO-08, which it holds."""

from kb.exchange.dataset.esco.esco import Esco
from kb.exchange.dataset.esco.isco import Isco08

__all__ = ["Esco", "Isco08"]
