"""Reading datasets as their publishers ship them: one small reader for each."""

from kb.exchange.dataset.sources import SOURCES, dataset_for

__all__ = ["SOURCES", "dataset_for"]
