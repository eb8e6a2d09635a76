"""Names and order of the editions of a dataset."""

import re


def pack_of(dataset: str, edition: str) -> str:
    """Return the name of an edition as a pack: ``onet`` and ``29.3`` is onet-29-3."""
    plain = re.sub(r"[^a-z0-9]+", "-", edition.lower()).strip("-")
    return f"{dataset}-{plain}"


def edition_order(edition: str) -> tuple[int, ...]:
    """Return the numbers in the name of an edition, by which editions are ordered."""
    return tuple(int(number) for number in re.findall(r"\d+", edition))
