"""Crosswalks between classifications of occupations, each an edition of its own."""

from collections.abc import Collection

from kb.exchange.dataset.crosswalk.esco_onet import EscoOnet
from kb.exchange.dataset.crosswalk.nem import Nem
from kb.exchange.dataset.crosswalk.nesta import NestaCrosswalk
from kb.exchange.dataset.crosswalk.onet_soc import OnetSoc
from kb.exchange.dataset.crosswalk.pairs import Crosswalk
from kb.exchange.dataset.crosswalk.soc_2018 import Soc2018
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.problem import DatasetProblem

__all__ = ["crosswalk"]

READERS: tuple[type[Crosswalk], ...] = (
    OnetSoc,
    Soc2018,
    NestaCrosswalk,
    EscoOnet,
    Nem,
)


def crosswalk(archive: Archive, edition: str, only: Collection[str] = ()) -> Crosswalk:
    """Return the reader of the crosswalk that ``edition`` names.

    Raises ``DatasetProblem`` that lists those there are.
    """
    for reader in READERS:
        if edition.startswith(f"{reader.stem}-"):
            return reader(archive, edition, only)
    known = "; ".join(f"{reader.stem}-… from {reader.files}" for reader in READERS)
    raise DatasetProblem(f"There is no crosswalk {edition!r}: name one of {known}.")
