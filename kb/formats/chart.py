"""Where things stand on a chart: places along a scale, in percent of its width.

Charts are drawn by templates as SVG whose widths are percentages, so that a chart is as
wide as its place and its words keep their size. All that is drawn stands in a table as
well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(100)
TONES = 7


@dataclass(frozen=True)
class Spot:
    """One figure on a scale: ``at`` is its place in percent of the width."""

    at: str
    words: str


@dataclass(frozen=True)
class Span:
    """A stretch of a scale: an interval, or a part of a whole with its ``tone``."""

    start: str
    width: str
    words: str
    tone: int = 0


@dataclass(frozen=True)
class Track:
    """One scale with its two ends, and what stands on it; ``words`` says it all."""

    low: str
    high: str
    words: str
    spots: tuple[Spot, ...] = ()
    spans: tuple[Span, ...] = ()


def place(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """Return where ``value`` stands between ``low`` and ``high``, from 0 to 100.

    What lies outside stands at the end: the words beside the chart say how far.
    """
    share = (value - low) / (high - low) * WHOLE
    return min(max(share, Decimal(0)), WHOLE)


def percent(share: Decimal) -> str:
    """Return a place as SVG writes it: ``46.25%``."""
    rounded = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}%"


def spot(value: Decimal, low: Decimal, high: Decimal, words: str) -> Spot:
    """Return ``value`` on a scale."""
    return Spot(percent(place(value, low, high)), words)


def span(start: Decimal, end: Decimal, low: Decimal, high: Decimal, words: str) -> Span:
    """Return the stretch from ``start`` to ``end`` on a scale."""
    first, last = place(start, low, high), place(end, low, high)
    return Span(percent(first), percent(last - first), words)


def stack(parts: Sequence[tuple[str, Decimal]]) -> tuple[Span, ...]:
    """Return parts of a whole beside each other; together they fill the width.

    Parts of nothing are left out, but the tone of a part is that of its place.
    """
    total = sum((size for _, size in parts), Decimal(0))
    if not total:
        return ()
    spans, before = [], Decimal(0)
    for number, (words, size) in enumerate(parts):
        share = size / total * WHOLE
        if size:
            spans.append(Span(percent(before), percent(share), words, number % TONES))
        before += share
    return tuple(spans)
