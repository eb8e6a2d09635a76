"""The page of a skill in a career: its rows, figures, references and words."""

from kb.selectors.pair.document import PairPage, pair_document, pair_page
from kb.selectors.pair.figure import figure_text

__all__ = ["PairPage", "figure_text", "pair_document", "pair_page"]
