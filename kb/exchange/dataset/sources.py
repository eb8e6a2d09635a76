"""The datasets that can be imported, by the name given to ``import_release``."""

from collections.abc import Collection

from kb.exchange.dataset.archive import Archive
from kb.exchange.dataset.dataset import Dataset
from kb.exchange.dataset.onet import Onet
from kb.exchange.dataset.problem import DatasetProblem

SOURCES: dict[str, type[Dataset]] = {kind.name: kind for kind in (Onet,)}


def dataset_for(
    source: str, archive: Archive, edition: str, only: Collection[str] = ()
) -> Dataset:
    """Return the reader of ``source``; ``DatasetProblem`` names those there are."""
    if source not in SOURCES:
        raise DatasetProblem(
            f"There is no dataset {source!r}: name one of {', '.join(sorted(SOURCES))}."
        )
    return SOURCES[source](archive, edition, only)
