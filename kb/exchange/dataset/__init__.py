"""Reading datasets as their publishers ship them: one small reader for each."""

from kb.exchange.dataset.archive import Archive, open_archive
from kb.exchange.dataset.dataset import Dataset
from kb.exchange.dataset.problem import DatasetProblem
from kb.exchange.dataset.sources import SOURCES, dataset_for

__all__ = [
    "SOURCES",
    "Archive",
    "Dataset",
    "DatasetProblem",
    "dataset_for",
    "open_archive",
]
