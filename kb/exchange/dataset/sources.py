"""The datasets that can be imported, by the name given to ``import_release``."""

from collections.abc import Callable, Collection

from kb.exchange.dataset.crosswalk import crosswalk
from kb.exchange.dataset.esco import Esco, Isco08
from kb.exchange.dataset.exposure import exposure
from kb.exchange.dataset.oews import Oews
from kb.exchange.dataset.onet import Onet
from kb.exchange.dataset.projections import Projections
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.problem import DatasetProblem

Reader = Callable[[Archive, str, Collection[str]], Dataset]
SOURCES: dict[str, Reader] = {
    "crosswalk": crosswalk,
    "esco": Esco,
    "exposure": exposure,
    "isco08": Isco08,
    "oews": Oews,
    "onet": Onet,
    "projections": Projections,
}


def dataset_for(
    source: str, archive: Archive, edition: str, only: Collection[str] = ()
) -> Dataset:
    """Return the reader of ``source``; ``DatasetProblem`` names those there are."""
    if source not in SOURCES:
        raise DatasetProblem(
            f"There is no dataset {source!r}: name one of {', '.join(sorted(SOURCES))}."
        )
    return SOURCES[source](archive, edition, only)
