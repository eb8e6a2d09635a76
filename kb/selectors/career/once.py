"""The same figures of one source, read into two releases, stand once on a page."""

from typing import Any

Document = dict[str, Any]


def stands_once(rows: list[Document]) -> list[Document]:
    """Leave out findings whose figures another of the same source holds as well.

    A curated pack and a dataset may both hold a row of a file. The one with more
    figures stays, of equals the first, and with the marks of all.
    """
    kept: list[Document] = []
    for row in sorted(rows, key=lambda row: -len(row["figures"])):
        twin = next((one for one in kept if holds(one, row)), None)
        if twin is None:
            kept.append(row | {"marks": list(row["marks"])})
        else:
            twin["marks"] += [
                mark for mark in row["marks"] if mark not in twin["marks"]
            ]
    order = {row["finding"].pk: place for place, row in enumerate(rows)}
    return sorted(kept, key=lambda row: order[row["finding"].pk])


def holds(one: Document, other: Document) -> bool:
    """Whether ``one`` has all figures of ``other``, about the same, from its source."""
    return bool(
        one["number"] == other["number"]
        and one["subjects"] == other["subjects"]
        and all(
            any(same(figure, said) for figure in one["figures"])
            for said in other["figures"]
        )
    )


def same(one: Document, other: Document) -> bool:
    """Whether two figures say the same, however they are worded.

    A place or time that one of them leaves out is no difference.
    """
    return (
        all(one[name] == other[name] for name in ("measure", "value", "missing"))
        and one["quantile"] == other["quantile"]
        and (one["category"] or "").casefold() == (other["category"] or "").casefold()
        and all(
            not left or not right or left == right
            for left, right in (
                (one["area"], other["area"]),
                (one["period"]["end"], other["period"]["end"]),
            )
        )
    )
