"""What the measures of exposure have in common."""

from abc import abstractmethod
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dataset import Dataset
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.problem import BadCellError

HELD = Decimal("0.00000001")
"""The decimals that a figure has room for."""


class Measured(Dataset):
    """A measure of exposure; ``files`` says in words which files it is read from."""

    files: ClassVar[str]

    @classmethod
    @abstractmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether an archive holds the files of this measure."""


def held(row: Row, name: str, scale: tuple[int, int] | None = None) -> Decimal:
    """Return the number in a cell with the decimals there is room for.

    Raises ``BadCellError`` for a gap, and for a number that is not on ``scale``.
    """
    value = row.number(name)
    if value is None:
        raise BadCellError(f"{name} is empty")
    if scale and not scale[0] <= value <= scale[1]:
        raise BadCellError(f"{name} is {value}, not from {scale[0]} to {scale[1]}")
    return value.quantize(HELD, ROUND_HALF_UP).normalize() + 0


def plain(value: Decimal, places: str = "0.01") -> str:
    """Return a number for a sentence, rounded half up."""
    return str(value.quantize(Decimal(places), ROUND_HALF_UP))
