"""Task profiles: raw and scaled weights, work types, and the score that follows."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kb.formats.chart import TONES, Span, Track, span, spot, stack
from kb.selectors.career.described import items
from kb.selectors.pair.rows import Row

Document = dict[str, Any]
WHOLE = Decimal(100)


def profiles(found: list[Row], work_types: list[Row]) -> list[Document]:
    """Return the profiles with what follows from their rows.

    ``score`` is the mean exposure of the tasks, weighted: the sum of weight times
    exposure over the sum of the weights, in percent. ``raw_score`` takes the weights as
    they came, as shares of 100. Tasks without an exposure count in neither, and their
    weights are left out of the sum.
    """
    return [profile(row, work_types) for row in items(found, "profile")]


def profile(row: Document, work_types: list[Row]) -> Document:
    """Return one profile; ``sum`` is what its weights really add up to."""
    tasks = row["tasks"] or []
    by_key = sorted(tasks, key=lambda task: str(task["key"]))
    total = sum((Decimal(task["weight"]) for task in tasks), Decimal(0))
    rated = [task for task in tasks if task["exposure"] is not None]
    weighed = sum((Decimal(task["weight"]) for task in rated), Decimal(0))
    product = sum(
        (Decimal(task["weight"]) * Decimal(task["exposure"]) for task in rated),
        Decimal(0),
    )
    shares = [
        {
            "code": work_type["code"],
            "label": work_type["label"],
            "weight": sum(
                (
                    Decimal(task["weight"])
                    for task in tasks
                    if task["work_type"] == work_type["code"]
                ),
                Decimal(0),
            ),
        }
        for work_type in work_types
    ]
    return row | {
        "sum": tidy(total),
        "off": total != WHOLE,
        "score": tidy(product / weighed) if weighed else None,
        "raw_score": tidy(product / WHOLE) if rated else None,
        "tasks": [
            task
            | {
                "tone": by_key.index(task) % TONES,
                "scaled": tidy(Decimal(task["weight"]) / total * WHOLE)
                if total
                else None,
            }
            for task in tasks
        ],
        "shares": [
            share | {"scaled": tidy(share["weight"] / total * WHOLE) if total else None}
            for share in shares
        ],
        "mix": mix(
            [
                (f"{task['statement']}: {task['weight']} %", Decimal(task["weight"]))
                for task in by_key
            ],
            f"Profile {row['profile']}, weights of its tasks",
        ),
        "types": mix(
            [(f"{s['code']}: {tidy(s['weight'])} %", s["weight"]) for s in shares],
            f"Profile {row['profile']}, weights by work type",
        ),
    }


def mix(parts: list[tuple[str, Decimal]], what: str) -> Track:
    """Return parts of a whole as a bar."""
    words = "; ".join(words for words, size in parts if size)
    return Track("0 %", "100 %", f"{what}: {words}.", spans=stack(parts))


def tidy(share: Decimal) -> str:
    """Return a percentage to one decimal, without a zero after the point."""
    rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return format(rounded.normalize(), "f")


def spread(row: Document, drawn: list[Document]) -> Track:
    """Return the scores of profiles on the scale of the declared one.

    ``row`` is a declared mean with the ends of its middle half where the source gives
    them; the score of each profile is computed from its rows.
    """
    low, high = Decimal(0), WHOLE
    middle: tuple[Span, ...] = ()
    said = [f"declared mean {row['text']}"]
    if row["middle"]:
        first, last = row["middle"]
        said.append(f"middle half {first} to {last} %")
        middle = (span(Decimal(first), Decimal(last), low, high, said[-1]),)
    spots = [spot(Decimal(row["value"]), low, high, said[0])]
    for one in drawn:
        if one["score"] is not None:
            said.append(f"profile {one['profile']} computed {one['score']} %")
            spots.append(spot(Decimal(one["score"]), low, high, said[-1]))
    return Track("0 %", "100 %", "; ".join(said) + ".", tuple(spots), middle)
