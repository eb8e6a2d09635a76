"""The page of a skill in a career: its rows, figures, references and words."""

from kb.selectors.pair.document import pair_document
from kb.selectors.pair.figure import figure_text

__all__ = ["figure_text", "pair_document"]
