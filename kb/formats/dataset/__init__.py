"""Files of datasets in any dialect, and what a reader makes of them for the loader."""

from kb.formats.dataset.archive import Archive, open_archive
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.problem import DatasetProblem

__all__ = ["Archive", "Dataset", "DatasetProblem", "open_archive"]
