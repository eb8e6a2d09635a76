"""Writing a dataset: identities, classifications and figures, in one transaction."""

from kb.services.dataset.load import ImportReport, dataset_load

__all__ = ["ImportReport", "dataset_load"]
