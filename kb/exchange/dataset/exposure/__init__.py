"""Measures of exposure to AI: several datasets, told apart by their files."""

from collections.abc import Collection

from kb.exchange.dataset.exposure.aei import EconomicIndex
from kb.exchange.dataset.exposure.aioe import Aioe
from kb.exchange.dataset.exposure.eloundou import Eloundou
from kb.exchange.dataset.exposure.frey_osborne import FreyOsborne
from kb.exchange.dataset.exposure.nesta import Nesta
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.problem import DatasetProblem

__all__ = ["exposure"]

READERS = (Eloundou, Nesta, EconomicIndex, FreyOsborne, Aioe)


def exposure(archive: Archive, edition: str, only: Collection[str] = ()) -> Dataset:
    """Return the reader of whichever measure of exposure the files are.

    Raises ``DatasetProblem`` if they are none that we know, or several.
    """
    found = [reader for reader in READERS if reader.fits(archive)]
    if len(found) == 1:
        return found[0](archive, edition, only)
    if found:
        names = ", ".join(reader.name for reader in found)
        raise DatasetProblem(
            f"{archive.label} holds several datasets ({names}): bring one at a time."
        )
    known = "; ".join(f"{reader.name}: {reader.files}" for reader in READERS)
    raise DatasetProblem(
        f"{archive.label} is no measure of exposure that we know. Known are {known}."
    )
