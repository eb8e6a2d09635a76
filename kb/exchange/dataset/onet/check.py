"""Whether a folder is one whole release of O*NET, and the one it is said to be."""

import re

from kb.exchange.dataset.onet.files import (
    CODE,
    KNOWN,
    REQUIRED,
    SCALE,
    present,
    table_of,
)
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.problem import BadCellError, DatasetProblem

SCALES = {"IM": (1, 5), "LV": (0, 7), "WI": (-3, 3), "DR": (0, 10)}
"""Ends of the scales that our measures stand for."""
SHARE_OF_STRANGERS = 0.01
"""Codes of a file that the list of occupations may lack; more is another release."""


def checked(archive: Archive, edition: str) -> list[FilePrint]:
    """Return the prints of all files that are read.

    Raises ``DatasetProblem`` for a file that is missing, has other columns, or belongs
    to another release; and if a scale has other ends than the measure for it.
    """
    archive.require(REQUIRED)
    _check_read_me(archive, edition)
    prints = [file_print(table_of(archive, name)) for name in present(archive)]
    check_edition(dataset="O*NET", edition=edition, prints=prints, known=KNOWN)
    _check_codes(archive)
    _check_scales(archive)
    return prints


def _check_read_me(archive: Archive, edition: str) -> None:
    """Refuse a folder whose own Read Me names another release."""
    if "Read Me.txt" not in archive:
        return
    with archive.open("Read Me.txt") as stream:
        words = stream.read(2_000).decode("utf-8", "replace")
    told = re.search(r"O\*NET\s+([0-9]+(?:\.[0-9]+)*)\s+Database", words)
    if told and told[1] != edition:
        raise DatasetProblem(
            f"Read Me.txt says that this is O*NET {told[1]}, not {edition}: name the "
            "release that the files are of."
        )


def _check_codes(archive: Archive) -> None:
    """Refuse files whose occupations are those of another release."""
    known = {row.text(CODE) for row in table_of(archive, "Occupation Data.txt").rows()}
    for name in present(archive):
        table = table_of(archive, name)
        if CODE not in table.header or name == "Occupation Data.txt":
            continue
        codes = {row.text(CODE) for row in table.rows()}
        strange = sorted(codes - known)
        if len(strange) > max(1, SHARE_OF_STRANGERS * len(codes)):
            raise DatasetProblem(
                f"{name} rates {len(strange)} codes that Occupation Data.txt lacks, "
                f"such as {strange[0]}: the two are of different releases."
            )


def _check_scales(archive: Archive) -> None:
    """Refuse a release whose scales do not run as our measures say."""
    for row in table_of(archive, "Scales Reference.txt").rows():
        wanted = SCALES.get(row.text(SCALE))
        try:
            ends = (row.integer("Minimum"), row.integer("Maximum"))
        except BadCellError as bad:
            raise DatasetProblem(f"{row.file}, line {row.line}: {bad}.") from bad
        if wanted and ends != wanted:
            raise DatasetProblem(
                f"Scale {row.text(SCALE)} runs from {ends[0]} to {ends[1]} in "
                f"{row.file}; its measure here runs from {wanted[0]} to {wanted[1]}."
            )
